import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  ENTITY_REF_TAG,
  FoundRole,
  RoleStatus,
  trustPolicy,
} from 'backstage-plugin-session-manager-common';
import { demoFleet } from 'local-aws';
import { later } from '../__testUtils__/later';
import {
  component,
  DEMO_CONFIG,
  startPlugin,
} from '../__testUtils__/startPlugin';
import { useDemoAws } from '../__testUtils__/useDemoAws';

jest.setTimeout(120_000);

const { development, production } = demoFleet.accounts;
const { roleName } = demoFleet.roles.healthy;
const ORDERS = `arn:aws:iam::${development}:role/session-manager/orders-session-role`;
const LATE = `arn:aws:iam::${development}:role/late-role`;

describe('the roles of an entity, in accounts that were scanned', () => {
  const aws = useDemoAws();
  const scheduler = mockServices.scheduler();
  let plugin: Awaited<ReturnType<typeof startPlugin>>;
  const scan = () => scheduler.triggerTask('session-manager-fleet');

  beforeEach(async () => {
    plugin = await startPlugin({
      entities: [
        component('payments'),
        component('orders', {
          'aws.amazon.com/session-manager-role-arn': ORDERS,
        }),
        component('inventory'),
        component('search'),
        component('late', { 'aws.amazon.com/session-manager-role-arn': LATE }),
      ],
      config: {
        ...DEMO_CONFIG,
        sessionManager: {
          ...(DEMO_CONFIG.sessionManager as JsonObject),
          fleet: { refresh: { minutes: 30 } },
        },
      },
      services: [
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
      ],
    });
    await scan();
    aws.calls();
  });

  afterEach(async () => {
    jest.useRealTimers();
    await plugin.stop();
  });

  const iam = () => new IAMClient(aws.client());
  const report = (change: { what: string; roleName?: string }) =>
    plugin
      .post('/changes', { changes: [{ accountId: development, ...change }] })
      .set('authorization', mockCredentials.service.header())
      .expect(200);

  async function detachAll() {
    const { AttachedPolicies = [] } = await iam().send(
      new ListAttachedRolePoliciesCommand({ RoleName: roleName }),
    );
    for (const { PolicyArn } of AttachedPolicies) {
      await iam().send(
        new DetachRolePolicyCommand({ RoleName: roleName, PolicyArn }),
      );
    }
    aws.calls();
  }

  it('are shown without a call to AWS, as AWS has them', async () => {
    const stored = await plugin.roles('payments');
    expect(await plugin.roles('search')).toMatchObject({ roles: [] });
    expect(aws.calls()).toEqual([]);

    const live = await plugin.roles('payments', '?refresh=true');
    expect(aws.calls()).toContain('GetRole');
    // A page of an account’s roles lacks what a spec describes.
    expect(stored.roles).toEqual(
      live.roles.map(role => {
        const { description, ...rest } = role as RoleStatus & FoundRole;
        return { ...rest, drift: { state: 'not-read' } };
      }),
    );

    expect((await plugin.roles('payments')).roles).toEqual(live.roles);
    expect(aws.calls()).toEqual([]);
  });

  it('appear and disappear if someone checks again', async () => {
    await iam().send(
      new CreateRoleCommand({
        RoleName: 'search-role',
        AssumeRolePolicyDocument: JSON.stringify(
          trustPolicy({ roleName: 'search-role' }),
        ),
        Tags: [{ Key: ENTITY_REF_TAG, Value: 'component:default/search' }],
      }),
    );
    const found = { roles: [{ roleName: 'search-role', foundBy: 'tag' }] };

    expect(await plugin.roles('search')).toMatchObject({ roles: [] });
    expect(await plugin.roles('search', '?refresh=true')).toMatchObject(found);
    expect(await plugin.roles('search')).toMatchObject(found);

    await iam().send(new DeleteRoleCommand({ RoleName: 'search-role' }));
    later(1);
    const none = { roles: [] };
    expect(await plugin.roles('search', '?refresh=true')).toMatchObject(none);
    expect(await plugin.roles('search')).toMatchObject(none);
  });

  it('are read from AWS after a change by the portal, until AWS has certainly applied it', async () => {
    await report({ what: 'environment' });
    aws.calls();

    await plugin.roles('payments');
    expect(aws.calls()).toContain('GetRole');

    // Once more after that time, and then from the store.
    later(2);
    await plugin.roles('payments');
    expect(aws.calls()).toContain('GetRole');
    await plugin.roles('payments');
    expect(aws.calls()).toEqual([]);
  });

  it('are read from AWS if an annotation names one that is not stored', async () => {
    expect(await plugin.roles('late')).toMatchObject({
      roles: [{ roleArn: LATE, status: 'missing' }],
    });
    expect(aws.calls()).toContain('GetRole');
  });

  it('keep their last state while an account cannot be scanned', async () => {
    aws.refuse('GetAccountAuthorizationDetails', 'GetRole');
    later(31);
    await scan();
    aws.calls();

    const { roles, incomplete } = await plugin.roles('payments');

    expect(roles).toMatchObject([
      { status: 'found', readiness: { headline: { state: 'ready' } } },
    ]);
    expect(incomplete).toMatchObject(
      [development, production].map(accountId => ({
        accountId,
        fault: { kind: 'refused' },
      })),
    );
    expect(aws.calls()).toEqual([]);
  });

  it('are read from AWS if scans do not run any more', async () => {
    later(61);

    const { checkedAt } = await plugin.roles('payments');

    expect(aws.calls()).toContain('GetRole');
    expect(Date.now() - Date.parse(checkedAt)).toBeLessThan(60_000);
  });

  it('are read once if they have drifted, to show all differences', async () => {
    expect(await plugin.roles('inventory')).toMatchObject({
      roles: [
        {
          drift: {
            state: 'drifted',
            changes: expect.arrayContaining([
              expect.objectContaining({ operation: 'UpdateRole' }),
            ]),
          },
        },
      ],
    });
    expect(aws.calls()).toContain('GetRole');

    await plugin.roles('inventory');
    expect(aws.calls()).toEqual([]);
  });

  it('are read once if a repair would remove a description that the scan did not read', async () => {
    expect(await plugin.roles('orders')).toMatchObject({
      roles: [
        {
          roleArn: ORDERS,
          description: 'SSM for orders',
          repair: { adopt: true, spec: { roleDescription: 'SSM for orders' } },
        },
      ],
    });
    expect(aws.calls()).toContain('GetRole');

    await plugin.roles('orders');
    expect(aws.calls()).toEqual([]);
  });

  it('are as the last scan saw them, until someone checks again', async () => {
    await detachAll();

    expect(await plugin.roles('payments')).toMatchObject({
      roles: [{ readiness: { headline: { state: 'ready' } } }],
    });
    const failing = {
      roles: [{ readiness: { headline: { state: 'sessions-fail' } } }],
    };
    expect(await plugin.roles('payments', '?refresh=true')).toMatchObject(
      failing,
    );
    expect(await plugin.roles('payments')).toMatchObject(failing);
  });

  it('are not those of another service any more, once that was seen', async () => {
    await iam().send(
      new TagRoleCommand({
        RoleName: roleName,
        Tags: [{ Key: ENTITY_REF_TAG, Value: 'component:default/search' }],
      }),
    );

    expect(await plugin.roles('payments', '?refresh=true')).toMatchObject({
      roles: [],
    });
    expect(await plugin.roles('payments')).toMatchObject({ roles: [] });
    expect((await plugin.roles('search')).roles).toContainEqual(
      expect.objectContaining({ roleName }),
    );
  });
});
