import {
  agreed,
  all,
  any,
  not,
  openIfUnresolved,
  Ternary,
  ternaryOf,
  verdictOf,
  worst,
} from './ternary';

describe('three-valued logic', () => {
  it.each<[readonly Ternary[], Ternary, Ternary, Ternary]>([
    [[], true, false, 'unknown'],
    [[true], true, true, true],
    [[true, true], true, true, true],
    [[true, 'unknown'], 'unknown', true, 'unknown'],
    [['unknown', true, false], false, true, 'unknown'],
    [[false, 'unknown'], false, 'unknown', 'unknown'],
    [[false, false], false, false, false],
    [['unknown', 'unknown'], 'unknown', 'unknown', 'unknown'],
  ])(
    'of %j: all is %s, any is %s, agreed is %s',
    (values, every, some, same) => {
      expect([all(values), any(values)]).toEqual([every, some]);
      expect(agreed(values)).toBe(same);
    },
  );

  it.each([
    [true, true],
    [false, false],
    ['unknown', 'unknown'],
    ['unresolved', 'unknown'],
  ] as const)('openIfUnresolved converts %s to %s', (result, expected) => {
    expect(openIfUnresolved(result)).toBe(expected);
  });

  it.each<[Ternary, Ternary, string]>([
    [true, false, 'yes'],
    [false, true, 'no'],
    ['unknown', 'unknown', 'unknown'],
  ])('not converts %s to %s, and verdictOf to %s', (value, contrary, word) => {
    expect(not(value)).toBe(contrary);
    expect(verdictOf(value)).toBe(word);
  });

  it.each([
    ['allowed', true],
    ['denied', false],
    ['unknown', 'unknown'],
  ] as const)('ternaryOf converts %s to %s', (outcome, value) => {
    expect(ternaryOf(outcome)).toBe(value);
  });

  it.each([
    [['yes', 'unknown', 'no'], 'no'],
    [['yes', 'unknown'], 'unknown'],
    [['yes', 'yes'], 'yes'],
  ] as const)('worst of %j is %s', (verdicts, expected) => {
    expect(worst(verdicts)).toBe(expected);
  });
});
