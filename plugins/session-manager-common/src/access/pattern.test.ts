import fc from 'fast-check';
import {
  covers,
  matches,
  matchesPattern,
  patternOf,
  resourcePatternOf,
  textOf,
} from './pattern';
import { StepBudget, unlimited } from './steps';

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

  it('has the same result as the regular expression of the pattern', () => {
    const written = (...chars: string[]) =>
      fc.string({ unit: fc.constantFrom(...chars), maxLength: 8 });
    const patterns = written('a', 'b', '*', '?', '.');
    fc.assert(
      fc.property(patterns, written('a', 'b', '.'), (pattern, value) => {
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

  it('of a resource has the same result as a regular expression that is aware of segments', () => {
    const written = (...chars: string[]) =>
      fc.string({ unit: fc.constantFrom(...chars), maxLength: 9 });
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(
        written('a', 'b', ':', '*', '?'),
        written('a', 'b', ':'),
        (pattern, value) => {
          const expression = pattern
            .replace(/\*+(?=:|$)/g, '>')
            .replace(/\*+/g, '[^:]*')
            .replace(/>/g, '.*')
            .replace(/\?/g, '[^:]');
          const result = covers(resourcePatternOf(pattern), value, unlimited());
          seen.add(result);
          expect(result).toBe(new RegExp(`^${expression}$`).test(value));
        },
      ),
      { numRuns: 5000 },
    );
    expect(seen.size).toBe(2);
  });

  it('takes at most pattern length times text length steps', () => {
    const written = (...chars: string[]) =>
      fc.string({ unit: fc.constantFrom(...chars), maxLength: 60 });
    fc.assert(
      fc.property(
        written('a', 'b', ':', '*', '?'),
        written('a', ':', '*'),
        (pattern, value) => {
          for (const read of [patternOf, resourcePatternOf]) {
            const steps = new StepBudget(1e9);
            matches(read(pattern), textOf(value), steps);
            expect(1e9 - steps.remaining).toBeLessThanOrEqual(
              2 * (pattern.length + 1) * (value.length + 1),
            );
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is fast where a backtracking matcher would be slow', () => {
    expect(matchesPattern(`${'a*'.repeat(30)}b`, 'a'.repeat(2000))).toBe(false);
  });
});

describe('matches', () => {
  it.each<[string, string, boolean | 'unknown']>([
    ['instance/i-1', 'instance/*', 'unknown'],
    ['instance/*', 'instance/*', true],
    ['instance/?', 'instance/*', 'unknown'],
    ['?', '*', 'unknown'],
    ['instance/?*', 'instance/*', 'unknown'],
    ['instance/i', 'instance/*', 'unknown'],
    ['instance', 'instance*', 'unknown'],
    ['instance/a/b', 'instance/*', false],
    ['instance/a:b', 'instance/*', false],
    ['a', '**', 'unknown'],
    ['', '*', 'unknown'],
    ['instance/i-?2*', 'instance/*', 'unknown'],
    ['logs/web/*', 'logs/*', false],
    ['logs/*', 'logs/web/*', true],
    ['*', 'logs/*', true],
    ['other/*', 'logs/*', false],
    ['logs/*.txt', 'logs/*.log', false],
    ['logs/*.log', 'logs/*.log', true],
    ['*:group:a:*', 'x:group:b:*', false],
    ['*:?:a*', 'x:*', false],
  ])('%s with the possible values %s is %s', (pattern, text, expected) => {
    expect(matches(patternOf(pattern), textOf(text), unlimited())).toBe(
      expected,
    );
  });
});
