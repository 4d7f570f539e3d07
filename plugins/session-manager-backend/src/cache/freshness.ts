import { durationToMilliseconds, HumanDuration } from '@backstage/types';

/**
 * The minimum age of a reading before it is read again on request, in
 * milliseconds. It limits the calls to AWS that callers can cause.
 */
export const MIN_REFRESH_AGE = 10_000;

/** How long a reading from AWS is reused, in milliseconds. */
export interface Freshness {
  /** For what changes only when someone changes it. */
  stable: number;
  /** For what is likely to change soon, such as a fault or a missing role. */
  changing: number;
}

const CHANGING = 30_000;

export function freshnessOf(refresh: HumanDuration): Freshness {
  const stable = Math.max(durationToMilliseconds(refresh), MIN_REFRESH_AGE);
  return { stable, changing: Math.min(stable, CHANGING) };
}
