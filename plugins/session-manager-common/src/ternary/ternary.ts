/** A truth value that may be unknown. */
export type Ternary = boolean | 'unknown';

/**
 * The result of a comparison. `unresolved` means that the value has a variable
 * without a value in the request, or is not of the operator's type, so nothing
 * equals or matches it. AWS documents both results for negated operators: it
 * "might cause the entire statement to be invalid", and inverted operators "do
 * match against a null value".
 */
export type Comparison = Ternary | 'unresolved';

/** Treats an unresolved comparison as unknown. */
export function openIfUnresolved(result: Comparison): Ternary {
  return result === 'unresolved' ? 'unknown' : result;
}

/** True if all values are true, false if any is false, else unknown. */
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

/**
 * True if any value is true, false if all are false or unresolved, else
 * unknown.
 */
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

/**
 * Returns the common value of all possibilities; unknown if they differ or
 * there are none.
 */
export function agreed<T>([first, ...others]: readonly T[]): T | 'unknown' {
  return first !== undefined && others.every(value => value === first)
    ? first
    : 'unknown';
}

/** Converts an outcome to whether the request is allowed. */
export function ternaryOf(outcome: 'allowed' | 'denied' | 'unknown'): Ternary {
  return outcome === 'unknown' ? outcome : outcome === 'allowed';
}

/**
 * Whether something will happen; `unknown` if it depends on an unknown
 * condition or fact.
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

/** Returns the worst of the verdicts: `no`, then `unknown`, then `yes`. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return WORST_FIRST.find(verdict => verdicts.includes(verdict)) ?? 'yes';
}
