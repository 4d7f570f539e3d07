import {
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { CreateDocumentCommand } from '@aws-sdk/client-ssm';
import { mockServices } from '@backstage/backend-test-utils';
import { validate } from 'jsonschema';
import {
  accessDenied,
  demoFleet,
  seedDemoFleet,
  LocalAws,
  startAwsProxy,
} from 'local-aws';
import { parse } from 'yaml';
import {
  inventory,
  noKnownRoles,
  testAccounts,
  useLocalAws,
} from '../__testUtils__/localAws';
import { noBackend, openGate } from '../__testUtils__/gate';
import { runAction } from '../__testUtils__/runAction';
import { expectDescribed } from '../__testUtils__/expectDescribed';
import { createRoleAction } from './createRoleAction';
import { examples } from './examples';

jest.setTimeout(300_000);

const INPUT = {
  roleName: 'payments-session-role',
  s3: { bucket: 'corp-session-logs', prefix: 'payments' },
};

/** An empty account has no preferences. */
const SENTENCE =
  'us-east-1: Sessions start. Session logging is off in the session preferences.';

describe('session-manager:role:create', () => {
  let aws: LocalAws;
  let accounts: ReturnType<typeof testAccounts>;
  let iam: IAMClient;
  let action: ReturnType<typeof createRoleAction>;

  beforeAll(async () => {
    aws = await useLocalAws();
  });

  beforeEach(async () => {
    await aws.reset();
    accounts = testAccounts();
    ({ iam } = await accounts.get());
    action = createRoleAction({
      ...openGate(accounts),
      knownRoles: noKnownRoles(),
    });
  });

  afterAll(() => aws.stop());

  type Context = Parameters<typeof action.handler>[0];

  const run = (input: object = INPUT, overrides: Partial<Context> = {}) =>
    runAction(action, input, overrides);

  it('creates a role and sets all outputs', async () => {
    const { outputs } = await run();

    expect(outputs).toEqual({
      roleArn: 'arn:aws:iam::111122223333:role/payments-session-role',
      policyArn:
        'arn:aws:iam::111122223333:policy/payments-session-role-SessionManagerPermissions',
      instanceProfileArn:
        'arn:aws:iam::111122223333:instance-profile/payments-session-role',
      changes: expect.any(Array),
      created: true,
      kept: [],
      consoleUrl:
        'https://console.aws.amazon.com/iam/home#/roles/details/payments-session-role',
      policyDocument: expect.objectContaining({ Version: '2012-10-17' }),
      trustPolicy: expect.objectContaining({ Version: '2012-10-17' }),
      bucketPolicyStatements: [],
      keyPolicyStatements: [],
      readiness: expect.objectContaining({
        region: 'us-east-1',
        state: 'ready',
        starts: 'yes',
      }),
    });
    expect(outputs.changes).toHaveLength(5);
    expect(validate(outputs, action.schema?.output ?? {}).errors).toEqual([]);
    expect(await inventory(iam)).toEqual([1, 1, 1]);
    expect(noBackend.reportChanges.mock.lastCall?.[0]).toEqual([
      {
        what: 'role',
        accountId: '111122223333',
        roleName: 'payments-session-role',
      },
    ]);
  });

  it('logs each step', async () => {
    const { log } = await run();

    expect([...log].sort()).toEqual([
      'Added role payments-session-role to instance profile payments-session-role',
      'Attached policy payments-session-role-SessionManagerPermissions to role payments-session-role',
      'Created instance profile payments-session-role',
      expect.stringMatching(
        /^Created policy payments-session-role-SessionManagerPermissions \(\d statements\)$/,
      ),
      'Created role payments-session-role',
      SENTENCE,
    ]);
  });

  it('warns if sessions will fail on the new role', async () => {
    const warn = jest.fn();
    const logger = mockServices.logger.mock({ warn });
    const account = await accounts.get();
    const { KeyMetadata } = await account
      .kms('us-east-1')
      .send(new CreateKeyCommand({}));
    await account.ssm('us-east-1').send(
      new CreateDocumentCommand({
        Name: 'SSM-SessionManagerRunShell',
        DocumentType: 'Session',
        DocumentFormat: 'JSON',
        Content: JSON.stringify({
          schemaVersion: '1.0',
          sessionType: 'Standard_Stream',
          inputs: { kmsKeyId: KeyMetadata?.Arn },
        }),
      }),
    );

    const { outputs } = await run(INPUT, { logger });

    expect(outputs.readiness).toMatchObject({ state: 'sessions-fail' });
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/^us-east-1: Sessions fail: /)],
    ]);
  });

  it('changes nothing the second time, and logs that', async () => {
    await run();

    const { outputs, log } = await run();

    expect(outputs).toMatchObject({ created: false, changes: [] });
    expect(log).toEqual(['No changes: already in sync', SENTENCE]);
  });

  it('logs the plan in a dry run, and writes nothing', async () => {
    const { outputs, log } = await run(INPUT, { isDryRun: true });

    expect(outputs.changes).toHaveLength(5);
    expect(log).toContain('Would: Create role payments-session-role');
    expect(await inventory(iam)).toEqual([0, 0, 0]);
  });

  it('has no policy ARN for an inline policy and no profile for hybrid nodes', async () => {
    const { outputs } = await run({
      ...INPUT,
      policyType: 'inline',
      target: 'hybrid',
    });

    expect(outputs).not.toHaveProperty('policyArn');
    expect(outputs).not.toHaveProperty('instanceProfileArn');
  });

  it('outputs the statements that the owner of another account’s bucket must add', async () => {
    const { outputs } = await run({
      roleName: 'payments-session-role',
      s3: {
        bucket: 'audit-session-logs',
        bucketOwner: '777788889999',
        kmsKeyArn:
          'arn:aws:kms:us-east-1:777788889999:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      },
    });

    expect(outputs.bucketPolicyStatements).not.toEqual([]);
    expect(outputs.keyPolicyStatements).not.toEqual([]);
  });

  it('reports readiness for the account’s session preferences', async () => {
    const { keyArns } = await seedDemoFleet(aws.env);
    const role = {
      roleName: 'new-session-role',
      kmsKeyArn: keyArns.development,
      s3: {
        bucket: demoFleet.bucket,
        prefix: demoFleet.prefix,
        kmsKeyArn: keyArns.development,
      },
      cloudWatchLogs: { logGroup: demoFleet.logGroups.encrypted },
    };

    const { outputs, log } = await run(role, { isDryRun: true });
    expect(outputs.readiness).toMatchObject({ state: 'ready' });
    expect(log.at(-1)).toBe(
      'us-east-1: Sessions start and are logged to S3 and CloudWatch Logs.',
    );
    expect((await run({ roleName: 'bare' })).outputs.readiness).toMatchObject({
      state: 'sessions-fail',
      problems: expect.arrayContaining([
        expect.objectContaining({ code: 'session-key-decrypt-denied' }),
      ]),
    });

    // Someone removes permissions of the spec from the role.
    await run(role);
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: role.roleName,
        PolicyName: 'by-hand',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Deny',
            Action: 'ssmmessages:OpenDataChannel',
            Resource: '*',
          },
        }),
      }),
    );
    expect((await run(role)).outputs).toMatchObject({
      kept: ['by-hand'],
      readiness: { state: 'sessions-fail' },
    });
  });

  it('creates a role even if its readiness is unknown', async () => {
    const proxy = await startAwsProxy(aws.endpoint);
    proxy.answer(async (call, pass) =>
      call.service === 'ssm' ? accessDenied(call) : pass(),
    );
    process.env.AWS_ENDPOINT_URL = proxy.endpoint;
    try {
      const refused = createRoleAction({
        ...openGate(testAccounts()),
        knownRoles: noKnownRoles(),
      });
      const { outputs, log } = await runAction(refused, INPUT);

      expect(outputs).toMatchObject({
        created: true,
        readiness: { state: 'unknown' },
      });
      expect(log.at(-1)).toBe(
        'us-east-1: It is unknown whether sessions start: the portal is not allowed to read the preferences.',
      );
    } finally {
      process.env.AWS_ENDPOINT_URL = aws.endpoint;
      await proxy.stop();
    }
  });

  it('refuses a role of someone else, and adopts it if requested', async () => {
    await iam.send(
      new CreateRoleCommand({
        RoleName: INPUT.roleName,
        AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
      }),
    );

    await expect(run()).rejects.toThrow(/select "Adopt an existing role"/);
    expect(await inventory(iam)).toEqual([1, 0, 0]);
    const { outputs } = await run({ ...INPUT, adopt: true });

    expect(outputs.created).toBe(false);
    expect(await inventory(iam)).toEqual([1, 1, 1]);
  });

  it('warns if an adoption removes access, and if another tool manages the role', async () => {
    await iam.send(
      new CreateRoleCommand({
        RoleName: INPUT.roleName,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2008-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: ['ec2.amazonaws.com', 'ssm.amazonaws.com'] },
            Action: 'sts:AssumeRole',
          },
        }),
        Tags: [{ Key: 'ManagedBy', Value: 'Terraform' }],
      }),
    );
    const warnings = [
      expect.stringMatching(
        /^The role is managed by Terraform \(tag ManagedBy\), which will revert/,
      ),
      'The trust policy will be replaced: hybrid nodes will no longer be allowed to assume the role.',
    ];

    await expect(run()).rejects.toThrow(/is managed by Terraform/);
    const planned = await run({ ...INPUT, adopt: true }, { isDryRun: true });
    expect(planned.log.slice(0, 2)).toEqual(warnings);
    const { log } = await run({ ...INPUT, adopt: true });
    expect(log.slice(0, 2)).toEqual(warnings);
    expect((await run({ ...INPUT, adopt: true })).log[0]).toBe(
      'No changes: already in sync',
    );
  });

  it('refuses without an approved request if the account requires one', async () => {
    await expect(run({ ...INPUT, accountId: '444455556666' })).rejects.toThrow(
      /production \(444455556666\) requires an approved request/,
    );
  });

  it('shows the plan even if the account requires an approval', async () => {
    const { outputs } = await run(
      { ...INPUT, accountId: '444455556666' },
      { isDryRun: true },
    );

    expect(outputs.changes).toHaveLength(5);
  });

  it('refuses an account that is not configured and lists those that are', async () => {
    await expect(run({ ...INPUT, accountId: '999900001111' })).rejects.toThrow(
      /999900001111 is not configured.*111122223333 \(development\), 444455556666/,
    );
  });

  it.each([
    ['a wildcard', { s3: { bucket: 'corp-*' } }, /^s3\.bucket: /],
    [
      'a policy variable',
      { s3: { bucket: 'logs', prefix: '${aws:x}' } },
      /^s3\.prefix: /,
    ],
    [
      'a control character',
      { roleDescription: 'a\u0007b' },
      /^roleDescription: /,
    ],
    ['a line break in a name', { roleName: 'a\nb' }, /^roleName: /],
    [
      'a key of another account',
      { kmsKeyArn: 'arn:aws:kms:us-east-1:999900001111:key/abc' },
      /^kmsKeyArn: belongs to account 999900001111/,
    ],
    [
      'a key of another partition',
      { kmsKeyArn: 'arn:aws-cn:kms:cn-north-1:111122223333:key/abc' },
      /^kmsKeyArn: is in the partition aws-cn/,
    ],
    ['an unknown field', { rolName: 'x' }, /^rolName: is not a field/],
    ['a reserved tag', { roleTags: { 'aws:x': 'y' } }, /reserved/],
  ])('refuses %s before anything is created', async (_, fault, message) => {
    await expect(run({ ...INPUT, ...fault })).rejects.toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(message),
      }),
    );
    expect(await inventory(iam)).toEqual([0, 0, 0]);
  });

  it('stops between calls when the task is cancelled', async () => {
    const cancel = new AbortController();
    cancel.abort();

    await expect(run(INPUT, { signal: cancel.signal })).rejects.toThrow(
      /^Cancelled\. Done: nothing\./,
    );
    expect(await inventory(iam)).toEqual([0, 0, 0]);
  });

  it('reads first when a task continues after a crash', async () => {
    await run();
    const operations: string[] = [];
    iam.middlewareStack.add(
      (next, context) => args => {
        operations.push(context.commandName ?? '');
        return next(args);
      },
      { step: 'initialize' },
    );
    action = createRoleAction({
      ...openGate(accounts),
      knownRoles: noKnownRoles(),
    });

    await run(INPUT, {
      // The scaffolder's answer if the checkpoint was passed before.
      checkpoint: <T>() => Promise.resolve({} as T),
    });

    expect(operations).not.toContain('CreateRoleCommand');
    expect(operations).toContain('GetRoleCommand');
  });

  it('accepts every field by its JSON schema', () => {
    const key = 'arn:aws:kms:us-east-1:111122223333:key/abc';
    const input = {
      accountId: '111122223333',
      roleName: 'web',
      roleDescription: 'a',
      path: '/session-manager/',
      policyName: 'web',
      policyDescription: 'b',
      policyType: 'managed',
      policyStyle: 'least-privilege',
      kmsKeyArn: key,
      s3: {
        bucket: 'logs',
        prefix: 'a/b',
        bucketOwner: '111122223333',
        kmsKeyArn: key,
      },
      cloudWatchLogs: { logGroup: '/logs', kmsKeyArn: key },
      target: 'ec2',
      instanceProfileName: 'web',
      permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary',
      roleTags: { 'kostenstelle für': 'Büro 1' },
      policyTags: { team: 'ops' },
      entityRef: 'component:default/web',
      requestId: '6f2d6d7e-0d1c-4f0f-9a60-6c0f5c9f0001',
      adopt: false,
      exclusive: false,
      rollback: true,
    };
    const schema = action.schema?.input ?? {};

    expect(validate(input, schema).errors).toEqual([]);
    expect(Object.keys(input).sort()).toEqual(
      Object.keys(schema.properties ?? {}).sort(),
    );
    expect(validate({ ...input, rolName: 'x' }, schema).valid).toBe(false);
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [{ input, action: id }] = parse(example).steps;
    expect(id).toBe(action.id);
    expect(validate(input, action.schema?.input ?? {}).errors).toEqual([]);
    if (input.adopt) {
      await iam.send(
        new CreateRoleCommand({
          RoleName: input.roleName,
          AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
        }),
      );
    }

    const { outputs } = await run(input);

    const { Role } = await iam.send(
      new GetRoleCommand({ RoleName: input.roleName }),
    );
    expect(Role?.Arn).toBe(outputs.roleArn);
    expect((await run(input)).outputs.changes).toEqual([]);
  });

  it('describes every input and output', () => {
    expectDescribed(action);
  });
});
