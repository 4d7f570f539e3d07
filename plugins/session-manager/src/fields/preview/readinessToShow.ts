import {
  Readiness,
  readinessState,
} from 'backstage-plugin-session-manager-common';

/** The predictions for a form. */
export interface KnownReadiness {
  /** The browser's prediction for the current form. */
  local?: Readiness;
  /** The portal's last prediction, for this form or the previous one. */
  portal?: { readiness?: Readiness; isCurrent: boolean };
}

/**
 * The portal's prediction for the current form wins. Until it arrives, the
 * browser's prediction is shown if it is certain. Otherwise, the portal's
 * prediction for the previous form stays, marked as not settled.
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
