import {
  DetachRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  NotificationSendOptions,
  notificationService,
} from '@backstage/plugin-notifications-node';
import { JsonObject } from '@backstage/types';
import { demoFleet } from 'local-aws';
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

const ENTITIES: Entity[] = [
  {
    ...component('payments'),
    relations: [{ type: 'ownedBy', targetRef: OWNER }],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'payments', namespace: 'default' },
  },
];

describe('notifications about roles', () => {
  const aws = useDemoAws();
  const scheduler = mockServices.scheduler();
  const sent: NotificationSendOptions[] = [];
  let plugin: Awaited<ReturnType<typeof startPlugin>>;

  beforeEach(async () => {
    plugin = await startPlugin({
      entities: ENTITIES,
      config: {
        ...DEMO_CONFIG,
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
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async (options: NotificationSendOptions) =>
              void sent.push(options),
          }),
        }),
      ],
    });
  });

  afterEach(async () => {
    jest.useRealTimers();
    await plugin.stop();
  });

  const run = (task: string) =>
    scheduler.triggerTask(`session-manager-${task}`);
  const titles = () =>
    sent
      .splice(0)
      .map(({ recipients, payload }) => [
        'entityRef' in recipients && recipients.entityRef,
        payload.title,
      ]);

  it('go to the owner of the service, and a digest to the platform team', async () => {
    await run('fleet');
    await run('fleet-notices');
    await run('fleet-digest');
    const [[platform, digest], ...others] = titles();
    expect([platform, others]).toEqual([['group:default/platform'], []]);
    expect(digest).toMatch(/^\d+ of \d+ Session Manager roles are ready$/);

    const iam = new IAMClient(aws.client());
    const { AttachedPolicies = [] } = await iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName: roleName }),
    );
    for (const { PolicyArn } of AttachedPolicies) {
      await iam.send(
        new DetachRolePolicyCommand({ RoleName: roleName, PolicyArn }),
      );
    }
    // Each account is due.
    later(31);
    await run('fleet');
    await run('fleet-notices');
    expect(titles()).toEqual([]);
    later(31);
    await run('fleet');
    await run('fleet-notices');
    await run('fleet-notices');

    expect(titles()).toEqual([
      [OWNER, `Sessions on ${roleName} in development will fail`],
    ]);
  });
});
