/**
 * Whether an IAM pattern matches: `*` stands for any text, `?` for one
 * character. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 *
 * @public
 */
export function matchesPattern(pattern: string, value: string): boolean {
  // Greedy with one point to come back to: linear for what policies hold, and
  // never exponential, unlike a regular expression made from the pattern.
  let p = 0;
  let v = 0;
  let star = -1;
  let resume = 0;
  while (v < value.length) {
    if (pattern[p] === '*') {
      star = p++;
      resume = v;
    } else if (pattern[p] === '?' || pattern[p] === value[v]) {
      p++;
      v++;
    } else if (star >= 0) {
      p = star + 1;
      v = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') {
    p++;
  }
  return p === pattern.length;
}
