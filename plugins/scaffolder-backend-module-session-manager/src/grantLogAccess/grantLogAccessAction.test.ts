import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  resolveRoleSpec,
  RoleSpec,
  roleTags,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { validate } from 'jsonschema';
import { assumeAccount, clientConfig, LocalAws } from 'local-aws';
import { parse } from 'yaml';
import { useLocalAws } from '../__testUtils__/localAws';
import { runAction } from '../__testUtils__/runAction';
import { examples } from './examples';
import { noBackend, openGate, testGuards } from '../__testUtils__/gate';
import { expectDescribed } from '../__testUtils__/expectDescribed';
import { grantLogAccessAction } from './grantLogAccessAction';

jest.setTimeout(300_000);

const AUDIT = '777788889999';
const CONFIG = {
  aws: {
    mainAccount: { region: 'us-east-1' },
    accounts: [
      { accountId: AUDIT, roleName: 'portal' },
      { accountId: '444455556666', roleName: 'portal' },
    ],
  },
  sessionManager: {
    accounts: [
      { accountId: '111122223333', name: 'development' },
      { accountId: AUDIT, name: 'audit', allow: { buckets: ['audit-*'] } },
      {
        accountId: '444455556666',
        name: 'production',
        approval: { approvers: ['group:default/cloud-security'] },
      },
    ],
  },
};
const INPUT = {
  roleName: 'payments-session-role',
  s3: {
    bucket: 'audit-session-logs',
    prefix: 'payments',
    bucketOwner: AUDIT,
  },
};

