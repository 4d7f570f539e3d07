import { OneOrMany, PolicyStatement } from '../policy/PolicyDocument';
import { allow, deny, policy } from './__testUtils__/policies';
import { AccessCall } from './AccessRequest';
import { evaluateAccess } from './evaluateAccess';
import { OPERATORS } from './operators';

const ABSENT = null;
type Value = OneOrMany<string> | typeof ABSENT | undefined;

/**
 * Whether a value of the key satisfies the condition; without a value, the key
 * is unknown.
 */
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
    ['ArnLike', 'not an ARN', '*', false],
    ['ArnNotLike', ARN, 'arn:aws:iam::*:role/*', false],
    ['ArnNotEquals', ARN, 'arn:aws:iam::*:user/*', true],
    ['StringMatches', 'a', 'a', 'unknown'],
    ['NullIfExists', 'a', 'false', 'unknown'],
    ['ForAllValues:Null', 'a', 'false', 'unknown'],
    ['StringEqualsIgnoreCase', 'ab', 'a*', false],
    ['StringNotEqualsIgnoreCase', 'ab', 'a*', true],
    ['ArnNotLike', 'no arn', 'arn:aws:iam::*:role/*', 'unknown'],
    ['ArnNotLike', ARN, 'arn:aws:*:role/a/b', 'unknown'],
    ['stringequals', 'a', 'a', true],
    ['StringLike', 'a:b:c', 'a*c', true],
    ['ArnLike', 'arn:aws:s3:::a', 'urn:aws:s3:::a', false],
    ['ArnLike', 'urn:aws:s3:::a', 'arn:aws:s3:::a', false],
    ['NumericEquals', '1.25', '1.25', true],
    ['NumericEquals', '123456789012345', '123456789012345', true],
    ['DateEquals', '2026-01-01T00:00:00.25Z', '2026-01-01T00:00:00.25Z', true],
  ]);
});

/**
 * For each operator: a value that satisfies it, one that does not, and the
 * value in the policy.
 */
const EACH: Array<[string, string, string, string]> = [
  ['StringEquals', 'a', 'b', 'a'],
  ['StringNotEquals', 'b', 'a', 'a'],
  ['StringEqualsIgnoreCase', 'A', 'b', 'a'],
  ['StringNotEqualsIgnoreCase', 'b', 'A', 'a'],
  ['StringLike', 'ab', 'b', 'a*'],
  ['StringNotLike', 'b', 'ab', 'a*'],
  ['NumericEquals', '1', '2', '1.0'],
  ['NumericNotEquals', '2', '1', '1.0'],
  ['NumericLessThan', '-2', '1', '1'],
  ['NumericLessThanEquals', '1', '1.5', '1'],
  ['NumericGreaterThan', '2', '1', '1'],
  ['NumericGreaterThanEquals', '1', '0.5', '1'],
  ['DateEquals', '2026-01-01T00:00:00Z', '2026-01-02', '2026-01-01'],
  ['DateNotEquals', '2026-01-02', '1767225600', '2026-01-01'],
  ['DateLessThan', '2025-12-31T23:59Z', '2026-01-01', '2026-01-01'],
  ['DateLessThanEquals', '2026-01-01', '2026-01-02', '2026-01-01'],
  ['DateGreaterThan', '2026-01-01T00:00:00.5Z', '2026-01-01', '1767225600'],
  ['DateGreaterThanEquals', '2026-01-01', '2025-12-31', '2026-01-01'],
  ['Bool', 'True', 'false', 'true'],
  ['BinaryEquals', 'YQ==', 'Yg==', 'YQ=='],
  ['IpAddress', '10.1.2.3', '11.1.2.3', '10.0.0.0/8'],
  ['NotIpAddress', '11.1.2.3', '10.1.2.3', '10.0.0.0/8'],
  ...['ArnEquals', 'ArnLike'].map((name): [string, string, string, string] => [
    name,
    'arn:aws:s3:::a',
    'arn:aws:s3:::b',
    'arn:aws:s3:::a*',
  ]),
  ...['ArnNotEquals', 'ArnNotLike'].map(
    (name): [string, string, string, string] => [
      name,
      'arn:aws:s3:::b',
      'arn:aws:s3:::a',
      'arn:aws:s3:::a*',
    ],
  ),
];

