/** The median of the values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}

/** Rounds to a number of decimal places. */
export function rounded(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}
