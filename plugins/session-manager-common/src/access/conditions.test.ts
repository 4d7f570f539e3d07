import { OneOrMany } from '../policy/PolicyDocument';
import { allow, policy } from './__testUtils__/policies';
import { AccessCall } from './AccessRequest';
import { evaluateAccess } from './evaluateAccess';

const ABSENT = null;
type Value = OneOrMany<string> | typeof ABSENT | undefined;

/** Whether the condition is met by a key's value; unknown without one. */
function met(operator: string, value: Value, wanted: OneOrMany<string>) {
  return metBy(operator, wanted, {
    ...(value === ABSENT ? { absentKeys: ['x:key'] } : {}),
    ...(value !== ABSENT && value !== undefined
      ? { context: { 'x:key': value } }
      : {}),
  });
}

function metBy(
  operator: string,
  wanted: OneOrMany<string>,
  request: Partial<AccessCall>,
) {
  const { outcome } = evaluateAccess(
    {
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::logs/1',
      principalArn: 'arn:aws:iam::111122223333:role/web',
      ...request,
    },
    {
      identity: [
        policy(allow('*', { Condition: { [operator]: { 'X:Key': wanted } } })),
      ],
    },
  );
  return { allowed: true, denied: false, unknown: 'unknown' }[outcome];
}

type Row = [string, Value, OneOrMany<string>, boolean | 'unknown'];

function check(rows: Row[]) {
  it.each(rows)('%s of %j and %j: %s', (operator, value, wanted, expected) => {
    expect(met(operator, value, wanted)).toBe(expected);
  });
}

describe('operators on one value', () => {
  const ARN = 'arn:aws:iam::111122223333:role/a/b';
  check([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', 'ab', 'a*', false],
    ['StringEquals', 'a', ['b', 'a'], true],
    ['StringEquals', 'a', [], false],
    ['StringNotEquals', 'a', ['b', 'c'], true],
    ['StringNotEquals', 'a', ['b', 'a'], false],
    ['StringEqualsIgnoreCase', 'aB', 'Ab', true],
    ['StringNotEqualsIgnoreCase', 'aB', 'Ab', false],
    ['StringLike', 'abc', 'a?*', true],
    ['StringLike', 'Abc', 'a*', false],
    ['StringNotLike', 'abc', ['x', 'a*'], false],
    ['NumericEquals', '10', '10.0', true],
    ['NumericNotEquals', '10', '10', false],
    ['NumericLessThan', '9', '10', true],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '10', '10', false],
    ['NumericGreaterThanEquals', '10', '9', true],
    ['NumericLessThan', 'ten', '11', false],
    ['NumericLessThan', '', '11', false],
    ['DateEquals', '2026-01-01T00:00:00Z', '1767225600', true],
    ['DateNotEquals', '2026-01-01', '2026-01-02', true],
    ['DateLessThan', '2026-01-01T01:00:00+02:00', '2026-01-01', true],
    ['DateGreaterThan', '2026-01-02', '2026-01-01T23:59:59Z', true],
    ['DateLessThanEquals', 'yesterday', '2026-01-01', false],
    ['Bool', 'true', 'True', true],
    ['Bool', 'false', 'true', false],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
    ['BinaryEquals', 'QmluYXJ5', 'qmluYXJ5', false],
    ['IpAddress', '10.1.2.3', '10.0.0.0/8', true],
    ['IpAddress', '11.1.2.3', '10.0.0.0/8', false],
    ['IpAddress', '10.1.2.3', '10.1.2.3', true],
    ['IpAddress', '10.1.2.3', '10.0.0.0/', false],
    ['IpAddress', '2001:db8::1', '2001:db8::/32', true],
    ['IpAddress', '2001:db9::1', ['10.0.0.0/8', '2001:db8::/32'], false],
    ['NotIpAddress', '10.1.2.3', '10.0.0.0/8', false],
    ['ArnEquals', ARN, ARN, true],
    ['ArnEquals', ARN, 'arn:aws:iam::*:role/*', true],
    ['ArnLike', ARN, 'arn:aws:iam::1111222233??:role/a/*', true],
    ['ArnLike', ARN, 'arn:aws:*:role/a/b', false],
    ['ArnLike', ARN, '*', true],
    ['ArnLike', ARN, 'arn:aws:iam::${aws:PrincipalAccount}:role/*', true],
    ['ArnLike', 'no arn', '*', false],
    ['ArnNotLike', ARN, 'arn:aws:iam::*:role/*', false],
    ['ArnNotEquals', ARN, 'arn:aws:iam::*:user/*', true],
    ['StringMatches', 'a', 'a', 'unknown'],
    ['stringequals', 'a', 'a', true],
  ]);
});

