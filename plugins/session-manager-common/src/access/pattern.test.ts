import fc from 'fast-check';
import { matchesPattern } from './pattern';

describe('matchesPattern', () => {
  it.each<[string, string, boolean]>([
    ['*', '', true],
    ['arn:aws:s3:::logs/*', 'arn:aws:s3:::logs/a/b', true],
    ['arn:aws:s3:::logs/*', 'arn:aws:s3:::logs', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['a.c', 'abc', false],
    ['', 'a', false],
  ])('%s on %s is %s', (pattern, value, expected) => {
    expect(matchesPattern(pattern, value)).toBe(expected);
  });

  it('agrees with the regular expression of the pattern', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '*', '?', '.'),
      maxLength: 8,
    });
    fc.assert(
      fc.property(text, text, (pattern, value) => {
        const expression = pattern
          .replace(/\./g, '\\.')
          .replace(/\*/g, '.*')
          .replace(/\?/g, '.');
        expect(matchesPattern(pattern, value)).toBe(
          new RegExp(`^${expression}$`).test(value),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('stays quick where a backtracking matcher would not', () => {
    expect(matchesPattern('a*'.repeat(30) + 'b', 'a'.repeat(2000))).toBe(false);
  });
});
