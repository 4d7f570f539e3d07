import { ACCOUNT, BUCKET_KEY, KEY, policy } from '../__testUtils__/sessions';
import { BucketFacts, Fact } from '../model/facts';
import { bucketKeyOf, Key, keyOf } from './keys';

const OTHER = '444455556666';
const PLACE = { partition: 'aws', region: 'us-east-1', accountId: ACCOUNT };
const ANY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/*`;
const THEIRS = `arn:aws:kms:eu-west-1:${OTHER}:key/theirs`;
const ALIAS = 'alias/session';
const unread: Fact<never> = {
  unknown: { reason: 'The portal may not read it.', remedy: 'Allow the read.' },
};

describe('keyOf', () => {
  it.each<[string, string, Fact<string> | undefined, Partial<Key>]>([
    ['an id', 'session', undefined, { resource: KEY }],
    ['an id with its type', 'key/session', undefined, { resource: KEY }],
    ['an ARN', KEY, undefined, { resource: KEY }],
    [
      'an ARN, regardless of the fact',
      KEY,
      { known: THEIRS },
      { resource: KEY },
    ],
    [
      'an ARN of another account',
      THEIRS,
      undefined,
      { resource: THEIRS, resourceAccountId: OTHER },
    ],
    ['an id that was resolved', 'x', { known: KEY }, { resource: KEY }],
    [
      'an alias that was resolved',
      ALIAS,
      { known: KEY },
      { resource: KEY, alias: ALIAS },
    ],
    [
      'an alias that was resolved in another account',
      ALIAS,
      { known: THEIRS },
      { resource: THEIRS, resourceAccountId: OTHER, alias: ALIAS },
    ],
    [
      'the ARN of an alias that was resolved',
      `arn:aws:kms:us-east-1:${ACCOUNT}:${ALIAS}`,
      { known: KEY },
      { resource: KEY, alias: ALIAS },
    ],
    [
      'an alias that the portal is not allowed to resolve',
      ALIAS,
      unread,
      { resource: ANY, alias: ALIAS, missing: unread.unknown },
    ],
    [
      'an alias that was not resolved',
      ALIAS,
      undefined,
      {
        resource: ANY,
        alias: ALIAS,
        missing: {
          reason: expect.stringContaining(ALIAS),
          remedy: expect.stringContaining(ALIAS),
        },
      },
    ],
  ])('resolves %s', (_, name, arn, key) => {
    const { resourcePolicy, ...found } = keyOf(name, PLACE, { arn });
    expect(found).toEqual({ resourceAccountId: ACCOUNT, ...key });
  });

  it('returns an unknown policy if the fact is absent', () => {
    const document = policy();
    const policyOf = (fact?: Parameters<typeof keyOf>[2]['policy']) =>
      keyOf(KEY, PLACE, { policy: fact }).resourcePolicy;

    expect(policyOf({ known: document })).toEqual({ document });
    expect(policyOf(unread)).toEqual({ missing: unread.unknown });
    expect(policyOf()).toEqual({
      missing: {
        reason: expect.stringContaining(KEY),
        remedy: expect.stringContaining(KEY),
      },
    });
    // AWS's default policy delegates access to the key's account.
    expect(policyOf({ known: undefined })).toMatchObject({
      document: {
        Statement: { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } },
      },
    });
  });
});

describe('bucketKeyOf', () => {
  const document = policy();
  const keyIn = (
    bucket: Partial<BucketFacts> | undefined,
    bucketKeyArn?: Fact<string>,
  ) =>
    bucketKeyOf(
      bucket && {
        exists: true,
        region: 'us-east-1',
        ownerAccountId: ACCOUNT,
        ...bucket,
      },
      PLACE,
      { bucketKeyArn, bucketKeyPolicy: { known: document } },
    );
  const known = { known: BUCKET_KEY };

  it.each<[string, Partial<BucketFacts> | undefined]>([
    ['the bucket is unknown', undefined],
    ['the bucket names no key', {}],
    ['the bucket names the AWS managed key', { kmsKeyArn: 'alias/aws/s3' }],
    ['the named key is AWS managed', { kmsKeyArn: KEY, isAwsManagedKey: true }],
  ])(
    'returns the AWS managed key of the account that writes if %s',
    (_, bucket) => {
      expect(keyIn(bucket, known)).toMatchObject({
        resource: ANY,
        resourceAccountId: ACCOUNT,
        resourcePolicy: { document: { Statement: { Principal: '*' } } },
      });
    },
  );

  it.each<[string, Partial<BucketFacts>, Fact<string> | undefined]>([
    ['by its ARN', { kmsKeyArn: BUCKET_KEY }, undefined],
    [
      'by its ARN in another account’s bucket',
      { kmsKeyArn: BUCKET_KEY, ownerAccountId: OTHER },
      undefined,
    ],
    [
      'by its id in the account’s own bucket',
      { kmsKeyArn: 'bucket' },
      undefined,
    ],
    ['by an id that was resolved', { kmsKeyArn: 'x' }, known],
    [
      'by an id that was resolved for the account that writes',
      { kmsKeyArn: 'x', ownerAccountId: OTHER },
      known,
    ],
  ])('resolves the named key %s', (_, bucket, arn) => {
    expect(keyIn(bucket, arn)).toMatchObject({
      resource: BUCKET_KEY,
      resourcePolicy: { document },
    });
  });

  it.each<[string, Fact<string> | undefined, string]>([
    ['was not resolved', undefined, 'S3 resolves in account'],
    ['the portal is not allowed to resolve', unread, 'may not read it'],
    ['was resolved in another account', { known: THEIRS }, 'S3 resolves in'],
    [
      'was resolved in another region',
      { known: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/x` },
      'S3 resolves in account',
    ],
  ])(
    'returns an unknown policy for an id in another account’s bucket that %s',
    (...row) => {
      const [, arn, reason] = row;
      expect(
        keyIn({ kmsKeyArn: 'x', ownerAccountId: OTHER }, arn).resourcePolicy,
      ).toEqual({
        missing: expect.objectContaining({
          reason: expect.stringContaining(reason),
        }),
      });
    },
  );
});