describe('a key that the request lacks', () => {
  check([
    ['StringEquals', ABSENT, 'a', false],
    ['StringNotEquals', ABSENT, 'a', true],
    ['StringNotLike', ABSENT, '*', true],
    ['ArnNotLike', ABSENT, '*', true],
    ['NotIpAddress', ABSENT, '10.0.0.0/8', true],
    ['NumericNotEquals', ABSENT, '1', true],
    ['Bool', ABSENT, 'false', false],
    ['StringEqualsIfExists', ABSENT, 'a', true],
    ['BoolIfExists', ABSENT, 'true', true],
    ['StringNotEqualsIfExists', ABSENT, 'a', true],
    ['Null', ABSENT, 'true', true],
    ['Null', ABSENT, 'false', false],
    ['Null', 'a', 'true', false],
    ['Null', 'a', 'false', true],
    ['Null', [], 'true', true],
  ]);
});

describe('a key with several values', () => {
  const set = (
    operator: string,
    rows: Array<[Value, string[], boolean | 'unknown']>,
  ) =>
    check(
      rows.map(([value, wanted, result]) => [operator, value, wanted, result]),
    );
  set('ForAnyValue:StringEquals', [
    [['a', 'b'], ['b', 'c'], true],
    [['a'], ['b', 'c'], false],
    [[], ['b'], false],
    [ABSENT, ['b'], false],
  ]);
  set('ForAllValues:StringEquals', [
    [['a', 'b'], ['a', 'b', 'c'], true],
    [['a', 'd'], ['a', 'b'], false],
    [[], ['b'], true],
    [ABSENT, ['b'], true],
  ]);
  set('ForAnyValue:StringNotEquals', [
    [['a', 'b'], ['b'], true],
    [['b'], ['b'], false],
    [ABSENT, ['b'], false],
  ]);
  set('ForAllValues:StringNotEquals', [
    [['a', 'c'], ['b'], true],
    [['a', 'b'], ['b'], false],
    [ABSENT, ['b'], true],
  ]);
  // ForAnyValue is false without the key, IfExists is true: AWS does not tell
  // which of them holds.
  set('ForAnyValue:StringLikeIfExists', [
    [ABSENT, ['b'], 'unknown'],
    [['b', 'c'], ['b'], true],
    [['c'], ['b'], false],
  ]);
  set('ForAllValues:StringLikeIfExists', [
    [ABSENT, ['b'], true],
    [['b', 'c'], ['b'], false],
  ]);
  // An empty text is an empty set, and a text.
  set('ForAllValues:StringEquals', [
    [[''], ['a'], 'unknown'],
    [[''], [''], true],
  ]);
  set('ForAnyValue:StringEquals', [
    [[''], ['a'], false],
    [[''], [''], 'unknown'],
  ]);
  // Without a set operator, AWS does not tell.
  set('StringEquals', [
    [['a', 'b'], ['a'], 'unknown'],
    [['a', 'b'], ['a', 'b'], 'unknown'],
    [['a', 'b'], ['c'], 'unknown'],
  ]);
  set('StringNotEquals', [
    [['a', 'b'], ['c'], 'unknown'],
    [['a', 'b'], ['a'], 'unknown'],
  ]);
  set('StringLikeIfExists', [[['a', 'b'], ['*'], 'unknown']]);
  set('ForAllValues:ArnLike', [
    [['arn:aws:s3:::a', 'arn:aws:s3:::b'], ['arn:aws:s3:::*'], true],
  ]);
});

