import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { JsonObject } from '@backstage/types';
import { component, startPlugin } from '../__testUtils__/startPlugin';
import { useDemoAws } from '../__testUtils__/useDemoAws';

jest.setTimeout(60_000);

const ORDERS =
  'arn:aws:iam::111122223333:role/session-manager/orders-session-role';

const TASKS = 'arn:aws:iam::111122223333:role/tasks';

describe('the actions about readiness', () => {
  const aws = useDemoAws();
  const registry = actionsRegistryServiceMock();
  const auditor = mockServices.auditor.mock();
  const event = { success: jest.fn(), fail: jest.fn() };
  let stop: () => Promise<void>;

  beforeAll(() => auditor.createEvent.mockResolvedValue(event));

  beforeEach(async () => {
    registry.actions.clear();
    ({ stop } = await startPlugin({
      entities: [
        component('payments'),
        component('orders'),
        component('tasks', { 'amazon.com/iam-role-arn': TASKS }),
      ],
      auditor: auditor.factory,
      services: [
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => registry,
        }),
      ],
    }));
  });

  afterEach(() => stop());

  const invoke = async (name: string, input: JsonObject) => {
    const { output } = await registry.invoke({
      id: `test:${name}`,
      input,
      credentials: mockCredentials.user('user:default/ada', {
        actor: { subject: 'plugin:mcp-actions' },
      }),
    });
    return output;
  };

  it('are read-only', async () => {
    const { actions } = await registry.list();

    const readOnly = { readOnly: true, destructive: false, idempotent: true };
    expect(actions).toEqual(
      expect.arrayContaining(
        ['readiness:get', 'message:explain'].map(name =>
          expect.objectContaining({ name, attributes: readOnly }),
        ),
      ),
    );
  });

  it('return a sentence and the problems of each role of a service', async () => {
    expect(
      await invoke('readiness:get', { entityRef: 'component:default/orders' }),
    ).toMatchObject({
      roles: [
        {
          roleArn: ORDERS,
          region: 'us-east-1',
          state: 'logs-lost',
          sentence:
            'Sessions start. Logs to S3 will be lost: the role is not allowed to use the bucket’s key.',
          starts: 'yes',
          problems: [
            {
              code: 's3-key-generate-denied',
              action: 'kms:GenerateDataKey',
              agentMessage: 'Failed to upload shell session logs to S3: *',
            },
          ],
          instances: { count: 2 },
        },
      ],
    });
    expect(auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        eventId: 'readiness-fetch',
        meta: { entityRef: 'component:default/orders', by: 'action' },
      }),
    );
  });

  it('return the evidence and the repairs for a role that is named', async () => {
    expect(
      await invoke('readiness:get', {
        entityRef: 'component:default/orders',
        roleArn: ORDERS,
        region: 'us-east-1',
      }),
    ).toMatchObject({
      roles: [
        {
          roleArn: ORDERS,
          region: 'us-east-1',
          state: 'logs-lost',
          problems: [
            {
              code: 's3-key-generate-denied',
              repair: { statement: { Action: 'kms:GenerateDataKey' } },
            },
          ],
          preferences: { status: 'found' },
          simulatorResult: { status: 'given' },
          instances: { count: 2 },
        },
      ],
    });
  });

  it('return the purpose of a role for ECS tasks, without problems', async () => {
    await new IAMClient(aws.client()).send(
      new CreateRoleCommand({
        RoleName: 'tasks',
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

    expect(
      await invoke('readiness:get', { entityRef: 'component:default/tasks' }),
    ).toMatchObject({
      roles: [
        {
          roleArn: TASKS,
          state: 'not-a-node-role',
          sentence: expect.stringMatching(
            /^This role is for ECS tasks, not for nodes/,
          ),
          purpose: {
            label: 'ECS tasks',
            principals: ['ecs-tasks.amazonaws.com'],
          },
          problems: [
            { code: 'trust-does-not-admit-the-node', severity: 'info' },
          ],
        },
      ],
    });
    expect(
      await invoke('message:explain', {
        message: 'EC2RoleRequestError: AssumeRoleUnauthorizedAccess',
        entityRef: 'component:default/tasks',
        roleArn: TASKS,
      }),
    ).toMatchObject({
      candidates: [{ id: 'role-not-assumed', fits: 'expected' }],
      role: expect.stringMatching(/^This role is for ECS tasks/),
    });
  });

  it('hide what the user may not read', async () => {
    await expect(
      invoke('readiness:get', { entityRef: 'component:default/search' }),
    ).rejects.toThrow(/entity component:default\/search does not exist/);
    await expect(
      invoke('readiness:get', {
        entityRef: 'component:default/payments',
        roleArn: ORDERS,
      }),
    ).rejects.toThrow(/has no role/);
    expect(event.fail).toHaveBeenCalledTimes(2);
  });

  it.each(['payments', 'component:default/a/b', 'component:default/a b'])(
    'explain what is wrong with the reference %s',
    async entityRef => {
      const wrong = expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(
          /^entityRef: must be the full reference/,
        ),
      });

      await expect(invoke('readiness:get', { entityRef })).rejects.toEqual(
        wrong,
      );
      await expect(
        invoke('message:explain', {
          message: 'AccessDenied',
          entityRef,
          roleArn: ORDERS,
        }),
      ).rejects.toEqual(wrong);
    },
  );

  it('explain what is wrong with an ARN, or with a region without one', async () => {
    await expect(
      invoke('readiness:get', {
        entityRef: 'component:default/orders',
        roleArn: 'orders-session-role',
      }),
    ).rejects.toThrow(/^roleArn: must be the ARN of an IAM role/);
    await expect(
      invoke('readiness:get', {
        entityRef: 'component:default/orders',
        region: 'us-east-1',
      }),
    ).rejects.toThrow(/^region: needs the roleArn of a role/);
  });

  it('explain a message, for a role if one is given', async () => {
    const message =
      'Failed to upload shell session logs to S3: AccessDenied: Access Denied';

    aws.calls();
    expect(await invoke('message:explain', { message })).toMatchObject({
      candidates: [
        { id: 's3-upload', meaning: expect.any(String), causes: [] },
      ],
    });
    expect(aws.calls()).toEqual([]);
    expect(
      await invoke('message:explain', {
        message,
        entityRef: 'component:default/orders',
        roleArn: ORDERS,
      }),
    ).toMatchObject({
      candidates: [
        {
          id: 's3-upload',
          fits: 'expected',
          causes: ['the role is not allowed to use the bucket’s key'],
          repairs: [{ kind: 'allow' }],
        },
      ],
      role: expect.stringMatching(/^Sessions start\. Logs to S3 will be lost/),
    });
    const recorded = JSON.stringify(auditor.createEvent.mock.calls);
    expect(recorded).not.toContain('Failed to upload');
  });
});
