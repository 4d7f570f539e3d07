import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { mockServices } from '@backstage/backend-test-utils';
import { trustPolicy } from 'backstage-plugin-session-manager-common';
import { demoFleet, seedDemoFleet, LocalAws } from 'local-aws';
import { validate } from 'jsonschema';
import { parse } from 'yaml';
import { noBackend, openGate, testGuards } from '../__testUtils__/gate';
import { testAccounts, useLocalAws } from '../__testUtils__/localAws';
import { runAction } from '../__testUtils__/runAction';
import { checkReadinessAction } from './checkReadinessAction';
import { examples } from './examples';

jest.setTimeout(300_000);

const arnOf = ({ roleName }: { roleName: string }) =>
  `arn:aws:iam::111122223333:role/session-manager/${roleName}`;
const PAYMENTS = arnOf(demoFleet.roles.healthy);
const ORDERS = arnOf(demoFleet.roles.broken);

describe('session-manager:readiness:check', () => {
  let aws: LocalAws;
  let iam: IAMClient;
  let key: string;

  beforeAll(async () => {
    aws = await useLocalAws();
    key = (await seedDemoFleet(aws.env)).keyArns.development;
    ({ iam } = await testAccounts().get());
  });

  afterAll(() => aws.stop());

  const action = () => checkReadinessAction(openGate(testAccounts()));
  type Context = Parameters<ReturnType<typeof action>['handler']>[0];
  const run = (input: object, overrides: Partial<Context> = {}) =>
    runAction(action(), input, overrides);

  it('succeeds if sessions start and are logged', async () => {
    const { outputs, log } = await run({
      roleArn: PAYMENTS,
      requireLogs: true,
      onUnknown: 'fail',
    });

    expect(outputs.readiness).toEqual({
      region: 'us-east-1',
      state: 'ready',
      sentence: 'Sessions start and are logged to S3 and CloudWatch Logs.',
      online: 'yes',
      starts: 'yes',
      logged: { s3: 'yes', cloudWatchLogs: 'yes' },
      problems: [],
    });
    expect(log).toEqual([
      'us-east-1: Sessions start and are logged to S3 and CloudWatch Logs.',
    ]);
    expect(validate(outputs, action().schema?.output ?? {}).errors).toEqual([]);
  });

  it('warns about lost logs, or fails if they are required', async () => {
    const { outputs, log } = await run({ roleArn: ORDERS });

    expect(outputs.readiness).toMatchObject({ state: 'logs-lost' });
    expect(log).toEqual([
      'us-east-1: Sessions start. Logs to S3 will be lost: the role is not allowed to use the bucket’s key.',
      expect.stringMatching(
        /^In the agent’s log: Failed to upload.*\nRefused: kms:GenerateDataKey on arn:aws:kms:.*\nHow to fix it: \{"Effect":"Allow"/,
      ),
    ]);
    await expect(run({ roleArn: ORDERS, requireLogs: true })).rejects.toThrow(
      /Logs to S3 will be lost[^]*kms:GenerateDataKey/,
    );
  });

  /** A role that instances can use. */
  async function makeRole(RoleName: string) {
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify(
          trustPolicy({ roleName: RoleName }),
        ),
      }),
    );
    const InstanceProfileName = RoleName;
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    await iam.send(
      new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }),
    );
  }

  it('fails for a role with another purpose and names the purpose', async () => {
    const RoleName = 'ecs-task';
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'ecs-tasks.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        }),
      }),
    );

    await expect(
      run({ roleArn: `arn:aws:iam::111122223333:role/${RoleName}` }),
    ).rejects.toMatchObject({
      name: 'NotReadyError',
      message: expect.stringMatching(
        /^us-east-1: This role is for ECS tasks, not for nodes: .*\n.*\nHow to fix it: The role is for ECS tasks\./,
      ),
    });
  });

  it('fails with the message that a user would see', async () => {
    const RoleName = 'mute';
    await makeRole(RoleName);
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'sessions',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              NotAction: 'ssmmessages:CreateDataChannel',
              Resource: '*',
            },
          ],
        }),
      }),
    );

    await expect(
      run({ roleArn: 'arn:aws:iam::111122223333:role/mute' }),
    ).rejects.toMatchObject({
      name: 'NotReadyError',
      message: expect.stringMatching(
        /^us-east-1: Sessions fail: .*\nUsers see: Setting up data channel with id \* failed: .*\nRefused: ssmmessages:CreateDataChannel on .*\nHow to fix it: \{"Effect":"Allow","Action":"ssmmessages:CreateDataChannel"/,
      ),
    });
  });

  it('checks a spec whose role does not exist yet', async () => {
    const spec = {
      roleName: 'planned',
      policyStyle: 'least-privilege',
      kmsKeyArn: key,
      s3: {
        bucket: demoFleet.bucket,
        prefix: demoFleet.prefix,
        kmsKeyArn: key,
      },
      cloudWatchLogs: { logGroup: demoFleet.logGroups.encrypted },
    };
    const elsewhere = { ...spec, s3: { ...spec.s3, prefix: 'elsewhere' } };

    const { outputs } = await run({ spec, requireLogs: true });
    expect(outputs.readiness).toMatchObject({ state: 'ready' });
    await expect(run({ spec: elsewhere, requireLogs: true })).rejects.toThrow(
      /Logs to S3 will be lost: .* under this prefix/,
    );
    await expect(run({ spec: { roleName: 'planned' } })).rejects.toThrow(
      /Sessions fail/,
    );
  });

  it('fails on unknown readiness only if requested', async () => {
    const RoleName = 'conditional';
    await makeRole(RoleName);
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'sessions',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: '*',
            Resource: '*',
            Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1a2b' } },
          },
        }),
      }),
    );
    const roleArn = `arn:aws:iam::111122223333:role/${RoleName}`;

    const { outputs, log } = await run({ roleArn });
    expect(outputs.readiness).toMatchObject({ state: 'unknown' });
    expect(log.join('\n')).toMatch(/aws:SourceVpce/);
    await expect(run({ roleArn, onUnknown: 'fail' })).rejects.toMatchObject({
      name: 'NotReadyError',
      message: expect.stringMatching(/aws:SourceVpce/),
    });
  });

  it('fails if logs are required and the preferences have none', async () => {
    const accounts = testAccounts([
      { accountId: '111122223333', regions: ['us-east-1', 'eu-west-1'] },
    ]);
    const input = { roleArn: PAYMENTS, region: 'eu-west-1' };
    const there = (more: object) =>
      runAction(checkReadinessAction(openGate(accounts)), {
        ...input,
        ...more,
      });

    expect((await there({})).log).toEqual([
      'eu-west-1: Sessions start. Session logging is off in the session preferences.',
    ]);
    await expect(there({ requireLogs: true })).rejects.toThrow(
      /Session logging is off in the session preferences\.\n.*the session preferences name neither a bucket/,
    );
  });

  it('also checks in a dry run, and skips a role that does not exist yet', async () => {
    await expect(
      run({ roleArn: ORDERS, requireLogs: true }, { isDryRun: true }),
    ).rejects.toThrow(/Logs to S3 will be lost/);

    const missing = { roleArn: arnOf({ roleName: 'not-yet' }) };
    const { outputs, log } = await run(missing, { isDryRun: true });

    expect(outputs).toEqual({});
    expect(log).toEqual([
      `Would check ${missing.roleArn}, which does not exist yet`,
    ]);
    await expect(run(missing)).rejects.toThrow(
      `The role ${missing.roleArn} does not exist.`,
    );
  });

  it('reveals nothing if the user is not allowed to read the role', async () => {
    const guards = testGuards({
      permissions: mockServices.permissions({ result: AuthorizeResult.DENY }),
    });
    const closed = checkReadinessAction({
      ...openGate(testAccounts()),
      guards,
    });

    await expect(runAction(closed, { roleArn: PAYMENTS })).rejects.toThrow(
      /is not allowed to read the role payments-session-role/,
    );
    await expect(
      runAction(closed, { spec: { roleName: 'planned' } }),
    ).rejects.toThrow(/is not allowed to read the role planned/);
  });

  it('uses the decision of the portal’s backend if there is one', async () => {
    const answering = (
      getRoleVisibility: (typeof noBackend)['getRoleVisibility'],
    ) =>
      checkReadinessAction({
        ...openGate(testAccounts()),
        sessionManager: { ...noBackend, getRoleVisibility },
      });
    const entityRef = 'component:default/search';
    const shows = jest.fn().mockResolvedValue('whole');

    await runAction(answering(shows), { roleArn: PAYMENTS, entityRef });

    expect(shows).toHaveBeenCalledWith(
      { roleArn: PAYMENTS, entityRef },
      { credentials: expect.anything() },
    );
    await expect(
      runAction(answering(jest.fn().mockResolvedValue('claim')), {
        roleArn: PAYMENTS,
        entityRef,
      }),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: `Only an annotation names ${PAYMENTS} as a role of ${entityRef}. It can be confirmed on the card of ${entityRef}. Nothing was checked.`,
    });
    await expect(
      runAction(answering(jest.fn().mockResolvedValue('hidden')), {
        roleArn: PAYMENTS,
      }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    // A backend that does not answer has not allowed it.
    const away = Object.assign(new Error('away'), {
      name: 'ServiceUnavailableError',
    });
    await expect(
      runAction(answering(jest.fn().mockRejectedValue(away)), {
        roleArn: PAYMENTS,
      }),
    ).rejects.toThrow('away');
  });

  it.each([
    ['neither', {}, /roleArn, spec: set one of them$/],
    [
      'both',
      { roleArn: PAYMENTS, spec: { roleName: 'x' } },
      /set one of them, not both/,
    ],
    ['no role', { roleArn: 'arn:aws:s3:::x' }, /is not the ARN of a role/],
    [
      'another region',
      { roleArn: PAYMENTS, region: 'ap-south-1' },
      /ap-south-1 is not configured for this account, which has us-east-1/,
    ],
    [
      'another account',
      { roleArn: 'arn:aws:iam::999988887777:role/x' },
      /999988887777 is not configured/,
    ],
  ])('refuses %s', async (_, input, message) => {
    await expect(run(input)).rejects.toThrow(message);
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [step] = parse(example).steps;
    expect(validate(step.input, action().schema?.input ?? {}).errors).toEqual(
      [],
    );
    const outcome = await run(step.input).then(
      () => 'ready',
      error => error.name,
    );
    expect(['ready', 'NotReadyError']).toContain(outcome);
  });
});
