import { ACCOUNT, BUCKET_KEY, KEY, policy } from './__testUtils__/sessions';
import { BucketFacts, Fact } from './facts';
import { bucketKeyOf, Key, keyOf } from './keys';

const OTHER = '444455556666';
const PLACE = { partition: 'aws', region: 'us-east-1', accountId: ACCOUNT };
const ANY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/*`;
const THEIRS = `arn:aws:kms:eu-west-1:${OTHER}:key/theirs`;
const ALIAS = 'alias/session';
const unread: Fact<never> = {
  unknown: { reason: 'The portal may not read it.', settle: 'Allow the read.' },
};

describe('the key that a name means', () => {
  it.each<[string, string, Fact<string> | undefined, Partial<Key>]>([
    ['an id', 'session', undefined, { resource: KEY }],
    ['an id with its type', 'key/session', undefined, { resource: KEY }],
    ['an ARN', KEY, undefined, { resource: KEY }],
    [
      'an ARN, whatever else is told',
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
    ['an id that was looked up', 'x', { known: KEY }, { resource: KEY }],
    [
      'an alias that was looked up',
      ALIAS,
      { known: KEY },
      { resource: KEY, alias: ALIAS },
    ],
    [
      'an alias that was looked up in another account',
      ALIAS,
      { known: THEIRS },
      { resource: THEIRS, resourceAccountId: OTHER, alias: ALIAS },
    ],
    [
      'the ARN of an alias that was looked up',
      `arn:aws:kms:us-east-1:${ACCOUNT}:${ALIAS}`,
      { known: KEY },
      { resource: KEY, alias: ALIAS },
    ],
    [
      'an alias that nobody may look up',
      ALIAS,
      unread,
      { resource: ANY, alias: ALIAS, missing: unread.unknown },
    ],
    [
      'an alias that nobody looked up',
      ALIAS,
      undefined,
      {
        resource: ANY,
        alias: ALIAS,
        missing: {
          reason: expect.stringContaining(ALIAS),
          settle: expect.stringContaining(ALIAS),
        },
      },
    ],
  ])('by %s', (_, name, arn, key) => {
    const { resourcePolicy, ...found } = keyOf(name, PLACE, { arn });
    expect(found).toEqual({ resourceAccountId: ACCOUNT, ...key });
  });

  it('has a policy, which is not known where nobody tells it', () => {
    const document = policy();
    const policyOf = (fact?: Parameters<typeof keyOf>[2]['policy']) =>
      keyOf(KEY, PLACE, { policy: fact }).resourcePolicy;

    expect(policyOf({ known: document })).toEqual({ document });
    expect(policyOf(unread)).toEqual({ missing: unread.unknown });
    expect(policyOf()).toEqual({
      missing: {
        reason: expect.stringContaining(KEY),
        settle: expect.stringContaining(KEY),
      },
    });
    // AWS's default leaves it to the account of the key.
    expect(policyOf({ known: undefined })).toMatchObject({
      document: {
        Statement: { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } },
      },
    });
  });
});

describe('the key of a bucket', () => {
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
    ['nothing is known of it', undefined],
    ['it names none', {}],
    ['it names AWS’s own', { kmsKeyArn: 'alias/aws/s3' }],
    ['what it names is AWS’s own', { kmsKeyArn: KEY, isAwsManagedKey: true }],
  ])('is AWS’s own of the account that writes where %s', (_, bucket) => {
    expect(keyIn(bucket, known)).toMatchObject({
      resource: ANY,
      resourceAccountId: ACCOUNT,
      resourcePolicy: { document: { Statement: { Principal: '*' } } },
    });
  });

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
    ['by an id that was looked up', { kmsKeyArn: 'x' }, known],
    [
      'by an id that was looked up for the account that writes',
      { kmsKeyArn: 'x', ownerAccountId: OTHER },
      known,
    ],
  ])('is the one that it names %s', (_, bucket, arn) => {
    expect(keyIn(bucket, arn)).toMatchObject({
      resource: BUCKET_KEY,
      resourcePolicy: { document },
    });
  });

  it.each<[string, Fact<string> | undefined, string]>([
    ['nobody looked up', undefined, 'S3 looks for in account'],
    ['nobody may look up', unread, 'may not read it'],
    ['was looked up in another account', { known: THEIRS }, 'S3 looks for in'],
    [
      'was looked up in another region',
      { known: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/x` },
      'S3 looks for in account',
    ],
  ])('is not known where another account’s names an id that %s', (...row) => {
    const [, arn, reason] = row;
    expect(
      keyIn({ kmsKeyArn: 'x', ownerAccountId: OTHER }, arn).resourcePolicy,
    ).toEqual({
      missing: expect.objectContaining({
        reason: expect.stringContaining(reason),
      }),
    });
  });
});
