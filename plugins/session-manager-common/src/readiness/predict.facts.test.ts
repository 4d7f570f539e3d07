import { PolicyStatement } from '../policy/PolicyDocument';
import {
  ACCOUNT,
  allow,
  CORE,
  FOR_NODES,
  KEY,
  LOGS,
  policy,
  ROLE,
  session,
} from './__testUtils__/sessions';
import { BucketFacts, Fact, SessionFacts } from './facts';
import { headline } from './headline';
import { predict, PredictionInput } from './predict';
import { Problem } from './Readiness';

/*
 * What surrounds a role decides as much as its policies: each fact where it is
 * right, where it is wrong, and where it is not known.
 */

const OTHER = '444455556666';
const keyArn = (account: string, region = 'us-east-1') =>
  `arn:aws:kms:${region}:${account}:key/99999999-8888-7777-6666-555555555555`;
const OWN_KEY = keyArn(ACCOUNT);
const FOREIGN_KEY = keyArn(OTHER);

const EVERYTHING_IN_S3 = policy(
  CORE,
  LOGS,
  allow('s3:*'),
  allow('kms:Decrypt', KEY),
  allow('kms:GenerateDataKey'),
);
const denyAcl = (more: Partial<PolicyStatement> = {}): PolicyStatement => ({
  Effect: 'Deny',
  Action: 's3:PutObjectAcl',
  Resource: '*',
  ...more,
});
const AT_AN_ENDPOINT = { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } };

/** Lets a role of another account in. */
const letsIn = (Action: string, Resource: string | string[]) =>
  policy({ Effect: 'Allow', Principal: { AWS: ROLE }, Action, Resource });
const ofBucket = letsIn('s3:*', [
  'arn:aws:s3:::corp-logs',
  'arn:aws:s3:::corp-logs/*',
]);

interface Asked {
  bucket?: Partial<BucketFacts>;
  facts?: Partial<SessionFacts>;
  preferences?: Record<string, unknown>;
  policies?: PredictionInput['role']['policies'];
  boundary?: PredictionInput['role']['boundary'];
}

function asked({ bucket, facts, preferences, policies, boundary }: Asked) {
  return predict(
    session(
      { policies: policies ?? [EVERYTHING_IN_S3], boundary },
      { s3BucketName: 'corp-logs', ...preferences },
      {
        bucket: {
          known: {
            exists: true,
            region: 'us-east-1',
            ownerAccountId: ACCOUNT,
            ...bucket,
          },
        },
        ...facts,
      },
    ),
  );
}

const FOREIGN: Partial<BucketFacts> = {
  ownerAccountId: OTHER,
  policy: ofBucket,
};
const text = ({ repair }: Problem) =>
  repair.kind === 'advice' ? repair.text : '';

