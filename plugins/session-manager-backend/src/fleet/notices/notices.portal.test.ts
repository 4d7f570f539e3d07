import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import { JsonObject } from '@backstage/types';
import { ENTITY_REF_TAG } from 'backstage-plugin-session-manager-common';
import { demoFleet } from 'local-aws';
import request from 'supertest';
import { later } from '../../__testUtils__/later';
import {
  component,
  DEMO_CONFIG,
  startPlugin,
} from '../../__testUtils__/startPlugin';
import { useDemoAws } from '../../__testUtils__/useDemoAws';

jest.setTimeout(120_000);

const { roleName } = demoFleet.roles.healthy;
const OWNER = 'group:default/payments';
const DEVELOPER = 'user:default/ada';
const PLATFORM_ENGINEER = 'user:default/pat';

const group = (name: string, member: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  relations: [{ type: 'hasMember', targetRef: member }],
});

const ENTITIES: Entity[] = [
  {
    ...component('payments'),
    relations: [{ type: 'ownedBy', targetRef: OWNER }],
  },
  group('payments', DEVELOPER),
  group('platform', PLATFORM_ENGINEER),
];

const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
};

describe('notifications about roles', () => {
  const aws = useDemoAws();
  const scheduler = mockServices.scheduler();
  let plugin: Awaited<ReturnType<typeof startPlugin>>;

  beforeEach(async () => {
    plugin = await startPlugin({
      entities: ENTITIES,
      config: {
        ...DEMO_CONFIG,
        // Required by Backstage’s notifications.
        app: { baseUrl: 'http://localhost:3000' },
        sessionManager: {
          ...(DEMO_CONFIG.sessionManager as JsonObject),
          fleet: { digest: { recipients: ['group:default/platform'] } },
        },
      },
      services: [
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
      ],
      features: [notificationsPlugin],
    });
  });

  afterEach(async () => {
    jest.useRealTimers();
    await plugin.stop();
  });

  const run = (task: string) =>
    scheduler.triggerTask(`session-manager-${task}`);
  /** What a user has in Backstage’s notifications. */
  const received = async (
    user: string,
  ): Promise<Array<{ payload: { title: string; link?: string } }>> => {
    const { body } = await request(plugin.server)
      .get('/api/notifications')
      .set('authorization', mockCredentials.user.header(user))
      .expect(200);
    return body.notifications;
  };
  const titles = async (user: string): Promise<string[]> =>
    (await received(user)).map(({ payload }) => payload.title);
  const scanLater = async () => {
    // Each account is due.
    later(31);
    await run('fleet');
    await run('fleet-notices');
  };

  it('go to the owner of the service, and a digest to the platform team', async () => {
    await run('fleet');
    await run('fleet-notices');
    await run('fleet-digest');
    expect(await titles(DEVELOPER)).toEqual([]);
    expect(await titles(PLATFORM_ENGINEER)).toEqual([
      expect.stringMatching(/^\d+ of \d+ Session Manager roles are ready$/),
    ]);

    const iam = new IAMClient(aws.client());
    const { AttachedPolicies = [] } = await iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName: roleName }),
    );
    for (const { PolicyArn } of AttachedPolicies) {
      await iam.send(
        new DetachRolePolicyCommand({ RoleName: roleName, PolicyArn }),
      );
    }
    await scanLater();
    expect(await titles(DEVELOPER)).toEqual([]);
    await scanLater();
    await run('fleet-notices');

    expect(await titles(DEVELOPER)).toEqual([
      `Sessions on ${roleName} in development will fail`,
    ]);
  });

  it('are one for all roles that are removed, except by the portal', async () => {
    const iam = new IAMClient(aws.client());
    const names = ['web-1', 'web-2', 'web-3', 'web-4', 'by-portal'];
    for (const name of names) {
      await iam.send(
        new CreateRoleCommand({
          RoleName: name,
          AssumeRolePolicyDocument: JSON.stringify(TRUST),
          Tags: [{ Key: ENTITY_REF_TAG, Value: 'component:default/payments' }],
        }),
      );
    }
    await scanLater();
    for (const name of names) {
      await iam.send(new DeleteRoleCommand({ RoleName: name }));
    }
    await plugin
      .post('/changes', {
        changes: [
          {
            accountId: demoFleet.accounts.development,
            what: 'role',
            roleName: 'by-portal',
          },
        ],
      })
      .set('authorization', mockCredentials.service.header())
      .expect(200);
    // So many are only removed when a second scan agrees.
    await scanLater();
    await scanLater();
    await scanLater();

    expect(await received(DEVELOPER)).toEqual([
      expect.objectContaining({
        payload: expect.objectContaining({
          title: '4 roles of your services were removed outside the portal',
          link: `/session-manager/roles?${new URLSearchParams({ owner: OWNER })}`,
        }),
      }),
    ]);
  });
});
