import { allowsName } from './allowsName';

describe('allowsName', () => {
  it.each([
    ['logs', 'logs'],
    ['*', ''],
    ['*', 'anything'],
    ['corp-*', 'corp-'],
    ['corp-*-eu', 'corp-a-b-eu'],
    ['/ssm/*', '/ssm/a/b'],
    ['*.prod', 'logs.prod'],
  ])('of %s includes %s', (pattern, name) => {
    expect(allowsName([pattern], name)).toBe(true);
    expect(allowsName(['nothing', pattern], name)).toBe(true);
  });

  it.each([
    ['logs', 'logs2'],
    ['logs', 'my-logs'],
    ['', 'logs'],
    // Only the asterisk is a wildcard.
    ['logs.prod', 'logsxprod'],
    ['logs?', 'logs1'],
    ['log[s]', 'logs'],
    ['logs|other', 'other'],
    ['^logs$', 'logs'],
    ['log\\w', 'logs'],
    ['corp-*-eu', 'corp-eu'],
  ])('of %s does not include %s', (pattern, name) => {
    expect(allowsName([pattern], name)).toBe(false);
  });

  it('of an empty list includes nothing', () => {
    expect(allowsName([], 'logs')).toBe(false);
  });
});
