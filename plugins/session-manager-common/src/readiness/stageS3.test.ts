import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import { Verdict } from '../ternary/ternary';
import {
  ACCOUNT,
  allow,
  BUCKET_KEY,
  policy,
  ROLE,
  session,
} from './__testUtils__/sessions';
import { BucketFacts } from './facts';
import { predict } from './predict';

const OTHER = '444455556666';
const AT_AN_ENDPOINT = { StringEquals: { 'aws:SourceVpce': 'vpce-1' } };
const MISSING = { reason: 'Not read.', settle: 'Read it.' };

const everythingBut = (
  NotAction: string | string[],
  ...more: PolicyStatement[]
): PolicyDocument =>
  policy({ Effect: 'Allow', NotAction, Resource: '*' }, ...more);
const open = (...Action: string[]) =>
  allow(Action, '*', { Condition: AT_AN_ENDPOINT });

const logging = (
  policies: PolicyDocument[],
  bucket: Partial<BucketFacts>,
  role: { boundary?: 'unknown' } = {},
) =>
  predict(
    session(
      { policies, ...role },
      { s3BucketName: 'corp-logs' },
      {
        bucket: {
          known: {
            exists: true,
            region: 'us-east-1',
            ownerAccountId: ACCOUNT,
            ...bucket,
          },
        },
      },
    ),
  );

describe('the headers that the agent copies from its look at the bucket', () => {
  const SSE = 's3:x-amz-server-side-encryption';
  const SSE_KEY = `${SSE}-aws-kms-key-id`;
  const EVERYTHING = policy(allow('*'));
  const BLIND = everythingBut('s3:GetEncryptionConfiguration');
  const SQUINTING = everythingBut(
    's3:GetEncryptionConfiguration',
    open('s3:GetEncryptionConfiguration'),
  );
  const kms = { encryption: 'aws:kms', kmsKeyArn: BUCKET_KEY } as const;
  const unread = { unknown: { encryption: MISSING } };
  const demanding = (key: string, value: string) => ({
    StringNotEquals: { [key]: value },
  });

  it.each<
    [
      string,
      PolicyDocument,
      Partial<BucketFacts>,
      PolicyStatement['Condition'],
      Verdict,
    ]
  >([
    ['the algorithm', EVERYTHING, kms, demanding(SSE, 'aws:kms'), 'yes'],
    [
      'the other one',
      EVERYTHING,
      { encryption: 'AES256' },
      demanding(SSE, 'AES256'),
      'yes',
    ],
    [
      'not one that the bucket does not have',
      EVERYTHING,
      { encryption: 'AES256' },
      demanding(SSE, 'aws:kms'),
      'no',
    ],
    ['the key', EVERYTHING, kms, demanding(SSE_KEY, BUCKET_KEY), 'yes'],
    ['no other key', EVERYTHING, kms, demanding(SSE_KEY, ROLE), 'no'],
    [
      'no key of a bucket that has one of S3',
      EVERYTHING,
      { ...kms, encryption: 'AES256' },
      { Null: { [SSE_KEY]: 'false' } },
      'yes',
    ],
    [
      'no key where the bucket names none',
      EVERYTHING,
      { encryption: 'aws:kms' },
      { Null: { [SSE_KEY]: 'false' } },
      'yes',
    ],
    ...[
      [EVERYTHING, {}] as const,
      [EVERYTHING, kms] as const,
      [BLIND, kms] as const,
      [SQUINTING, kms] as const,
    ].map(
      ([role, bucket]): [
        string,
        PolicyDocument,
        Partial<BucketFacts>,
        PolicyStatement['Condition'],
        Verdict,
      ] => [
        'beside the ACL, which is always there',
        role,
        bucket,
        demanding('s3:x-amz-acl', 'bucket-owner-full-control'),
        'yes',
      ],
    ),
    ['nothing of none', EVERYTHING, {}, demanding(SSE, 'aws:kms'), 'no'],
    [
      'nothing of what it does not know',
      EVERYTHING,
      { ...kms, encryption: 'aws:kms:dsse' },
      demanding(SSE, 'aws:kms:dsse'),
      'no',
    ],
    ['nothing unseen', BLIND, kms, demanding(SSE, 'aws:kms'), 'no'],
    ['nothing unseen of any', BLIND, unread, demanding(SSE, 'aws:kms'), 'no'],
    [
      'something, where the look may be refused',
      SQUINTING,
      kms,
      demanding(SSE, 'aws:kms'),
      'unknown',
    ],
    [
      'nothing wrong, where the look may be refused',
      SQUINTING,
      kms,
      demanding(SSE, 'AES256'),
      'no',
    ],
    [
      'something, where nobody read what there is',
      EVERYTHING,
      unread,
      demanding(SSE, 'aws:kms'),
      'unknown',
    ],
    [
      'one of two or none, where nobody read what there is',
      EVERYTHING,
      unread,
      { StringEqualsIfExists: { [SSE]: ['AES256', 'aws:kms'] } },
      'no',
    ],
    [
      'a key or none, where nobody read what there is',
      EVERYTHING,
      unread,
      { StringLikeIfExists: { [SSE_KEY]: '*' } },
      'no',
    ],
    [
      'some key, where nobody read what there is',
      EVERYTHING,
      unread,
      demanding(SSE_KEY, BUCKET_KEY),
      'unknown',
    ],
  ])('are %s', (_, role, bucket, Condition, verdict) => {
    const denying = policy({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: '*',
      Condition,
    });
    const { logged, problems } = logging([role], {
      ...bucket,
      policy: denying,
    });
    expect(logged.s3).toBe(verdict);
    expect(
      problems.find(({ code }) => code === 's3-put-denied')?.severity,
    ).toBe({ yes: undefined, no: 'error', unknown: 'unknown' }[verdict]);
  });
});

