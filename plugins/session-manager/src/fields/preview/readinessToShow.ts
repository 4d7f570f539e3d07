import {
  Readiness,
  readinessState,
} from 'backstage-plugin-session-manager-common';

/** What is known of the readiness that a form would lead to. */
export interface KnownReadiness {
  /** What the browser predicts for the form as it is. */
  local?: Readiness;
  /** What the portal said last, of this form or of the one before. */
  portal?: { readiness?: Readiness; isCurrent: boolean };
}

/**
 * The portal has the last word. Until it is said, what the browser is sure of
 * leads, good or bad; where it is not, because it lacks what only the portal
 * reads, what the portal said of the form before stays, as not settled.
 */
export function readinessToShow({ local, portal }: KnownReadiness): {
  readiness?: Readiness;
  isSettled: boolean;
} {
  if (portal?.isCurrent) {
    return { readiness: portal.readiness, isSettled: true };
  }
  if (local && readinessState(local) !== 'unknown') {
    return { readiness: local, isSettled: true };
  }
  return { readiness: portal?.readiness ?? local, isSettled: false };
}
