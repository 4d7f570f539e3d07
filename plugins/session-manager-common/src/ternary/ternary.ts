/** A truth that may not be settled here. */
export type Ternary = boolean | 'unknown';

/** True where all are, false where any is not, else unknown. */
export function all(values: Iterable<Ternary>): Ternary {
  let result: Ternary = true;
  for (const value of values) {
    if (value === false) {
      return false;
    }
    if (value === 'unknown') {
      result = 'unknown';
    }
  }
  return result;
}

/** True where any is, false where none can be, else unknown. */
export function any(values: Iterable<Ternary>): Ternary {
  let result: Ternary = false;
  for (const value of values) {
    if (value === true) {
      return true;
    }
    if (value === 'unknown') {
      result = 'unknown';
    }
  }
  return result;
}

export function not(value: Ternary): Ternary {
  return value === 'unknown' ? value : !value;
}

/** What all of the possibilities are; unknown where they differ. */
export function agreed<T>(values: readonly T[]): T | 'unknown' {
  return values.every(value => value === values[0]) ? values[0] : 'unknown';
}

/** Whether what was decided so is allowed. */
export function ternaryOf(outcome: 'allowed' | 'denied' | 'unknown'): Ternary {
  return outcome === 'unknown' ? outcome : outcome === 'allowed';
}

/**
 * Whether something will happen, in a word; `unknown` where a condition or a
 * fact can't be settled.
 *
 * @public
 */
export type Verdict = 'yes' | 'no' | 'unknown';

export function verdictOf(value: Ternary): Verdict {
  if (value === 'unknown') {
    return value;
  }
  return value ? 'yes' : 'no';
}

const WORST_FIRST: readonly Verdict[] = ['no', 'unknown', 'yes'];

/** What is sure to be no better than any of the verdicts. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return WORST_FIRST.find(verdict => verdicts.includes(verdict)) ?? 'yes';
}
