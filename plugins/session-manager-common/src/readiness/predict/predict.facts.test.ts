import { PolicyStatement } from '../../policy/PolicyDocument';
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
} from '../__testUtils__/sessions';
import { BucketFacts, Fact, SessionFacts } from '../model/facts';
import { headline } from '../explain/headline';
import { predict, PredictionInput } from './predict';
import { Problem } from '../model/Readiness';

/*
 * Each fact about the environment with a right value, with a wrong value, and
 * unknown.
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

/** A bucket or key policy that allows a role of another account. */
const allowRole = (Action: string, Resource: string | string[]) =>
  policy({ Effect: 'Allow', Principal: { AWS: ROLE }, Action, Resource });
const ofBucket = allowRole('s3:*', [
  'arn:aws:s3:::corp-logs',
  'arn:aws:s3:::corp-logs/*',
]);

interface Input {
  bucket?: Partial<BucketFacts>;
  facts?: Partial<SessionFacts>;
  preferences?: Record<string, unknown>;
  policies?: PredictionInput['role']['policies'];
  boundary?: PredictionInput['role']['boundary'];
}

function predicted({ bucket, facts, preferences, policies, boundary }: Input) {
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
    bucketKeyPolicy: { known: allowRole('kms:*', '*') },
  });

  it.each<[string, Partial<BucketFacts>]>([
    ['in the role’s account', kms(keyArn(ACCOUNT, 'eu-west-1'))],
    [
      'in the owner’s account',
      { ...FOREIGN, ...kms(keyArn(OTHER, 'eu-west-1')) },
    ],
    ['named by alias', kms(`arn:aws:kms:eu-west-1:${ACCOUNT}:alias/logs`)],
    [
      'AWS managed',
      kms(`arn:aws:kms:eu-west-1:${ACCOUNT}:alias/aws/s3`, {
        isAwsManagedKey: true,
      }),
    ],
    [
      'with a bucket in another region',
      { ...kms(OWN_KEY), region: 'eu-west-1' },
    ],
  ])('does not work in another region: %s', (_, bucket) => {
    const readiness = predicted({ bucket });
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

  it('is resolved in the account that writes if it is not named by ARN', () => {
    for (const name of ['alias/logs', '99999999-8888-7777-6666-555555555555']) {
      const foreign = { ...FOREIGN, ...kms(name) };
      // The owner's key is a different one, whatever its name.
      for (const facts of [
        known(OTHER),
        {},
        { bucketKeyPolicy: { known: allowRole('kms:*', '*') } },
      ]) {
        const readiness = predicted({ bucket: foreign, facts });
        expect(readiness.logged.s3).toBe('unknown');
        expect(readiness.problems.map(text)).toContain(
          `Let the owner of the bucket name the key by its ARN, or specify the ARN of the key ${name} in account ${ACCOUNT}.`,
        );
      }
      expect(
        predicted({ bucket: foreign, facts: known(ACCOUNT) }),
      ).toMatchObject({
        logged: { s3: 'yes' },
        problems: [
          {
            code: 's3-owner-cannot-read',
            severity: 'info',
            repair: { sentences: [{ values: { key: name } }] },
          },
        ],
      });
      expect(
        predicted({ bucket: kms(name), facts: known(ACCOUNT) }),
      ).toMatchObject({ logged: { s3: 'yes' }, problems: [] });
      expect(
        predicted({ bucket: kms(name), facts: known(OTHER) }).logged.s3,
      ).toBe('unknown');
    }
    const unread = { reason: 'The portal may not.', remedy: 'Allow it.' };
    expect(
      predicted({
        bucket: { ...FOREIGN, ...kms('alias/logs') },
        facts: { bucketKeyArn: { unknown: unread } },
      }).problems.map(text),
    ).toContain('Allow it.');
  });

  it('is of the role’s account if another account’s bucket names no key: the log arrives, but the owner cannot read it', () => {
    for (const bucket of [
      kms(),
      kms('alias/aws/s3'),
      { encryption: 'aws:kms:dsse' as const },
    ]) {
      const readiness = predicted({ bucket: { ...FOREIGN, ...bucket } });
      expect(readiness.logged.s3).toBe('yes');
      expect(readiness.problems).toEqual([
        expect.objectContaining({
          code: 's3-owner-cannot-read',
          severity: 'info',
        }),
      ]);
      expect(text(readiness.problems[0])).toContain(`account ${ACCOUNT}`);
    }
    expect(predicted({ bucket: kms() })).toMatchObject({
      logged: { s3: 'yes' },
      problems: [],
    });
  });

  it('cannot be used if it is the AWS managed key of another account', () => {
    for (const bucket of [
      kms(`arn:aws:kms:us-east-1:${OTHER}:alias/aws/s3`),
      kms(FOREIGN_KEY, { isAwsManagedKey: true }),
    ]) {
      expect(predicted({ bucket: { ...FOREIGN, ...bucket } })).toMatchObject({
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
    // An alias that only ends like the AWS alias is customer managed.
    expect(
      predicted({
        bucket: { ...FOREIGN, ...kms('alias/of/alias/aws/s3') },
        facts: {},
      }).logged.s3,
    ).toBe('unknown');
  });

  it.each(['bucketKeyPolicy', 'sessionKeyPolicy'] as const)(
    'has a policy that is unknown unless read: %s',
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

  it('is unknown if the encryption of the bucket was not read', () => {
    expect(
      predicted({
        bucket: {
          unknown: { encryption: { reason: 'Not read.', remedy: 'Read it.' } },
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

describe('the host name with which S3 calls KMS', () => {
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

  it('is known if it ends as host names do', () => {
    expect(through('aws', 'us-east-1', 's3.us-east-1.amazonaws.com')).toBe(
      'yes',
    );
    expect(through('aws', 'us-east-1', 's3.us-east-1.amazonaws.eu')).toBe('no');
  });
});

describe('the ACL of a log', () => {
  it.each<[string, Input]>([
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
      'a statement with an unknown condition',
      {
        policies: [
          EVERYTHING_IN_S3,
          policy(denyAcl({ Condition: AT_AN_ENDPOINT })),
        ],
      },
    ],
    [
      'a statement without a permission',
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
      'a statement with a boundary that does not allow it',
      {
        boundary: policy(CORE, allow('s3:PutObject'), allow('s3:Get*')),
        policies: [
          EVERYTHING_IN_S3,
          policy(denyAcl({ Condition: AT_AN_ENDPOINT })),
        ],
      },
    ],
    ['a boundary', { boundary: policy(allow('*'), denyAcl()) }],
  ])('is unknown within the account if %s denies it', (_, input) => {
    const readiness = predicted({ bucket: { encryption: 'AES256' }, ...input });
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
          { id: 'denied-acl', values: { action: 's3:PutObjectAcl' } },
        ],
      },
    });
    expect(headline(readiness).text).toBe(
      'Sessions start. It is unknown whether logs reach S3: a statement denies s3:PutObjectAcl.',
    );
  });

  it('needs no permission within the account, but does between accounts', () => {
    const policies = [policy(CORE, allow(['s3:PutObject', 's3:Get*']))];
    const boundary = policy(CORE, allow('s3:PutObject'));
    expect(predicted({ policies })).toMatchObject({
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
    expect(predicted({ policies, bucket: FOREIGN })).toMatchObject({
      logged: { s3: 'no' },
      problems: [{ code: 's3-put-acl-denied', severity: 'error' }],
    });
    expect(
      predicted({
        policies: [EVERYTHING_IN_S3, policy(denyAcl())],
        bucket: FOREIGN,
      }).logged.s3,
    ).toBe('no');
  });
});

describe('a session that certainly does not start, despite unknown facts', () => {
  const open = policy({
    Effect: 'Deny',
    Action: ['s3:GetEncryptionConfiguration', 'logs:DescribeLogGroups'],
    Resource: '*',
    Condition: AT_AN_ENDPOINT,
  });
  const policies = [EVERYTHING_IN_S3, open];

  it.each<[string, Input, Verdicts]>([
    [
      'a bucket without encryption',
      { preferences: { s3EncryptionEnabled: true } },
      ['no', ['s3-encryption-check-denied', 's3-encryption-check-failed']],
    ],
    [
      'an encryption that the agent does not recognize',
      {
        preferences: { s3EncryptionEnabled: true },
        bucket: { encryption: 'aws:kms:dsse' },
      },
      ['no', ['s3-encryption-check-denied', 's3-bucket-not-encrypted']],
    ],
    [
      'an encrypted bucket',
      {
        preferences: { s3EncryptionEnabled: true },
        bucket: { encryption: 'AES256' },
      },
      ['unknown', ['s3-encryption-check-denied']],
    ],
    [
      'a bucket with unknown encryption',
      {
        preferences: { s3EncryptionEnabled: true },
        bucket: {
          unknown: { encryption: { reason: 'Not read.', remedy: 'Read it.' } },
        },
      },
      ['unknown', ['s3-encryption-check-denied']],
    ],
    [
      'a denied check of a bucket without further problems',
      {
        policies: [policy(CORE, allow('s3:PutObject'))],
        preferences: { s3EncryptionEnabled: true },
      },
      ['no', ['s3-encryption-check-denied']],
    ],
    [
      'a log group without a key',
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
      'a missing log group',
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
  ])('fails because of %s', (_, input, [starts, codes]) => {
    const readiness = predicted({ policies, ...input });
    expect(readiness.starts).toBe(starts);
    expect(
      readiness.problems
        .filter(({ stage }) => stage === 'start')
        .map(({ code }) => code),
    ).toEqual(codes);
  });

  it('reports only messages that are certain', () => {
    const { problems } = predicted({
      policies,
      preferences: { s3EncryptionEnabled: true },
    });
    expect(problems.map(({ agentMessage }) => agentMessage)).toEqual(
      problems.map(() => undefined),
    );
  });
});

type Verdicts = [starts: 'no' | 'unknown', codes: Problem['code'][]];

describe('a bucket without facts', () => {
  const nothing: Fact<never> = {
    unknown: { reason: 'The portal may not read it.', remedy: 'Allow it.' },
  };
  const of = (...statements: PolicyStatement[]) =>
    predict(
      session(
        { policies: [policy(CORE, ...statements)] },
        { s3BucketName: 'corp-logs' },
        { bucket: nothing },
      ),
    );

  it('is denied to a role with an explicit deny', () => {
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

  it('is unknown for a role that is allowed the action and for one that is not', () => {
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
