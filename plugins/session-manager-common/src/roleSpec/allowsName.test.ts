import { allowsName } from './allowsName';

describe('a list of names with patterns', () => {
  it.each([
    ['logs', 'logs'],
    ['*', ''],
    ['*', 'anything'],
    ['corp-*', 'corp-'],
    ['corp-*-eu', 'corp-a-b-eu'],
    ['/ssm/*', '/ssm/a/b'],
    ['*.prod', 'logs.prod'],
  ])('%s has %s', (pattern, name) => {
    expect(allowsName([pattern], name)).toBe(true);
    expect(allowsName(['nothing', pattern], name)).toBe(true);
  });

  it.each([
    ['logs', 'logs2'],
    ['logs', 'my-logs'],
    ['', 'logs'],
    // Only the asterisk stands for anything else than itself.
    ['logs.prod', 'logsxprod'],
    ['logs?', 'logs1'],
    ['log[s]', 'logs'],
    ['logs|other', 'other'],
    ['^logs$', 'logs'],
    ['log\\w', 'logs'],
    ['corp-*-eu', 'corp-eu'],
  ])('%s does not have %s', (pattern, name) => {
    expect(allowsName([pattern], name)).toBe(false);
  });

  it('has nothing where it is empty', () => {
    expect(allowsName([], 'logs')).toBe(false);
  });
});
