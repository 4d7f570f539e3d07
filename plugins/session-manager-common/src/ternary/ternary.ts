/** A truth that may not be settled here. */
export type Ternary = boolean | 'unknown';

/**
 * What comes of a comparison. `unresolved` is that of a value with a variable
 * that the request has no value for, or of one that is not what its operator
 * compares: nothing is equal to it or like it. Whether what is *not* equal to
 * it then holds, AWS says both ways: it "might cause the entire statement to be
 * invalid", and inverted operators "do match against a null value".
 */
export type Comparison = Ternary | 'unresolved';

/** What is unresolved may be anything where it matters. */
export function openIfUnresolved(result: Comparison): Ternary {
  return result === 'unresolved' ? 'unknown' : result;
}

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
export function any(values: Iterable<Comparison>): Ternary {
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

/** What all of the possibilities are; unknown where they differ, or are none. */
export function agreed<T>([first, ...others]: readonly T[]): T | 'unknown' {
  return first !== undefined && others.every(value => value === first)
    ? first
    : 'unknown';
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
