import { AwsFault } from 'backstage-plugin-session-manager-common';

// The fault of a converted error is stored here and not in a property, because
// Backstage writes an error's properties into HTTP answers and logs.
const faults = new WeakMap<object, AwsFault>();

/**
 * The fault that an error was created from; `undefined` for any other error.
 */
export function faultOf(error: unknown): AwsFault | undefined {
  return typeof error === 'object' && error !== null
    ? faults.get(error)
    : undefined;
}

export function rememberFault(error: Error, fault: AwsFault): void {
  faults.set(error, fault);
}