describe('session-manager:log-access:grant', () => {
  let aws: LocalAws;
  let s3: S3Client;
  let kmsKeyArn: string;
  let action: ReturnType<typeof grantLogAccessAction>;

  beforeAll(async () => {
    aws = await useLocalAws();
  });

  beforeEach(async () => {
    await aws.reset();
    const audit = await assumeAccount(aws.env, AUDIT);
    s3 = new S3Client(audit);
    await s3.send(new CreateBucketCommand({ Bucket: INPUT.s3.bucket }));
    const { KeyMetadata } = await new KMSClient(audit).send(
      new CreateKeyCommand({}),
    );
    kmsKeyArn = KeyMetadata?.Arn ?? '';
    await recordRole(INPUT);
    action = grantLogAccessAction({
      ...openGate(
        AwsAccounts.fromConfig(mockServices.rootConfig({ data: CONFIG })),
      ),
      settleMs: 50,
    });
  });

  afterAll(() => aws.stop());

  /** Creates a role with its spec in its tags, as the portal does. */
  async function recordRole(wanted: RoleSpec) {
    const spec = resolveRoleSpec(wanted, {
      accountId: '111122223333',
      partition: 'aws',
    });
    await new IAMClient(clientConfig(aws.env)).send(
      new CreateRoleCommand({
        RoleName: spec.roleName,
        Path: spec.path,
        AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
        Tags: Object.entries(roleTags(spec)).map(([Key, Value]) => ({
          Key,
          Value,
        })),
      }),
    );
  }

  const run = (
    input: object = INPUT,
    overrides: Partial<Parameters<typeof action.handler>[0]> = {},
  ) => runAction(action, input, overrides);

  const bucketPolicy = async () => {
    const { Policy } = await s3.send(
      new GetBucketPolicyCommand({ Bucket: INPUT.s3.bucket }),
    );
    return Policy;
  };

  it('grants, logs what it did, and changes nothing the second time', async () => {
    const { outputs, log } = await run();

    expect(outputs.changes).toMatchObject([
      {
        kind: 'create',
        resource: 'bucket-policy-statement',
        arn: 'arn:aws:s3:::audit-session-logs',
        name: expect.stringMatching(/^SessionLogs\w{12}$/),
        after: { Resource: 'arn:aws:s3:::audit-session-logs/payments/*' },
      },
      { kind: 'create', after: { Action: 's3:GetEncryptionConfiguration' } },
    ]);
    expect(validate(outputs, action.schema?.output ?? {}).errors).toEqual([]);
    expect(log).toEqual([
      expect.stringMatching(/^Added statement SessionLogs\w+ to the policy of/),
      expect.stringMatching(/^Added statement SessionLogsEncryption/),
    ]);
    expect(noBackend.reportChanges.mock.lastCall?.[0]).toEqual([
      { what: 'environment', accountId: AUDIT },
    ]);
    // The role of this test has no policy and no profile.
    expect(outputs.readiness).toMatchObject({
      region: 'us-east-1',
      state: 'sessions-fail',
    });
    expect(await bucketPolicy()).toContain(
      'arn:aws:iam::111122223333:role/payments-session-role',
    );

    const again = await run();
    expect(again.outputs.changes).toEqual([]);
    expect(again.log).toEqual(['No changes: already in sync']);
  });

  it('shows the changes in a dry run, and writes nothing', async () => {
    const { outputs, log } = await run(INPUT, { isDryRun: true });

    expect(outputs.changes).toHaveLength(2);
    expect(log[0]).toMatch(/^Would: Add statement SessionLogs/);
    await expect(bucketPolicy()).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
    });
  });

  describe('a revocation that names no bucket', () => {
    const revocation = { roleName: 'recorded', revoke: true };

    it('removes the statements for the bucket in the role’s tags, and no others', async () => {
      await recordRole({ ...INPUT, roleName: 'recorded', path: '/team/' });
      await run();
      const others = await bucketPolicy();
      await run({ ...INPUT, roleName: 'recorded', path: '/team/' });
      expect(await bucketPolicy()).not.toBe(others);

      const dry = await run(revocation, { isDryRun: true });
      const { outputs } = await run(revocation);

      expect(dry.outputs.changes).toEqual(outputs.changes);
      expect(outputs.changes).toMatchObject([
        { kind: 'delete', before: { Action: expect.anything() } },
        { kind: 'delete', before: { Action: expect.anything() } },
      ]);
      expect(JSON.parse((await bucketPolicy()) ?? '')).toEqual(
        JSON.parse(others ?? ''),
      );
      expect((await run(revocation)).outputs.changes).toEqual([]);
    });

    it.each([
      ['has a bucket of its own account', { bucket: 'own-logs' }, revocation],
      ['has no logs', undefined, revocation],
      ['is at another path', INPUT.s3, { ...revocation, path: '/other/' }],
      ['was deleted before', INPUT.s3, { ...revocation, roleName: 'gone' }],
    ])('does nothing if the role %s', async (_, logs, input) => {
      await recordRole({ roleName: 'recorded', path: '/team/', s3: logs });

      const { outputs, log } = await run(input);

      expect(outputs.changes).toEqual([]);
      expect(log).toEqual([
        expect.stringMatching(/^Nothing to revoke: the tags of the role/),
      ]);
    });
  });

  it('refuses an owner that is not configured and names it', async () => {
    await expect(
      run({ ...INPUT, s3: { ...INPUT.s3, bucketOwner: '999900001111' } }),
    ).rejects.toThrow(/999900001111 is not configured.*777788889999 \(audit\)/);
  });

  it('refuses an owner that requires an approval, but shows the changes', async () => {
    const input = {
      ...INPUT,
      s3: { bucket: 'prod-logs', bucketOwner: '444455556666' },
    };
    const production = await assumeAccount(aws.env, '444455556666');
    await new S3Client(production).send(
      new CreateBucketCommand({ Bucket: 'prod-logs' }),
    );

    await expect(run(input)).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /^production \(444455556666\) requires an approval \(by group:default\/cloud-security\)/,
      ),
    });
    const { outputs } = await run(input, { isDryRun: true });
    expect(outputs.changes).toHaveLength(2);
    await expect(run({ ...input, revoke: true })).resolves.toMatchObject({
      outputs: { changes: [] },
    });
  });

  describe('for users who may create the role, but not grant access to the bucket', () => {
    const checks: unknown[] = [];

    beforeEach(() => {
      checks.length = 0;
      const permissions = mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ permission, resourceRef }) => {
            checks.push([permission.name, resourceRef]);
            return {
              result: resourceRef?.startsWith(AUDIT)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
            };
          }),
      });
      action = grantLogAccessAction({
        ...openGate(
          AwsAccounts.fromConfig(mockServices.rootConfig({ data: CONFIG })),
        ),
        guards: testGuards({ permissions }),
        settleMs: 50,
      });
    });

    it.each([
      ['a run', {}, {}],
      ['a dry run', {}, { isDryRun: true }],
      ['a revocation', { revoke: true }, {}],
    ])('refuses %s, and writes nothing', async (_, more, overrides) => {
      await expect(run({ ...INPUT, ...more }, overrides)).rejects.toMatchObject(
        {
          name: 'NotAllowedError',
          message: `The person who started this task is not allowed to change who may write session logs to the bucket audit-session-logs in account ${AUDIT}, for the role payments-session-role in account 111122223333 (permission session-manager.log-access.grant). Nothing was done.`,
        },
      );
      expect(checks).toEqual([
        ['session-manager.role.create', '111122223333/payments-session-role'],
        [
          'session-manager.log-access.grant',
          `${AUDIT}/audit-session-logs<-111122223333/payments-session-role`,
        ],
      ]);
      await expect(bucketPolicy()).rejects.toMatchObject({
        name: 'NoSuchBucketPolicy',
      });
    });
  });

  it.each([
    [
      'a bucket that the owner’s settings do not allow',
      { s3: { bucket: 'payroll', bucketOwner: AUDIT } },
      /^s3\.bucket: "payroll" is not among what account audit allows: audit-\*/,
    ],
    [
      'the role’s own account as the owner',
      { s3: { bucket: 'audit-logs', bucketOwner: '111122223333' } },
      /^s3\.bucketOwner: must differ from the role’s account/,
    ],
    [
      'no owner',
      { s3: { bucket: 'audit-logs' } },
      /^s3\.bucketOwner: must differ from the role’s account/,
    ],
    [
      'a key of a third account',
      {
        s3: {
          ...INPUT.s3,
          kmsKeyArn: 'arn:aws:kms:us-east-1:999900001111:key/a',
        },
      },
      /^s3\.kmsKeyArn: belongs to account 999900001111/,
    ],
    [
      'a wildcard in the prefix',
      { s3: { ...INPUT.s3, prefix: '*' } },
      /^s3\.prefix: /,
    ],
    ['a wildcard in the role', { roleName: 'web*' }, /^roleName: /],
    ['an invalid path', { path: '/a' }, /^path: /],
  ])('refuses %s', async (_, fault, message) => {
    await expect(run({ ...INPUT, ...fault })).rejects.toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(message),
      }),
    );
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [{ input, action: id }] = parse(example).steps;
    expect(id).toBe(action.id);
    expect(validate(input, action.schema?.input ?? {}).errors).toEqual([]);
    if (input.s3?.kmsKeyArn) {
      input.s3.kmsKeyArn = kmsKeyArn;
    }
    if (input.revoke) {
      await run({ s3: INPUT.s3, ...input, revoke: false });
    }

    const { outputs } = await run(input);

    expect(outputs.changes).not.toEqual([]);
    expect((await run(input)).outputs.changes).toEqual([]);
  });

  it('describes every input and output', () => {
    expectDescribed(action);
  });

  it.each([
    ['roleName', { s3: INPUT.s3 }],
    ['s3.bucketOwner', { roleName: INPUT.roleName }],
  ])('requires %s without a request', async (field, input) => {
    await expect(run(input)).rejects.toThrow(`${field}: `);
  });
});