describe('the key of a bucket', () => {
  const kms = (kmsKeyArn?: string, more: Partial<BucketFacts> = {}) => ({
    encryption: 'aws:kms' as const,
    ...(kmsKeyArn && { kmsKeyArn }),
    ...more,
  });
  const known = (account: string): Partial<SessionFacts> => ({
    bucketKeyArn: { known: keyArn(account) },
    bucketKeyPolicy: { known: letsIn('kms:*', '*') },
  });

  it.each<[string, Partial<BucketFacts>]>([
    ['of the role’s account', kms(keyArn(ACCOUNT, 'eu-west-1'))],
    ['of the owner’s', { ...FOREIGN, ...kms(keyArn(OTHER, 'eu-west-1')) }],
    ['by its alias', kms(`arn:aws:kms:eu-west-1:${ACCOUNT}:alias/logs`)],
    [
      'of AWS',
      kms(`arn:aws:kms:eu-west-1:${ACCOUNT}:alias/aws/s3`, {
        isAwsManagedKey: true,
      }),
    ],
    ['where the bucket is elsewhere', { ...kms(OWN_KEY), region: 'eu-west-1' }],
  ])('never works in another region: %s', (_, bucket) => {
    const readiness = asked({ bucket });
    expect(readiness.logged.s3).toBe('no');
    expect(readiness.problems).toEqual([
      expect.objectContaining({
        code: 's3-key-elsewhere',
        severity: 'error',
        action: 'kms:GenerateDataKey',
        resource: expect.stringMatching(/^arn:aws:kms:/),
        agentMessage: 'Failed to upload shell session logs to S3: *',
      }),
    ]);
    expect(text(readiness.problems[0])).toMatch(/which is in \S+-\S+-1\.$/);
    expect(headline(readiness).text).toContain(
      'the bucket’s key is in another region than the bucket.',
    );
  });

  it('is looked for in the account that writes, where it is named by no ARN', () => {
    for (const name of ['alias/logs', '99999999-8888-7777-6666-555555555555']) {
      const foreign = { ...FOREIGN, ...kms(name) };
      // The owner's key is another one, whatever it is called.
      for (const facts of [
        known(OTHER),
        {},
        { bucketKeyPolicy: { known: letsIn('kms:*', '*') } },
      ]) {
        const readiness = asked({ bucket: foreign, facts });
        expect(readiness.logged.s3).toBe('unknown');
        expect(readiness.problems.map(text)).toContain(
          `Let the owner of the bucket name the key by its whole ARN, or tell which key ${name} is in account ${ACCOUNT}.`,
        );
      }
      expect(asked({ bucket: foreign, facts: known(ACCOUNT) })).toMatchObject({
        logged: { s3: 'yes' },
        problems: [
          {
            code: 's3-owner-cannot-read',
            severity: 'info',
            repair: { sentences: [{ values: { key: name } }] },
          },
        ],
      });
      expect(asked({ bucket: kms(name), facts: known(ACCOUNT) })).toMatchObject(
        { logged: { s3: 'yes' }, problems: [] },
      );
      expect(asked({ bucket: kms(name), facts: known(OTHER) }).logged.s3).toBe(
        'unknown',
      );
    }
    const unread = { reason: 'The portal may not.', settle: 'Allow it.' };
    expect(
      asked({
        bucket: { ...FOREIGN, ...kms('alias/logs') },
        facts: { bucketKeyArn: { unknown: unread } },
      }).problems.map(text),
    ).toContain('Allow it.');
  });

  it('is the role’s account’s where a foreign bucket names none: it arrives, unread', () => {
    for (const bucket of [
      kms(),
      kms('alias/aws/s3'),
      { encryption: 'aws:kms:dsse' as const },
    ]) {
      const readiness = asked({ bucket: { ...FOREIGN, ...bucket } });
      expect(readiness.logged.s3).toBe('yes');
      expect(readiness.problems).toEqual([
        expect.objectContaining({
          code: 's3-owner-cannot-read',
          severity: 'info',
        }),
      ]);
      expect(text(readiness.problems[0])).toContain(`account ${ACCOUNT}`);
    }
    expect(asked({ bucket: kms() })).toMatchObject({
      logged: { s3: 'yes' },
      problems: [],
    });
  });

  it('is no use where it is AWS’s own of another account', () => {
    for (const bucket of [
      kms(`arn:aws:kms:us-east-1:${OTHER}:alias/aws/s3`),
      kms(FOREIGN_KEY, { isAwsManagedKey: true }),
    ]) {
      expect(asked({ bucket: { ...FOREIGN, ...bucket } })).toMatchObject({
        logged: { s3: 'no' },
        problems: [
          {
            code: 's3-key-generate-denied',
            severity: 'error',
            action: 'kms:GenerateDataKey',
            repair: { sentences: [{ values: { bucket: 'corp-logs' } }] },
          },
        ],
      });
    }
    // An alias that only ends like it is a customer's.
    expect(
      asked({
        bucket: { ...FOREIGN, ...kms('alias/of/alias/aws/s3') },
        facts: {},
      }).logged.s3,
    ).toBe('unknown');
  });

  it.each(['bucketKeyPolicy', 'sessionKeyPolicy'] as const)(
    'has a policy, and what it says is not known by itself: %s',
    name => {
      const { [name]: _, ...facts } = session({}).facts;
      const input = session(
        { policies: [EVERYTHING_IN_S3] },
        name === 'sessionKeyPolicy'
          ? { kmsKeyId: KEY }
          : { s3BucketName: 'corp-logs' },
      );
      expect(predict(input).problems).toEqual([]);
      const { starts, logged, problems } = predict({ ...input, facts });
      expect(name === 'sessionKeyPolicy' ? starts : logged.s3).toBe('unknown');
      expect(problems.map(text)).toEqual([
        expect.stringContaining('every key has one'),
      ]);
    },
  );

  it('is unknown where the encryption of the bucket is not read', () => {
    expect(
      asked({
        bucket: {
          unknown: { encryption: { reason: 'Not read.', settle: 'Read it.' } },
        },
      }),
    ).toMatchObject({
      starts: 'yes',
      logged: { s3: 'unknown' },
      problems: [
        {
          code: 's3-key-generate-denied',
          severity: 'unknown',
          action: 'kms:GenerateDataKey',
        },
      ],
    });
  });
});

