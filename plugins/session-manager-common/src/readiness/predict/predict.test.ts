import { PolicyStatement } from '../../policy/PolicyDocument';
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
  headlineOf,
  trusting,
} from '../__testUtils__/sessions';
import { causeOf } from '../explain/causes';
import { Fact, SessionFacts } from '../model/facts';
import { headline } from '../explain/headline';
import { predict } from './predict';
import { Problem } from '../model/Readiness';

const codes = ({ problems }: { problems: Problem[] }) =>
  problems.map(({ code }) => code);

describe('unknown outcomes are reported with a remedy', () => {
  const missing = (reason: string): Fact<never> => ({
    unknown: { reason, remedy: `Allow ${reason}.` },
  });
  const remediesIn = (facts: Partial<SessionFacts>) =>
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
  ])('%j', (facts, code, remedy) => {
    expect(remediesIn(facts)).toContainEqual([
      code,
      'unknown',
      undefined,
      remedy,
    ]);
  });

  it('names the keys of an unknown condition', () => {
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
      decisive: [{ unknownKeys: ['aws:SourceIp'] }],
      repair: {
        text: 'Whether ssm:UpdateInstanceInformation is allowed depends on aws:SourceIp, which is unknown here: check the statements listed.',
      },
    });
  });

  it.each(['aws:ResourceAccount', 's3:ResourceAccount'])(
    'does not assume that an unknown bucket belongs to the account: %s',
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

  it('knows the condition keys that role sessions never have', () => {
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

  it('determines a principal tag from the role’s tags', () => {
    const tagged = policy({
      ...CORE,
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'web' } },
    });
    const state = (tags?: Record<string, string>) =>
      headlineOf({ policies: [tagged], tags }).state;
    expect(state()).toBe('unknown');
    expect(state({ team: 'web' })).toBe('ready');
    expect(state({ team: 'db' })).toBe('sessions-fail');
    expect(state({})).toBe('sessions-fail');
  });

  it('names NotPrincipal if it decides', () => {
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
            id: 'unknown-principal',
            values: { action: 's3:PutObject', element: 'NotPrincipal' },
          },
        ],
      },
    });
    expect(put && causeOf(put).id).toBe('depends-on-principal');
  });

  it('names Principal if it decides', () => {
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
          id: 'unknown-principal',
          values: { action: 's3:PutObject', element: 'Principal' },
        },
      ],
    });
  });

  it('names the resource if an unknown part of it decides', () => {
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
              id: 'unknown-resource',
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

  it('reports that policies are too complex to evaluate', () => {
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
            id: 'policies-too-complex',
            values: { action: 'ssm:UpdateInstanceInformation' },
          },
        ],
      },
    });
    expect(causeOf(problems[0]).id).toBe('policies-too-complex');
  });

  it('treats an unread boundary as unknown', () => {
    expect(
      headlineOf({ policies: [policy(CORE)], boundary: 'unknown' }),
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

  it('is the missing statement, on a resource that a policy can name', () => {
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

  it('lists who else must act and the statement that each must add', () => {
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

  it('is for the key’s owner and for the role, through S3 only', () => {
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

  it('is no statement if a boundary would still deny the call', () => {
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
  const hostManagementRole = {
    ...trusting('ssm.amazonaws.com'),
    arn: `${ROLE}-dhm`,
    policies: [policy(CORE)],
  };
  const own = { policies: [policy(LOGS)] };

  it('replaces a role that cannot register the node', () => {
    const readiness = predict(
      session(
        own,
        {},
        { defaultHostManagement: { known: hostManagementRole } },
      ),
    );
    expect(readiness).toMatchObject({
      online: 'yes',
      insteadOfRole: hostManagementRole.arn,
      problems: [{ severity: 'info', repair: { kind: 'allow' } }],
    });
    expect(headline(readiness).text).toBe(
      `Sessions start. Session logging is off in the session preferences. The node does not use this role. It uses ${hostManagementRole.arn}, which Default Host Management provides.`,
    );
  });

  it('may replace the role if it is unknown whether it is on', () => {
    const readiness = predict(
      session(own, EVERYTHING, {
        defaultHostManagement: {
          unknown: { reason: 'r', remedy: 'Allow ssm:GetServiceSetting.' },
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

  it('leaves outcomes that are equal for both roles certain, and others unknown', () => {
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
              known: {
                ...hostManagementRole,
                policies: [policy(...statements)],
              },
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

  it('is off if the fact is absent, and does not apply to hybrid nodes', () => {
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
          defaultHostManagement: { known: hostManagementRole },
        },
      ),
    );
    expect(codes(hybrid)).toContain('create-control-channel-denied');
    expect(hybrid.insteadOfRole).toBeUndefined();
  });
});

it('throws if the ARN is not a role ARN', () => {
  expect(() => predict(session({ arn: 'arn:aws:iam::1:user/ada' }))).toThrow(
    '"arn:aws:iam::1:user/ada" is not the ARN of a role',
  );
});
