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

/** What all of the possible truths are; unknown where they differ. */
export function agreed(values: readonly Ternary[]): Ternary {
  return values.every(value => value === values[0]) ? values[0] : 'unknown';
}
