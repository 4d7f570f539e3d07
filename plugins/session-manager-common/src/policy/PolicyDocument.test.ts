import {
  asList,
  OneOrMany,
  PolicyDocument,
  policySize,
  PolicyStatement,
  samePolicy,
} from './PolicyDocument';

const document: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['s3:PutObject', 's3:GetObject'],
      Resource: 'arn:aws:s3:::corp-logs/*',
      Condition: { Bool: { 'aws:SecureTransport': true } },
    },
    { Effect: 'Deny', Action: 'kms:*', Resource: ['*'] },
  ],
};

describe('samePolicy', () => {
  it('ignores the order, lists of one element, and the case of actions and condition keys', () => {
    expect(
      samePolicy(document, {
        Version: '2012-10-17',
        Statement: [
          { Resource: '*', Effect: 'Deny', Action: ['KMS:*'] },
          {
            Action: ['s3:getobject', 's3:PutObject'],
            Effect: 'Allow',
            Resource: ['arn:aws:s3:::corp-logs/*'],
            Condition: { Bool: { 'AWS:SecureTransport': ['true'] } },
          },
        ],
      }),
    ).toBe(true);
  });

  it.each<[string, PolicyDocument]>([
    ['a version', { ...document, Version: '2008-10-17' }],
    [
      'a missing statement',
      { ...document, Statement: [document.Statement[0 as never]] },
    ],
    [
      'a resource in another case',
      {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['s3:PutObject', 's3:GetObject'],
            Resource: 'arn:aws:s3:::Corp-logs/*',
            Condition: { Bool: { 'aws:SecureTransport': true } },
          },
          { Effect: 'Deny', Action: 'kms:*', Resource: ['*'] },
        ],
      },
    ],
  ])('distinguishes %s', (_, other) => {
    expect(samePolicy(document, other)).toBe(false);
  });
});

it('policySize ignores white space, as IAM does', () => {
  expect(policySize({ Version: '2012-10-17', Statement: [] })).toBe(
    '{"Version":"2012-10-17","Statement":[]}'.length,
  );
});

describe('sameStatement', () => {
  const same = (
    one: Partial<PolicyStatement>,
    other: Partial<PolicyStatement>,
  ) => {
    const of = (more: Partial<PolicyStatement>): PolicyDocument => ({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', ...more },
    });
    return samePolicy(of(one), of(other));
  };
  const when = (key: string, value: OneOrMany<string>, operator = 'Bool') => ({
    Condition: { [operator]: { [key]: value } },
  });

  it.each<[string, Partial<PolicyStatement>, Partial<PolicyStatement>]>([
    ['actions in another case', { Action: 'a:B' }, { Action: ['A:b'] }],
    ['actions left out in it', { NotAction: 'a:B' }, { NotAction: ['A:b'] }],
    ['actions twice', { Action: 'a:b' }, { Action: ['a:b', 'A:B'] }],
    [
      'principals in another order',
      { Principal: { AWS: ['1', '2'] } },
      { Principal: { AWS: ['2', '1'] } },
    ],
    [
      'a principal as a list',
      { NotPrincipal: { AWS: '1' } },
      { NotPrincipal: { AWS: ['1'] } },
    ],
    ['values in another order', when('k', ['a', 'b']), when('K', ['b', 'a'])],
  ])('ignores %s', (_, one, other) => {
    expect(same(one, other)).toBe(true);
  });

  it.each<[string, Partial<PolicyStatement>, Partial<PolicyStatement>]>([
    ['another action', { Action: 'a:b' }, { Action: 'a:c' }],
    ['another action left out', { NotAction: 'a:b' }, { NotAction: 'a:c' }],
    ['an action that is left out', { Action: 'a:b' }, { NotAction: 'a:b' }],
    ['no action', {}, { Action: [] }],
    ['another resource', { Resource: 'a' }, { Resource: 'b' }],
    [
      'another principal',
      { Principal: { AWS: '1' } },
      { Principal: { AWS: '2' } },
    ],
    ['everyone', { Principal: '*' }, { Principal: { AWS: '1' } }],
    ['no principal', { Principal: '*' }, {}],
    [
      'a principal of another kind',
      { Principal: { AWS: '1' } },
      { Principal: { Service: '1' } },
    ],
    ['another key', when('k', 'a'), when('l', 'a')],
    ['another value', when('k', 'a'), when('k', 'A')],
    ['another operator', when('k', 'a'), when('k', 'a', 'Null')],
    ['no condition', when('k', 'a'), {}],
  ])('distinguishes %s', (_, one, other) => {
    expect(same(one, other)).toBe(false);
  });
});

it('asList returns an empty list for an absent element', () => {
  expect(asList(undefined)).toEqual([]);
  expect(asList('a')).toEqual(['a']);
  expect(asList(['a', 'b'])).toEqual(['a', 'b']);
});