describe('a key that is not known', () => {
  check([
    ['StringEquals', undefined, 'a', 'unknown'],
    ['StringNotEquals', undefined, 'a', 'unknown'],
    ['StringEqualsIfExists', undefined, 'a', 'unknown'],
    ['Null', undefined, 'true', 'unknown'],
    // Neither a value nor none would change these.
    ['StringLikeIfExists', undefined, '*', true],
    ['ForAllValues:StringLike', undefined, '*', true],
    ['StringEquals', undefined, [], false],
    // A value would pass, none would not.
    ['StringLike', undefined, '*', 'unknown'],
  ]);

  it('is known to be there', () => {
    const request = { presentKeys: ['x:key'] };
    expect(metBy('Null', 'false', request)).toBe(true);
    expect(metBy('StringLike', '*', request)).toBe(true);
    expect(metBy('StringNotLike', '*', request)).toBe(false);
    expect(metBy('StringEquals', 'a', request)).toBe('unknown');
  });

  it('is no other for a * in it: that is the character', () => {
    const request = { context: { 'x:key': 'a*' } };
    expect(metBy('StringEquals', 'a*', request)).toBe(true);
    expect(metBy('StringEquals', 'ab', request)).toBe(false);
    expect(metBy('StringLike', 'ab*', request)).toBe(false);
    expect(metBy('NumericEquals', '1', { context: { 'x:key': '1*' } })).toBe(
      false,
    );
    const star = { context: { 'x:key': '*' } };
    expect(metBy('StringLike', 'a', star)).toBe(false);
    expect(metBy('StringLike', '*', star)).toBe(true);
  });

  it('is possibly any, as a * by itself', () => {
    const request = { possibleKeys: { 'x:key': ['*'] } };
    expect(metBy('Null', 'false', request)).toBe(true);
    expect(metBy('StringLike', 'a/b:c', request)).toBe('unknown');
    expect(metBy('StringLike', '*', request)).toBe(true);
  });

  it('is one of several', () => {
    const request = { possibleKeys: { 'x:key': [null, 'false'] } };
    expect(metBy('Bool', 'true', request)).toBe(false);
    expect(metBy('BoolIfExists', 'false', request)).toBe(true);
    expect(metBy('Bool', 'false', request)).toBe('unknown');
  });

  it('has a part that is not known', () => {
    const request = {
      possibleKeys: {
        'x:key': ['arn:aws:ec2:us-east-1:111122223333:instance/*'],
      },
    };
    const instance = (id: string) =>
      `arn:aws:ec2:*:111122223333:instance/${id}`;
    expect(metBy('ArnLike', instance('*'), request)).toBe(true);
    expect(metBy('ArnLike', instance('i-1'), request)).toBe('unknown');
    expect(metBy('ArnNotLike', instance('i-1'), request)).toBe('unknown');
    expect(metBy('ArnLike', 'arn:aws:ec2:eu-*:*:instance/*', request)).toBe(
      false,
    );
    expect(
      metBy('NumericEquals', '1', { possibleKeys: { 'x:key': ['1*'] } }),
    ).toBe('unknown');
  });

  it('is absent with all that begin like it', () => {
    expect(metBy('Null', 'true', { absentKeys: ['x:*'] })).toBe(true);
    expect(
      metBy('Null', 'true', { absentKeys: ['X:*'], context: { 'x:key': 'a' } }),
    ).toBe(false);
  });
});

describe('variables in conditions', () => {
  const of = (operator: string, wanted: string, value = 'web') =>
    metBy(operator, wanted, {
      context: { 'x:key': value, 'x:team': 'web', 'x:many': ['a', 'b'] },
      absentKeys: ['x:none'],
    });
  it.each<[string, string, boolean | 'unknown']>([
    ['StringEquals', '${x:team}', true],
    ['StringEquals', '${X:Team}', true],
    ['StringNotEquals', '${x:team}', false],
    ['StringLike', '${x:team}*', true],
    ['StringEquals', '${x:other}', 'unknown'],
    ['StringEquals', 'a-${x:other}', false],
    ['StringEquals', '${x:none}', false],
    // "Do match against a null value", and "might be invalid", says AWS.
    ['StringNotEquals', '${x:none}', 'unknown'],
    ['StringNotLike', '${x:none}*', 'unknown'],
    ['StringNotEqualsIgnoreCase', '${x:none}', 'unknown'],
    ['ForAllValues:StringNotEquals', '${x:none}', 'unknown'],
    ['StringNotEqualsIfExists', '${x:none}', 'unknown'],
    ['StringLike', '${x:none}*', false],
    ['StringEqualsIgnoreCase', '${x:none}', false],
    ['StringEquals', "${x:none, 'web'}", true],
    ['StringEquals', "${x:team, 'other'}", true],
    ['StringEquals', '${x:many}', false],
    ['StringEqualsIgnoreCase', '${x:team}', true],
  ])('%s of web and %s: %s', (operator, wanted, expected) => {
    expect(of(operator, wanted)).toBe(expected);
  });

  it('has characters that are no wildcards', () => {
    expect(of('StringLike', '${*}b', 'web')).toBe(false);
    expect(of('StringLike', '${?}', '?')).toBe(true);
    expect(of('StringEquals', '${$}{x:team}', '${x:team}')).toBe(true);
  });
});

it('wants all operators and keys, and any of the values', () => {
  const decide = (context: Record<string, string>) =>
    evaluateAccess(
      {
        action: 's3:PutObject',
        resource: 'arn:aws:s3:::logs/1',
        principalArn: 'arn:aws:iam::111122223333:role/web',
        context,
      },
      {
        identity: [
          policy(
            allow('*', {
              Condition: {
                StringEquals: { 'x:a': ['1', '2'], 'x:b': '3' },
                StringNotEquals: { 'x:a': '1' },
              },
            }),
          ),
        ],
      },
    ).outcome;
  expect(decide({ 'x:a': '2', 'x:b': '3' })).toBe('allowed');
  expect(decide({ 'x:a': '1', 'x:b': '3' })).toBe('denied');
  expect(decide({ 'x:a': '2', 'x:b': '4' })).toBe('denied');
});
