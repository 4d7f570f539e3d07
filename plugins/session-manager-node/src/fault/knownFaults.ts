import { AwsFault } from 'backstage-plugin-session-manager-common';

// An error that was made of a fault keeps it here, and not in a property:
// Backstage writes an error's properties into HTTP answers and logs.
const faults = new WeakMap<object, AwsFault>();

/** The fault that an error was made of; `undefined` for any other error. */
export function faultOf(error: unknown): AwsFault | undefined {
  return typeof error === 'object' && error !== null
    ? faults.get(error)
    : undefined;
}

export function rememberFault(error: Error, fault: AwsFault): void {
  faults.set(error, fault);
}