describe('each operator', () => {
  it('is included', () => {
    expect(EACH.map(([name]) => name.toLowerCase()).sort()).toEqual(
      [...OPERATORS.keys()].sort(),
    );
  });

  it.each(EACH)(
    '%s is satisfied, not satisfied, or unknown',
    (name, yes, no, wanted) => {
      const isNegated = name.includes('Not');
      expect(met(name, yes, wanted)).toBe(true);
      expect(met(name, no, wanted)).toBe(false);
      expect(met(name, undefined, wanted)).toBe('unknown');
      expect(met(name, ABSENT, wanted)).toBe(isNegated);
      expect(met(`${name}IfExists`, ABSENT, wanted)).toBe(true);
      expect(met(`${name}IfExists`, no, wanted)).toBe(false);
      expect(met(`ForAnyValue:${name}`, [no, yes], wanted)).toBe(true);
      expect(met(`ForAnyValue:${name}`, [no], wanted)).toBe(false);
      expect(met(`ForAllValues:${name}`, [no, yes], wanted)).toBe(false);
      expect(met(`ForAllValues:${name}`, [yes], wanted)).toBe(true);
      expect(met(name, [yes, no], wanted)).toBe('unknown');
      expect(metBy(name, wanted, { presentKeys: ['x:key'] })).toBe('unknown');
      // A wildcard matches any value.
      expect(metBy(name, '*', { presentKeys: ['x:key'] })).toBe(
        wanted.endsWith('*') ? !isNegated : 'unknown',
      );
      const possibly = (...values: Array<string | null>) =>
        metBy(name, wanted, { possibleKeys: { 'x:key': values } });
      expect(possibly(yes, no)).toBe('unknown');
      expect(possibly(yes, yes)).toBe(true);
      expect(possibly(no, null)).toBe(isNegated ? 'unknown' : false);
      // A part of an ARN; for other types, the end of the value.
      expect(
        possibly(`${name.startsWith('Arn') ? 'arn:aws:s3:::' : ''}*`),
      ).toBe('unknown');
      expect(met(name, yes, [])).toBe(isNegated ? 'unknown' : false);
    },
  );

  it.each(EACH)(
    '%s in a deny statement denies, does not deny, or is unknown',
    (name, yes, no, wanted) => {
      const denied = (known: Partial<AccessCall>) =>
        evaluateAccess(
          {
            action: 's3:PutObject',
            resource: 'arn:aws:s3:::logs/1',
            principalArn: 'arn:aws:iam::111122223333:role/web',
            ...known,
          },
          {
            identity: [
              policy(
                allow('*'),
                deny('*', { Condition: { [name]: { 'x:key': wanted } } }),
              ),
            ],
          },
        ).outcome;
      expect(denied({ context: { 'x:key': yes } })).toBe('denied');
      expect(denied({ context: { 'x:key': no } })).toBe('allowed');
      expect(denied({})).toBe('unknown');
    },
  );
});

describe('numbers and dates that AWS does not specify', () => {
  check([
    ['NumericEquals', '1', '1e0', 'unknown'],
    ['NumericEquals', '+1', '1', 'unknown'],
    ['NumericEquals', '1.', '1', 'unknown'],
    ['NumericEquals', '.5', '0.5', 'unknown'],
    // As JavaScript numbers, these two are equal.
    ['NumericEquals', '9007199254740993', '9007199254740992', 'unknown'],
    ['NumericNotEquals', 'ten', '10', 'unknown'],
    ['NumericEquals', '10', 'ten', false],
    ['NumericEquals', 'v1', '1', false],
    // A year, or a time in 1970; a date without hyphens, or a time in 1970.
    ['DateEquals', '2026', '2026', 'unknown'],
    ['DateLessThan', '20260101', '2026-02-01', 'unknown'],
    // Milliseconds, or seconds in the year 57970.
    ['DateLessThan', '1767225600000', '2026-02-01', 'unknown'],
    ['DateGreaterThan', '2026-01-01', '1.7672256e9', 'unknown'],
    ['DateLessThan', '2026-01', '2026-02-01', 'unknown'],
    ['DateLessThan', '2026-01-01T00:00:00', '2026-02-01', 'unknown'],
    ['DateLessThan', '2026-01-01T00:00:00+0200', '2026-02-01', 'unknown'],
    ['DateGreaterThan', '2026-02-30', '2026-03-01', 'unknown'],
    ['DateGreaterThan', '2026-13-01', '2026-03-01', 'unknown'],
    ['DateGreaterThan', '2026-01-00', '2025-03-01', 'unknown'],
    ['DateGreaterThan', '2026-01-01T25:00Z', '2025-03-01', 'unknown'],
    ['DateNotEquals', 'yesterday', '2026-01-01', 'unknown'],
    ['DateEquals', 'yesterday', '2026-01-01', false],
    ['DateEquals', 'on 2026-01-01', '2026-01-01', false],
    ['DateEquals', 'x2026', '2026', false],
    ['DateEquals', '2026 AD', '2026', false],
    ['DateEquals', '+2026', '2026', 'unknown'],
    ['DateGreaterThan', '2024-02-29', '2024-02-28', true],
  ]);

  it.each(['NumericEquals', 'DateEquals', 'Bool', 'IpAddress', 'BinaryEquals'])(
    '%s does not support variables',
    operator => {
      expect(met(operator, '${a}', '${a}')).toBe('unknown');
    },
  );
});

