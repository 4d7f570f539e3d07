import { PolicyDocument, PolicyStatement } from '../../policy/PolicyDocument';
import { Verdict } from '../../ternary/ternary';
import {
  ACCOUNT,
  allow,
  BUCKET_KEY,
  policy,
  ROLE,
  session,
} from '../__testUtils__/sessions';
import { BucketFacts } from '../model/facts';
import { predict } from './predict';

const OTHER = '444455556666';
const AT_AN_ENDPOINT = { StringEquals: { 'aws:SourceVpce': 'vpce-1' } };
const MISSING = { reason: 'Not read.', remedy: 'Read it.' };

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

describe('the headers that the agent copies from the bucket’s encryption', () => {
  const SSE = 's3:x-amz-server-side-encryption';
  const SSE_KEY = `${SSE}-aws-kms-key-id`;
  const EVERYTHING = policy(allow('*'));
  const CHECK_DENIED = everythingBut('s3:GetEncryptionConfiguration');
  const CHECK_UNKNOWN = everythingBut(
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
      'the other algorithm',
      EVERYTHING,
      { encryption: 'AES256' },
      demanding(SSE, 'AES256'),
      'yes',
    ],
    [
      'not an algorithm that the bucket does not use',
      EVERYTHING,
      { encryption: 'AES256' },
      demanding(SSE, 'aws:kms'),
      'no',
    ],
    ['the key', EVERYTHING, kms, demanding(SSE_KEY, BUCKET_KEY), 'yes'],
    ['not another key', EVERYTHING, kms, demanding(SSE_KEY, ROLE), 'no'],
    [
      'no key if the bucket uses SSE-S3',
      EVERYTHING,
      { ...kms, encryption: 'AES256' },
      { Null: { [SSE_KEY]: 'false' } },
      'yes',
    ],
    [
      'no key if the bucket names none',
      EVERYTHING,
      { encryption: 'aws:kms' },
      { Null: { [SSE_KEY]: 'false' } },
      'yes',
    ],
    ...[
      [EVERYTHING, {}] as const,
      [EVERYTHING, kms] as const,
      [CHECK_DENIED, kms] as const,
      [CHECK_UNKNOWN, kms] as const,
    ].map(
      ([role, bucket]): [
        string,
        PolicyDocument,
        Partial<BucketFacts>,
        PolicyStatement['Condition'],
        Verdict,
      ] => [
        'sent in addition to the ACL, which is always sent',
        role,
        bucket,
        demanding('s3:x-amz-acl', 'bucket-owner-full-control'),
        'yes',
      ],
    ),
    [
      'empty for an unencrypted bucket',
      EVERYTHING,
      {},
      demanding(SSE, 'aws:kms'),
      'no',
    ],
    [
      'empty for an encryption that the agent does not recognize',
      EVERYTHING,
      { ...kms, encryption: 'aws:kms:dsse' },
      demanding(SSE, 'aws:kms:dsse'),
      'no',
    ],
    [
      'empty if the check is denied',
      CHECK_DENIED,
      kms,
      demanding(SSE, 'aws:kms'),
      'no',
    ],
    [
      'empty if the check is denied for any bucket',
      CHECK_DENIED,
      unread,
      demanding(SSE, 'aws:kms'),
      'no',
    ],
    [
      'unknown if the check may be denied',
      CHECK_UNKNOWN,
      kms,
      demanding(SSE, 'aws:kms'),
      'unknown',
    ],
    [
      'not another algorithm if the check may be denied',
      CHECK_UNKNOWN,
      kms,
      demanding(SSE, 'AES256'),
      'no',
    ],
    [
      'unknown if the encryption was not read',
      EVERYTHING,
      unread,
      demanding(SSE, 'aws:kms'),
      'unknown',
    ],
    [
      'one of two or none if the encryption was not read',
      EVERYTHING,
      unread,
      { StringEqualsIfExists: { [SSE]: ['AES256', 'aws:kms'] } },
      'no',
    ],
    [
      'a key or none if the encryption was not read',
      EVERYTHING,
      unread,
      { StringLikeIfExists: { [SSE_KEY]: '*' } },
      'no',
    ],
    [
      'an unknown key if the encryption was not read',
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
  const ALLOWING_BUCKET = bucketPolicy(allow(WRITE));
  const UNKNOWN_BUCKET = bucketPolicy(open(...WRITE));
  const EVERYTHING = policy(allow('*'));
  const NOTHING = everythingBut(WRITE);
  const MAYBE = everythingBut(WRITE, open(...WRITE));

  it.each<[string, PolicyDocument, Partial<BucketFacts>, Verdict, unknown[]]>([
    ['works if both allow', EVERYTHING, ALLOWING_BUCKET, 'yes', []],
    [
      'fails if the role is not allowed',
      NOTHING,
      ALLOWING_BUCKET,
      'no',
      [
        ['s3-put-denied', 'error', ['role']],
        ['s3-put-acl-denied', 'error', ['role']],
      ],
    ],
    [
      'fails if neither allows',
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
      'is unknown if the role is possibly allowed',
      MAYBE,
      ALLOWING_BUCKET,
      'unknown',
      [
        ['s3-put-denied', 'unknown', undefined],
        ['s3-put-acl-denied', 'unknown', undefined],
      ],
    ],
    [
      'is unknown if its policy possibly allows',
      EVERYTHING,
      UNKNOWN_BUCKET,
      'unknown',
      [['s3-bucket-policy-missing', 'unknown', undefined]],
    ],
    [
      'is unknown if both possibly allow',
      MAYBE,
      UNKNOWN_BUCKET,
      'unknown',
      [
        ['s3-put-denied', 'unknown', undefined],
        ['s3-put-acl-denied', 'unknown', undefined],
        ['s3-bucket-policy-missing', 'unknown', undefined],
      ],
    ],
    [
      'fails if its policy definitely does not allow one of the actions',
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
    ['the missing action only', [allow('s3:PutObject')], 's3:PutObjectAcl'],
    ['the missing action in front', [allow('s3:PutObjectAcl')], 's3:PutObject'],
  ])('must allow %s', (_, statements, Action) => {
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

  it('is not reported if the role’s boundary was not read', () => {
    const { logged, problems } = logging(
      [EVERYTHING],
      { ownerAccountId: OTHER, ...ALLOWING_BUCKET },
      { boundary: 'unknown' },
    );
    expect(logged.s3).toBe('unknown');
    expect(problems.map(({ code }) => code)).not.toContain(
      's3-bucket-policy-missing',
    );
  });
});
