import { PolicyDocument, policySize, samePolicy } from './PolicyDocument';

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
  it('looks past order, lists of one, case of actions and of condition keys', () => {
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
      'a statement less',
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
  ])('tells %s apart', (_, other) => {
    expect(samePolicy(document, other)).toBe(false);
  });
});

it('counts the size without white space, as IAM does', () => {
  expect(policySize({ Version: '2012-10-17', Statement: [] })).toBe(
    '{"Version":"2012-10-17","Statement":[]}'.length,
  );
});
