import { durationToMilliseconds, HumanDuration } from '@backstage/types';

/**
 * How old a reading is before it is read again on demand, in milliseconds: what
 * callers can make the backend ask of AWS is bounded by it.
 */
export const SETTLED_AFTER = 10_000;

/** How long what AWS said is given to others, in milliseconds. */
export interface Freshness {
  /** What stays as it is until someone changes it. */
  settled: number;
  /** What is likely to change soon: a fault, or a role about to be made. */
  unsettled: number;
}

const UNSETTLED = 30_000;

export function freshnessOf(refresh: HumanDuration): Freshness {
  const settled = Math.max(durationToMilliseconds(refresh), SETTLED_AFTER);
  return { settled, unsettled: Math.min(settled, UNSETTLED) };
}