describe('the service that S3 calls itself', () => {
  const through = (partition: string, region: string, ...services: string[]) =>
    predict({
      role: {
        ...FOR_NODES,
        arn: `arn:${partition}:iam::${ACCOUNT}:role/web`,
        policies: [
          policy(
            CORE,
            allow('s3:*'),
            allow('kms:GenerateDataKey', '*', {
              Condition: { StringEquals: { 'kms:ViaService': services } },
            }),
          ),
        ],
      },
      preferences: session({}, { s3BucketName: 'corp-logs' }).preferences,
      facts: {
        region,
        target: 'hybrid',
        bucket: {
          known: {
            exists: true,
            region,
            ownerAccountId: ACCOUNT,
            encryption: 'aws:kms',
            kmsKeyArn: `arn:${partition}:kms:${region}:${ACCOUNT}:key/1`,
          },
        },
        bucketKeyPolicy: { known: undefined },
      },
    }).logged.s3;

  it.each([
    ['aws-cn', 'cn-north-1', 'amazonaws.com.cn'],
    ['aws-eusc', 'eusc-de-east-1', 'amazonaws.eu'],
  ])('is not documented in %s', (partition, region, suffix) => {
    const [host, documented] = [
      `s3.${region}.${suffix}`,
      `s3.${region}.amazonaws.com`,
    ];
    expect(through(partition, region, host)).toBe('unknown');
    expect(through(partition, region, documented)).toBe('unknown');
    expect(through(partition, region, host, documented)).toBe('yes');
    expect(through(partition, region, `s3.other.${suffix}`)).toBe('no');
  });

  it('is, where it ends as host names do', () => {
    expect(through('aws', 'us-east-1', 's3.us-east-1.amazonaws.com')).toBe(
      'yes',
    );
    expect(through('aws', 'us-east-1', 's3.us-east-1.amazonaws.eu')).toBe('no');
  });
});

describe('the ACL of a log', () => {
  it.each<[string, Asked]>([
    ['the role’s policy', { policies: [EVERYTHING_IN_S3, policy(denyAcl())] }],
    [
      'the bucket’s policy',
      {
        bucket: {
          policy: policy(
            denyAcl({
              Principal: '*',
              Resource: 'arn:aws:s3:::corp-logs/*',
            }),
          ),
        },
      },
    ],
    [
      'a statement that is open itself',
      {
        policies: [
          EVERYTHING_IN_S3,
          policy(denyAcl({ Condition: AT_AN_ENDPOINT })),
        ],
      },
    ],
    [
      'one beside no permission',
      {
        policies: [
          policy(CORE, allow('s3:PutObject'), {
            ...denyAcl(),
            Condition: AT_AN_ENDPOINT,
          }),
        ],
      },
    ],
    [
      'one beside a boundary that leaves it out',
      {
        boundary: policy(CORE, allow('s3:PutObject'), allow('s3:Get*')),
        policies: [
          EVERYTHING_IN_S3,
          policy(denyAcl({ Condition: AT_AN_ENDPOINT })),
        ],
      },
    ],
    ['a boundary', { boundary: policy(allow('*'), denyAcl()) }],
  ])('is open within the account where %s denies it', (_, input) => {
    const readiness = asked({ bucket: { encryption: 'AES256' }, ...input });
    expect(readiness.logged.s3).toBe('unknown');
    expect(
      readiness.problems.find(({ code }) => code === 's3-put-acl-denied'),
    ).toMatchObject({
      severity: 'unknown',
      action: 's3:PutObjectAcl',
      resource: 'arn:aws:s3:::corp-logs/*',
      decisive: [{ statement: { Effect: 'Deny' } }],
      repair: {
        sentences: [
          { id: 'settle-denied-acl', values: { action: 's3:PutObjectAcl' } },
        ],
      },
    });
    expect(headline(readiness).text).toBe(
      'Sessions start. It is unknown whether logs reach S3: a statement denies s3:PutObjectAcl.',
    );
  });

  it('needs no permission within the account, and is refused between two', () => {
    const policies = [policy(CORE, allow(['s3:PutObject', 's3:Get*']))];
    const boundary = policy(CORE, allow('s3:PutObject'));
    expect(asked({ policies })).toMatchObject({
      logged: { s3: 'yes' },
      problems: [],
    });
    expect(
      predict({
        ...session(
          { policies, boundary },
          { s3BucketName: 'corp-logs' },
          {
            bucket: {
              known: {
                exists: true,
                region: 'us-east-1',
                ownerAccountId: ACCOUNT,
              },
            },
          },
        ),
      }).logged.s3,
    ).toBe('yes');
    expect(asked({ policies, bucket: FOREIGN })).toMatchObject({
      logged: { s3: 'no' },
      problems: [{ code: 's3-put-acl-denied', severity: 'error' }],
    });
    expect(
      asked({
        policies: [EVERYTHING_IN_S3, policy(denyAcl())],
        bucket: FOREIGN,
      }).logged.s3,
    ).toBe('no');
  });
});