describe('IP addresses', () => {
  check([
    ['IpAddress', '10.1.2.3', '0.0.0.0/0', true],
    ['IpAddress', '2001:db8::1', '0.0.0.0/0', false],
    ['NotIpAddress', '2001:db8::1', '0.0.0.0/0', true],
    ['IpAddress', '10.1.2.3', '::/0', false],
    ['IpAddress', '2001:db8::1', '::/0', true],
    ['IpAddress', '10.1.2.3', '10.1.2.3', true],
    ['IpAddress', '10.1.2.4', '10.1.2.3', false],
    ['IpAddress', '10.1.2.3', '10.1.2.3/32', true],
    ['IpAddress', '10.1.2.4', '10.1.2.3/32', false],
    ['IpAddress', '2001:db8::1', '2001:db8::1/128', true],
    // AWS documents "the default prefix value of /32", which for IPv6 is not a
    // single address.
    ['IpAddress', '2001:db8::1', '2001:db8::1', true],
    ['IpAddress', '2001:db8::2', '2001:db8::1', 'unknown'],
    ['IpAddress', '2001:db9::1', '2001:db8::1', false],
    // IPv4 in IPv6: AWS does not document how it is compared.
    ['IpAddress', '::ffff:10.1.2.3', '10.0.0.0/8', 'unknown'],
    ['NotIpAddress', '::ffff:10.1.2.3', '10.0.0.0/8', 'unknown'],
    ['IpAddress', '::ffff:11.1.2.3', '10.0.0.0/8', false],
    ['IpAddress', '10.1.2.3', '::ffff:10.0.0.0/104', 'unknown'],
    ['IpAddress', '::ffff:10.1.2.3', '::ffff:10.0.0.0/104', true],
    ['IpAddress', '::ffff:10.1.2.3', '::/0', 'unknown'],
    // An IPv6 block, although it contains IPv4-mapped addresses.
    ['IpAddress', '10.1.2.3', '::ffff:10.0.0.0/90', false],
    ['IpAddress', '10.1.2.3', '10.0.0.0/33', false],
    ...['0x8', '8.0', '8/8', ' 8', ''].map((length): Row => [
      'IpAddress',
      '10.1.2.3',
      `10.0.0.0/${length}`,
      false,
    ]),
    ['NotIpAddress', '10.1.2.3', '10.0.0.0/33', 'unknown'],
    ['NotIpAddress', '10.1.2.3', 'everywhere', 'unknown'],
    ['NotIpAddress', 'somewhere', '10.0.0.0/8', 'unknown'],
    ['NotIpAddress', '2001:db8::1', '2001:db8::/129', 'unknown'],
    // Octal, short, and with a zone: not IP addresses for IAM.
    ['IpAddress', '010.1.2.3', '8.0.0.0/8', false],
    ['IpAddress', '10.1', '10.0.0.0/8', false],
    ['IpAddress', 'fe80::1%eth0', 'fe80::/10', false],
  ]);
});

describe('Null', () => {
  check([
    ['Null', 'a', ['true', 'false'], true],
    ['Null', ABSENT, ['true', 'false'], true],
    ['Null', undefined, ['true', 'false'], true],
    ['Null', 'a', 'yes', 'unknown'],
    ['Null', ABSENT, ['yes', 'true'], true],
    ['Null', 'a', [], false],
  ]);
});

