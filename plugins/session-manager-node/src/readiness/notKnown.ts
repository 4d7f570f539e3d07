import { Fact } from 'backstage-plugin-session-manager-common';
import { awsFault, lackedPermission } from '../fault/awsFault';

/** A fact that is not known. */
export type NotKnown = Extract<Fact<never>, { unknown: unknown }>;

/**
 * Explains why a fact is not known, and how to fix that.
 *
 * @param what - such as `the policy of the bucket corp-logs`
 */
export function notKnown(
  error: unknown,
  what: string,
  resource?: string,
): NotKnown {
  const { kind, message, hint } = awsFault(error);
  const { action, resource: target = resource } = lackedPermission(error);
  if (kind === 'refused' && action) {
    return unknown(
      `The portal is not allowed to read ${what}.`,
      `Allow ${action}${target ? ` on ${target}` : ''} to the portal’s AWS credentials.`,
    );
  }
  return unknown(
    `The portal could not read ${what}: ${message}`,
    kind === 'not-configured' ? message : hint,
  );
}

export function unknown(reason: string, remedy: string): NotKnown {
  return { unknown: { reason, remedy } };
}

export function isKnown<F extends Fact<unknown>>(
  fact: F,
): fact is Exclude<F, NotKnown> {
  return !('unknown' in fact);
}