describe('what is known to stop a session, whatever else is open', () => {
  const open = policy({
    Effect: 'Deny',
    Action: ['s3:GetEncryptionConfiguration', 'logs:DescribeLogGroups'],
    Resource: '*',
    Condition: AT_AN_ENDPOINT,
  });
  const policies = [EVERYTHING_IN_S3, open];

  it.each<[string, Asked, Verdicts]>([
    [
      'no encryption of the bucket',
      { preferences: { s3EncryptionEnabled: true } },
      ['no', ['s3-encryption-check-denied', 's3-encryption-check-failed']],
    ],
    [
      'one that the agent does not count',
      {
        preferences: { s3EncryptionEnabled: true },
        bucket: { encryption: 'aws:kms:dsse' },
      },
      ['no', ['s3-encryption-check-denied', 's3-bucket-not-encrypted']],
    ],
    [
      'a bucket that is encrypted',
      {
        preferences: { s3EncryptionEnabled: true },
        bucket: { encryption: 'AES256' },
      },
      ['unknown', ['s3-encryption-check-denied']],
    ],
    [
      'a bucket whose encryption is open as well',
      {
        preferences: { s3EncryptionEnabled: true },
        bucket: {
          unknown: { encryption: { reason: 'Not read.', settle: 'Read it.' } },
        },
      },
      ['unknown', ['s3-encryption-check-denied']],
    ],
    [
      'a look that is refused, behind which is nothing to find',
      {
        policies: [policy(CORE, allow('s3:PutObject'))],
        preferences: { s3EncryptionEnabled: true },
      },
      ['no', ['s3-encryption-check-denied']],
    ],
    [
      'no key of the log group',
      {
        preferences: {
          s3BucketName: '',
          cloudWatchLogGroupName: '/ssm',
          cloudWatchEncryptionEnabled: true,
        },
      },
      ['no', ['cw-encryption-check-denied', 'cw-group-not-encrypted']],
    ],
    [
      'a log group that is not there',
      {
        preferences: {
          s3BucketName: '',
          cloudWatchLogGroupName: '/ssm',
          cloudWatchEncryptionEnabled: true,
        },
        facts: { logGroup: { known: { exists: false } } },
      },
      ['no', ['cw-encryption-check-denied', 'cw-encryption-group-missing']],
    ],
    [
      'a log group with a key',
      {
        preferences: {
          s3BucketName: '',
          cloudWatchLogGroupName: '/ssm',
          cloudWatchEncryptionEnabled: true,
        },
        facts: { logGroup: { known: { exists: true, kmsKeyArn: KEY } } },
      },
      ['unknown', ['cw-encryption-check-denied']],
    ],
  ])('%s', (_, input, [starts, codes]) => {
    const readiness = asked({ policies, ...input });
    expect(readiness.starts).toBe(starts);
    expect(
      readiness.problems
        .filter(({ stage }) => stage === 'start')
        .map(({ code }) => code),
    ).toEqual(codes);
  });

  it('says only what is sure to be said', () => {
    const { problems } = asked({
      policies,
      preferences: { s3EncryptionEnabled: true },
    });
    expect(problems.map(({ agentMessage }) => agentMessage)).toEqual(
      problems.map(() => undefined),
    );
  });
});

type Verdicts = [starts: 'no' | 'unknown', codes: Problem['code'][]];

describe('a bucket of which nothing is known', () => {
  const nothing: Fact<never> = {
    unknown: { reason: 'The portal may not read it.', settle: 'Allow it.' },
  };
  const of = (...statements: PolicyStatement[]) =>
    predict(
      session(
        { policies: [policy(CORE, ...statements)] },
        { s3BucketName: 'corp-logs' },
        { bucket: nothing },
      ),
    );

  it('is refused to a role that is denied it all the same', () => {
    expect(
      of(allow('s3:*'), {
        ...allow('s3:PutObject', 'arn:aws:s3:::corp-logs/*'),
        Effect: 'Deny',
      }),
    ).toMatchObject({
      logged: { s3: 'no' },
      problems: [
        { code: 's3-put-denied', severity: 'error', refusedBy: ['deny'] },
      ],
    });
  });

  it('may let in a role that is allowed it, and one that is not', () => {
    for (const statements of [[allow('s3:*')], []]) {
      expect(of(...statements)).toMatchObject({
        logged: { s3: 'unknown' },
        problems: [
          {
            code: 's3-put-denied',
            severity: 'unknown',
            repair: { text: 'Allow it.' },
          },
        ],
      });
    }
  });
});