describe('a bucket of another account', () => {
  const WRITE = ['s3:PutObject', 's3:PutObjectAcl'];
  const bucketPolicy = (...statements: PolicyStatement[]) => ({
    policy: policy(
      ...[...statements, allow('s3:GetEncryptionConfiguration')].map(
        statement => ({ ...statement, Principal: { AWS: ROLE } }),
      ),
    ),
  });
  const OPEN_DOOR = bucketPolicy(allow(WRITE));
  const KNOCK = bucketPolicy(open(...WRITE));
  const EVERYTHING = policy(allow('*'));
  const NOTHING = everythingBut(WRITE);
  const MAYBE = everythingBut(WRITE, open(...WRITE));

  it.each<[string, PolicyDocument, Partial<BucketFacts>, Verdict, unknown[]]>([
    ['allows, as the role does', EVERYTHING, OPEN_DOOR, 'yes', []],
    [
      'allows, and the role does not',
      NOTHING,
      OPEN_DOOR,
      'no',
      [
        ['s3-put-denied', 'error', ['role']],
        ['s3-put-acl-denied', 'error', ['role']],
      ],
    ],
    [
      'does not allow, nor does the role',
      NOTHING,
      bucketPolicy(),
      'no',
      [
        ['s3-put-denied', 'error', ['role']],
        ['s3-put-acl-denied', 'error', ['role']],
        ['s3-bucket-policy-missing', 'error', ['resource']],
      ],
    ],
    [
      'allows, and the role may',
      MAYBE,
      OPEN_DOOR,
      'unknown',
      [
        ['s3-put-denied', 'unknown', undefined],
        ['s3-put-acl-denied', 'unknown', undefined],
      ],
    ],
    [
      'may allow, and the role does',
      EVERYTHING,
      KNOCK,
      'unknown',
      [['s3-bucket-policy-missing', 'unknown', undefined]],
    ],
    [
      'may allow, as the role may',
      MAYBE,
      KNOCK,
      'unknown',
      [
        ['s3-put-denied', 'unknown', undefined],
        ['s3-put-acl-denied', 'unknown', undefined],
        ['s3-bucket-policy-missing', 'unknown', undefined],
      ],
    ],
    [
      'may allow one, and surely does not the other',
      EVERYTHING,
      bucketPolicy(open('s3:PutObject')),
      'no',
      [['s3-bucket-policy-missing', 'error', ['resource']]],
    ],
  ])('%s', (_, role, bucket, verdict, expected) => {
    const { logged, problems } = logging([role], {
      ownerAccountId: OTHER,
      ...bucket,
    });
    expect(logged.s3).toBe(verdict);
    expect(
      problems.map(({ code, severity, refusedBy }) => [
        code,
        severity,
        refusedBy,
      ]),
    ).toEqual(expected);
  });

  it.each<[string, PolicyStatement[], string | string[]]>([
    ['both', [], WRITE],
    ['what it lacks only', [allow('s3:PutObject')], 's3:PutObjectAcl'],
    ['what it lacks first', [allow('s3:PutObjectAcl')], 's3:PutObject'],
  ])('is asked for %s', (_, statements, Action) => {
    const [{ repair }] = logging([EVERYTHING], {
      ownerAccountId: OTHER,
      ...bucketPolicy(...statements),
    }).problems;
    expect(repair).toMatchObject({
      ownerStatement: {
        policy: 'bucket',
        statement: { Action, Resource: 'arn:aws:s3:::corp-logs/*' },
      },
    });
  });

  it('is not to blame for a boundary that nobody read', () => {
    const { logged, problems } = logging(
      [EVERYTHING],
      { ownerAccountId: OTHER, ...OPEN_DOOR },
      { boundary: 'unknown' },
    );
    expect(logged.s3).toBe('unknown');
    expect(problems.map(({ code }) => code)).not.toContain(
      's3-bucket-policy-missing',
    );
  });
});