describe('a key that is absent from the request', () => {
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
    [['', 'a'], ['a'], false],
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
  // ForAnyValue is false without the key, IfExists is true. AWS does not
  // document which one applies.
  set('ForAnyValue:StringLikeIfExists', [
    [ABSENT, ['b'], 'unknown'],
    [['b', 'c'], ['b'], true],
    [['c'], ['b'], false],
  ]);
  set('ForAllValues:StringLikeIfExists', [
    [ABSENT, ['b'], true],
    [['b', 'c'], ['b'], false],
  ]);
  // An empty text is an empty set, and also a text.
  set('ForAllValues:StringEquals', [
    [[''], ['a'], 'unknown'],
    [[''], [''], true],
  ]);
  set('ForAnyValue:StringEquals', [
    [[''], ['a'], false],
    [[''], [''], 'unknown'],
  ]);
  // Not documented by AWS without a set operator.
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

describe('an unknown key', () => {
  check([
    ['StringEquals', undefined, 'a', 'unknown'],
    ['StringNotEquals', undefined, 'a', 'unknown'],
    ['StringEqualsIfExists', undefined, 'a', 'unknown'],
    ['Null', undefined, 'true', 'unknown'],
    // True for any value and for an absent key.
    ['StringLikeIfExists', undefined, '*', true],
    ['ForAllValues:StringLike', undefined, '*', true],
    ['StringEquals', undefined, [], false],
    // True for a value, false for an absent key.
    ['StringLike', undefined, '*', 'unknown'],
  ]);

  it('may be known to be present', () => {
    const request = { presentKeys: ['x:key'] };
    expect(metBy('Null', 'false', request)).toBe(true);
    expect(metBy('StringLike', '*', request)).toBe(true);
    expect(metBy('StringNotLike', '*', request)).toBe(false);
    expect(metBy('StringLike', ['a', '*'], request)).toBe(true);
    expect(metBy('StringNotLike', ['a', '*'], request)).toBe(false);
    expect(metBy('StringEquals', 'a', request)).toBe('unknown');
  });

  it('is a literal: a * in its name is not a wildcard', () => {
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

  it('may have any value for * alone', () => {
    const request = { possibleKeys: { 'x:key': ['*'] } };
    expect(metBy('Null', 'false', request)).toBe(true);
    expect(metBy('StringLike', 'a/b:c', request)).toBe('unknown');
    expect(metBy('StringLike', '*', request)).toBe(true);
  });

  it('may have one of several values', () => {
    expect(metBy('StringEquals', 'a', { possibleKeys: { 'x:key': [] } })).toBe(
      'unknown',
    );
    const request = { possibleKeys: { 'x:key': [null, 'false'] } };
    expect(metBy('Bool', 'true', request)).toBe(false);
    expect(metBy('BoolIfExists', 'false', request)).toBe(true);
    expect(metBy('Bool', 'false', request)).toBe('unknown');
  });

  it('may have an unknown part', () => {
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

  it('may be absent with all keys that have the prefix', () => {
    for (const absent of ['x:key2', 'x:k', 'x:other*']) {
      expect(metBy('Null', 'true', { absentKeys: [absent] })).toBe('unknown');
    }
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
    // AWS documents both "Do match against a null value" and "might be
    // invalid".
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
    ['StringEquals', "${x:many, 'web'}", true],
    ['StringEquals', "${x:none,'web' }", true],
    ['StringEquals', "${x:none,   'web'   }", true],
    ['StringLike', '${x:team}', true],
    ['StringEqualsIgnoreCase', '${x:team}', true],
    ['StringNotEqualsIgnoreCase', '${x:other}', 'unknown'],
    ['StringLike', '${x:other}*', 'unknown'],
    ['StringNotLike', '${x:other}*', 'unknown'],
  ])('%s of web and %s: %s', (operator, wanted, expected) => {
    expect(of(operator, wanted)).toBe(expected);
  });

  it.each<[string, string, boolean | 'unknown']>([
    ['ArnLike', 'arn:aws:s3:::${x:team}', true],
    ['ArnLike', 'arn:aws:s3:::${x:other}', 'unknown'],
    ['ArnEquals', 'arn:aws:s3:::${x:other}', 'unknown'],
    ['ArnNotLike', 'arn:aws:s3:::${x:other}', 'unknown'],
    ['ArnLike', 'arn:aws:sqs:::${x:other}', false],
    ['ArnLike', 'arn:aws:s3:::${x:none}', false],
    ['ArnNotLike', 'arn:aws:s3:::${x:none}', 'unknown'],
    ['ArnLike', '${x:other}', 'unknown'],
  ])('%s of an ARN and %s: %s', (operator, wanted, expected) => {
    expect(of(operator, wanted, 'arn:aws:s3:::web')).toBe(expected);
  });

  it('has no single value if the key has several', () => {
    expect(of('StringEquals', '${x:many}', 'a')).toBe(false);
  });

  it('is part of a pattern after the substitution', () => {
    expect(of('StringLike', '${x:team}*c', 'web:b:c')).toBe(true);
  });

  it('may have no value, like the compared key', () => {
    const request = { absentKeys: ['x:key', 'x:none'] };
    expect(metBy('StringNotEquals', '${x:none}', request)).toBe('unknown');
    expect(metBy('ForAllValues:StringLike', '${x:none}', request)).toBe(
      'unknown',
    );
    expect(metBy('StringNotEquals', ['a', '${x:none}'], request)).toBe(
      'unknown',
    );
    expect(
      metBy('StringNotEquals', '${x:team}', {
        ...request,
        context: { 'x:team': 'web' },
      }),
    ).toBe(true);
    // "To prevent variables from causing invalid statements, use IfExists."
    expect(metBy('StringNotEqualsIfExists', '${x:none}', request)).toBe(true);
    expect(metBy('StringEquals', '${x:none}', request)).toBe(false);
  });

  it('may be present with an unknown value', () => {
    const request = {
      context: { 'x:key': 'web' },
      presentKeys: ['x:there'],
      possibleKeys: { 'x:one': [null, 'web'] },
    };
    const compared = (operator: string, wanted: string) =>
      metBy(operator, wanted, request);
    expect(compared('StringEquals', '${x:there}')).toBe('unknown');
    expect(compared('StringNotEquals', '${x:there}')).toBe('unknown');
    expect(compared('StringEquals', '${x:one}')).toBe('unknown');
    expect(compared('StringEquals', "${x:there, 'web'}")).toBe('unknown');
  });

  it('may be a literal wildcard character', () => {
    expect(of('StringLike', '${*}b', 'web')).toBe(false);
    expect(of('StringLike', '${?}', '?')).toBe(true);
    expect(of('StringEquals', '${$}{x:team}', '${x:team}')).toBe(true);
  });
});

it('requires all operators and keys, and any of the values', () => {
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

describe('the keys that a decision depends on', () => {
  const VPCE = { StringEquals: { 'aws:SourceVpce': 'vpce-1' } };
  it.each<[string, object, Partial<AccessCall>, string[]]>([
    [
      'include those of unknown conditions',
      { ...VPCE, StringLike: { 'aws:PrincipalArn': 'arn:*' } },
      {},
      ['aws:SourceVpce'],
    ],
    [
      'include each key once',
      { ...VPCE, StringLike: { 'aws:SourceVpce': 'vpce-*' } },
      {},
      ['aws:SourceVpce'],
    ],
    [
      'include those of variables if the condition key is known',
      { StringEquals: { 'x:key': ['${x:a}', '${x:b}${x:known}'] } },
      { context: { 'x:key': 'web', 'x:known': 'web' } },
      ['x:a', 'x:b'],
    ],
    [
      'include those of variables without a value',
      { StringNotEquals: { 'x:key': '${x:none}' } },
      { context: { 'x:key': 'web' }, absentKeys: ['x:none'] },
      ['x:none'],
    ],
    [
      'include the key and the variables if both are unknown',
      { StringEquals: { 'x:key': '${x:a}' } },
      {},
      ['x:key', 'x:a'],
    ],
    [
      'include both if the key is present with an unknown value',
      { StringEquals: { 'x:key': '${x:a}' } },
      { presentKeys: ['x:key'] },
      ['x:key', 'x:a'],
    ],
    [
      'include both if the key has one of several values',
      { StringEquals: { 'x:key': '${x:a}' } },
      { possibleKeys: { 'x:key': ['web', 'app'] } },
      ['x:key', 'x:a'],
    ],
    [
      'include the key if AWS does not document its comparison',
      { NumericEquals: { 'x:key': '1e0' } },
      { context: { 'x:key': '1' } },
      ['x:key'],
    ],
    [
      'do not include variables with known values',
      { StringEquals: { 'x:key': '${x:known}' } },
      { presentKeys: ['x:key'], context: { 'x:known': 'web' } },
      ['x:key'],
    ],
  ])('%s', (_, Condition, request, keys) => {
    const { decisive } = evaluateAccess(
      {
        action: 's3:PutObject',
        resource: 'arn:aws:s3:::logs/1',
        principalArn: 'arn:aws:iam::111122223333:role/web',
        ...request,
      },
      {
        identity: [
          policy(
            allow('*', {
              Condition: Condition as PolicyStatement['Condition'],
            }),
          ),
        ],
      },
    );
    expect(decisive.map(({ unknownKeys }) => unknownKeys)).toEqual([keys]);
  });
});
