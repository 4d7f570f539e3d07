import { PolicyStatement } from '../policy/PolicyDocument';
import {
  ACCOUNT,
  allow,
  BUCKET,
  BUCKET_KEY,
  CORE,
  EVERYTHING,
  KEY,
  LOGS,
  policy,
  ROLE,
  session,
  told,
  trusting,
} from './__testUtils__/sessions';
import { causeOf } from './causes';
import { Fact, SessionFacts } from './facts';
import { headline } from './headline';
import { predict } from './predict';
import { Problem } from './Readiness';

const codes = ({ problems }: { problems: Problem[] }) =>
  problems.map(({ code }) => code);

describe('what is not known is said, with what would settle it', () => {
  const missing = (reason: string): Fact<never> => ({
    unknown: { reason, settle: `Allow ${reason}.` },
  });
  const settles = (facts: Partial<SessionFacts>) =>
    predict(
      session(
        {
          policies: [policy(CORE, LOGS, ...BUCKET, allow('kms:Decrypt', KEY))],
        },
        { ...EVERYTHING, cloudWatchEncryptionEnabled: true },
        facts,
      ),
    ).problems.map(({ code, severity, agentMessage, repair }) => [
      code,
      severity,
      agentMessage,
      repair.kind === 'advice' ? repair.text : '',
    ]);

  it.each<[Partial<SessionFacts>, string, string]>([
    [
      { logGroup: missing('logs:DescribeLogGroups') },
      'cw-group-not-encrypted',
      'Allow logs:DescribeLogGroups.',
    ],
    [
      { logGroup: undefined },
      'cw-group-not-encrypted',
      'Specify whether the log group /ssm/sessions exists and has a KMS key.',
    ],
    [
      { bucket: missing('s3:GetEncryptionConfiguration') },
      's3-put-denied',
      'Allow s3:GetEncryptionConfiguration.',
    ],
    [
      { bucket: undefined },
      's3-put-denied',
      'Specify the owner, region and encryption of the bucket corp-logs.',
    ],
    [
      { sessionKeyPolicy: missing('kms:GetKeyPolicy') },
      'session-key-decrypt-denied',
      'Allow kms:GetKeyPolicy.',
    ],
  ])('%j', (facts, code, settle) => {
    expect(settles(facts)).toContainEqual([code, 'unknown', undefined, settle]);
  });

  it('names the keys that a condition depends on', () => {
    const { problems } = predict(
      session({
        policies: [
          policy({
            ...CORE,
            Condition: {
              IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
              Bool: { 'aws:SecureTransport': 'true' },
            },
          }),
        ],
      }),
    );
    expect(problems[0]).toMatchObject({
      decisive: [{ unsettled: ['aws:SourceIp'] }],
      repair: {
        text: 'Whether ssm:UpdateInstanceInformation is allowed depends on aws:SourceIp, which is unknown here: check the statements listed.',
      },
    });
  });

  it.each(['aws:ResourceAccount', 's3:ResourceAccount'])(
    'does not take a bucket that nobody knows for the role’s own: %s',
    key => {
      const deniedIn = (bucket: SessionFacts['bucket'], s3 = {}) =>
        predict(
          session(
            {
              policies: [
                policy(CORE, ...BUCKET, {
                  Effect: 'Deny',
                  Action: 's3:*',
                  Resource: '*',
                  Condition: { StringEquals: { [key]: ACCOUNT } },
                }),
              ],
            },
            { s3BucketName: 'corp-logs', ...s3 },
            { bucket },
          ),
        );
      for (const bucket of [undefined, missing('s3:GetBucketLocation')]) {
        const lost = deniedIn(bucket);
        expect(lost.logged.s3).toBe('unknown');
        expect(lost.problems.map(({ severity }) => severity)).toEqual([
          'unknown',
        ]);
        const stopped = deniedIn(bucket, { s3EncryptionEnabled: true });
        expect(stopped.starts).toBe('unknown');
        expect(
          stopped.problems.filter(({ severity }) => severity === 'error'),
        ).toEqual([]);
      }
      const own = {
        exists: true,
        region: 'us-east-1',
        ownerAccountId: ACCOUNT,
      };
      expect(deniedIn({ known: own }).logged.s3).toBe('no');
      expect(
        deniedIn({ known: { ...own, ownerAccountId: '444455556666' } }).logged
          .s3,
      ).not.toBe('unknown');
    },
  );

  it('knows which condition keys no session of a role has', () => {
    const denies = (Condition: PolicyStatement['Condition']) =>
      policy({ Effect: 'Deny', Action: '*', Resource: '*', Condition });
    const withDenials = predict(
      session({
        policies: [
          policy(CORE),
          denies({ Null: { 'aws:username': 'false' } }),
          denies({ Null: { 'aws:SourceArn': 'false' } }),
          denies({ StringNotEquals: { 'aws:PrincipalType': 'AssumedRole' } }),
          denies({ Bool: { 'aws:PrincipalIsAWSService': 'true' } }),
        ],
      }),
    );
    expect(withDenials).toMatchObject({ starts: 'yes', problems: [] });
  });

  it('settles a tag once the role’s tags are told', () => {
    const tagged = policy({
      ...CORE,
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'web' } },
    });
    const state = (tags?: Record<string, string>) =>
      told({ policies: [tagged], tags }).state;
    expect(state()).toBe('unknown');
    expect(state({ team: 'web' })).toBe('ready');
    expect(state({ team: 'db' })).toBe('sessions-fail');
    expect(state({})).toBe('sessions-fail');
  });

  it('names NotPrincipal where that decides', () => {
    const readiness = predict(
      session(
        { policies: [policy(CORE, ...BUCKET, allow('kms:GenerateDataKey'))] },
        { s3BucketName: 'corp-logs' },
        {
          bucket: {
            known: {
              exists: true,
              region: 'us-east-1',
              ownerAccountId: ACCOUNT,
              encryption: 'AES256',
              policy: policy({
                Effect: 'Deny',
                NotPrincipal: {
                  AWS: [
                    ROLE,
                    `arn:aws:iam::${ACCOUNT}:root`,
                    `arn:aws:sts::${ACCOUNT}:assumed-role/web/i-0123`,
                  ],
                },
                Action: 's3:*',
                Resource: [
                  'arn:aws:s3:::corp-logs',
                  'arn:aws:s3:::corp-logs/*',
                ],
              }),
            },
          },
        },
      ),
    );
    const put = readiness.problems.find(({ code }) => code === 's3-put-denied');
    expect(put).toMatchObject({
      severity: 'unknown',
      repair: {
        sentences: [
          {
            id: 'settle-principal',
            values: { action: 's3:PutObject', element: 'NotPrincipal' },
          },
        ],
      },
    });
    expect(put && causeOf(put).id).toBe('depends-on-principal');
  });

  it('names Principal where that decides', () => {
    const { problems } = predict(
      session(
        { policies: [policy(allow('*'))] },
        { s3BucketName: 'corp-logs' },
        {
          bucket: {
            known: {
              exists: true,
              region: 'us-east-1',
              ownerAccountId: '444455556666',
              policy: policy(
                allow('s3:*', '*', {
                  Principal: {
                    AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/web/i-0123`,
                  },
                }),
              ),
            },
          },
        },
      ),
    );
    expect(
      problems.find(({ code }) => code === 's3-bucket-policy-missing')?.repair,
    ).toMatchObject({
      sentences: [
        {
          id: 'settle-principal',
          values: { action: 's3:PutObject', element: 'Principal' },
        },
      ],
    });
  });

  it('names the resource where a part of it decides', () => {
    const { problems } = predict(
      session(
        {
          policies: [
            policy(
              CORE,
              allow('kms:*'),
              allow('s3:*', 'arn:aws:s3:::corp-logs'),
              allow('s3:PutObject', 'arn:aws:s3:::corp-logs/ada-*'),
            ),
          ],
        },
        { s3BucketName: 'corp-logs' },
      ),
    );
    expect(problems).toMatchObject([
      {
        code: 's3-put-denied',
        severity: 'unknown',
        repair: {
          sentences: [
            {
              id: 'settle-resource',
              values: {
                action: 's3:PutObject',
                resource: 'arn:aws:s3:::corp-logs/*',
              },
            },
          ],
        },
      },
    ]);
  });

  it('says that policies are too complex to evaluate', () => {
    const slow = Array.from({ length: 700 }, (_, index) =>
      allow('*', `*${'a*'.repeat(60)}:${'a*'.repeat(60)}b${index}`),
    );
    const { online, problems } = predict(
      session({ policies: [policy(...slow, CORE)] }),
    );
    expect(online).toBe('unknown');
    expect(problems[0]).toMatchObject({
      severity: 'unknown',
      repair: {
        sentences: [
          {
            id: 'settle-complex',
            values: { action: 'ssm:UpdateInstanceInformation' },
          },
        ],
      },
    });
    expect(causeOf(problems[0]).id).toBe('policies-too-complex');
  });

  it('does not take an unread boundary for none', () => {
    expect(
      told({ policies: [policy(CORE)], boundary: 'unknown' }),
    ).toMatchObject({
      state: 'unknown',
      text: 'It is unknown whether the node comes online: the role’s permissions boundary could not be read.',
    });
  });
});

describe('a repair', () => {
  const repairOf = (
    code: Problem['code'],
    ...input: Parameters<typeof session>
  ) =>
    predict(session(...input)).problems.find(one => one.code === code)?.repair;

  it('is the statement that the role lacks, on what a policy can name', () => {
    const core = { policies: [policy(CORE)] };
    const preferences = { ...EVERYTHING, s3KeyPrefix: 'web' };
    const statement = (code: Problem['code']) =>
      repairOf(code, core, preferences);
    expect(statement('cw-streaming-dropped')).toEqual({
      kind: 'allow',
      statement: allow(
        'logs:DescribeLogGroups',
        `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:*`,
      ),
    });
    expect(statement('s3-put-denied')).toEqual({
      kind: 'allow',
      statement: allow('s3:PutObject', 'arn:aws:s3:::corp-logs/web/*'),
    });
    expect(statement('s3-key-generate-denied')).toEqual({
      kind: 'allow',
      statement: allow('kms:GenerateDataKey', BUCKET_KEY, {
        Condition: {
          StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
        },
      }),
    });
  });

  it('tells who else must act, and what each must add', () => {
    const owner = '444455556666';
    const foreign: Partial<SessionFacts> = {
      bucket: {
        known: { exists: true, region: 'us-east-1', ownerAccountId: owner },
      },
    };
    const repair = repairOf(
      's3-bucket-policy-missing',
      { policies: [policy(CORE)] },
      { s3BucketName: 'corp-logs' },
      foreign,
    );
    expect(repair).toMatchObject({
      kind: 'advice',
      sentences: [
        {
          id: 'bucket-policy',
          values: { action: 's3:PutObject', bucket: 'corp-logs' },
        },
      ],
      ownerStatement: {
        policy: 'bucket',
        statement: allow(
          ['s3:PutObject', 's3:PutObjectAcl'],
          'arn:aws:s3:::corp-logs/*',
          { Principal: { AWS: ROLE } },
        ),
      },
    });
  });

  it('is for the owner of the key and for the role, through S3 only', () => {
    const key = 'arn:aws:kms:us-east-1:444455556666:key/logs';
    const Condition = {
      StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
    };
    const values = { action: 'kms:GenerateDataKey' };
    expect(
      repairOf(
        's3-key-generate-denied',
        { policies: [policy(CORE, allow('s3:*'))] },
        { s3BucketName: 'corp-logs' },
        {
          bucket: {
            known: {
              exists: true,
              region: 'us-east-1',
              ownerAccountId: ACCOUNT,
              encryption: 'aws:kms',
              kmsKeyArn: key,
            },
          },
          bucketKeyPolicy: { known: policy() },
        },
      ),
    ).toEqual({
      kind: 'advice',
      text: expect.stringMatching(
        /^The role’s policy must allow kms:GenerateDataKey on \S+:key\/logs\. The policy of the key /,
      ),
      sentences: [
        { id: 'role', values: { ...values, resource: key } },
        { id: 'key-policy', values: { ...values, key } },
      ],
      statement: allow('kms:GenerateDataKey', key, { Condition }),
      ownerStatement: {
        policy: 'key',
        statement: allow('kms:GenerateDataKey', '*', {
          Principal: { AWS: ROLE },
          Condition,
        }),
      },
    });
  });

  it('is no statement where a boundary would refuse it all the same', () => {
    const repair = repairOf(
      'session-key-decrypt-denied',
      { policies: [policy(CORE)], boundary: policy(CORE) },
      { kmsKeyId: KEY },
    );
    expect(repair).toMatchObject({
      kind: 'advice',
      sentences: [{ id: 'role' }, { id: 'boundary' }],
      statement: allow('kms:Decrypt', KEY),
    });
  });
});

describe('Default Host Management', () => {
  const lent = {
    ...trusting('ssm.amazonaws.com'),
    arn: `${ROLE}-dhm`,
    policies: [policy(CORE)],
  };
  const own = { policies: [policy(LOGS)] };

  it('runs the node on its own role where the other may not register', () => {
    const readiness = predict(
      session(own, {}, { defaultHostManagement: { known: lent } }),
    );
    expect(readiness).toMatchObject({
      online: 'yes',
      insteadOfRole: lent.arn,
      problems: [{ severity: 'info', repair: { kind: 'allow' } }],
    });
    expect(headline(readiness).text).toBe(
      `Sessions start. Session logging is off in the session preferences. The node does not use this role. It uses ${lent.arn}, which Default Host Management provides.`,
    );
  });

  it('may rescue the node where nobody knows whether it is on', () => {
    const readiness = predict(
      session(own, EVERYTHING, {
        defaultHostManagement: {
          unknown: { reason: 'r', settle: 'Allow ssm:GetServiceSetting.' },
        },
      }),
    );
    expect(readiness).toMatchObject({
      online: 'unknown',
      starts: 'unknown',
      logged: { s3: 'unknown', cloudWatchLogs: 'unknown' },
    });
    expect(readiness.problems[0]).toMatchObject({
      severity: 'unknown',
      repair: { text: 'Allow ssm:GetServiceSetting.' },
    });
  });

  it('leaves sure what is so on both roles, and open what is not', () => {
    const register = allow('ssm:UpdateInstanceInformation');
    const either = (...statements: PolicyStatement[]) =>
      predict(
        session(
          { policies: [policy(register)], trust: undefined },
          {
            s3BucketName: 'corp-logs',
            cloudWatchLogGroupName: '/ssm/sessions',
          },
          {
            defaultHostManagement: {
              known: { ...lent, policies: [policy(...statements)] },
            },
          },
        ),
      );
    expect(either(register)).toMatchObject({
      online: 'no',
      starts: 'no',
      logged: { s3: null, cloudWatchLogs: null },
    });
    const { online, starts, problems } = either(CORE);
    expect([online, starts]).toEqual(['unknown', 'unknown']);
    expect(problems[0].repair).toMatchObject({
      text: expect.stringContaining('iam:GetRole'),
    });
  });

  it('is off unless it is told of, and is not for other machines', () => {
    expect(predict(session(own)).online).toBe('no');
    expect(
      predict(session(own, {}, { defaultHostManagement: { known: undefined } }))
        .online,
    ).toBe('no');
    const hybrid = predict(
      session(
        own,
        {},
        {
          target: 'hybrid',
          defaultHostManagement: { known: lent },
        },
      ),
    );
    expect(codes(hybrid)).toContain('create-control-channel-denied');
    expect(hybrid.insteadOfRole).toBeUndefined();
  });
});

it('refuses what is no role', () => {
  expect(() => predict(session({ arn: 'arn:aws:iam::1:user/ada' }))).toThrow(
    '"arn:aws:iam::1:user/ada" is not the ARN of a role',
  );
});
