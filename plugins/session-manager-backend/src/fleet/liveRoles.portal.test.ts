import {
  IAMClient,
  ListAttachedRolePoliciesCommand,
  DetachRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import {
  FleetRole,
  ReportedChange,
  ROLE_ARN_ANNOTATION,
} from 'backstage-plugin-session-manager-common';
import { demoFleet } from 'local-aws';
import { countedCatalog } from '../__testUtils__/countedCatalog';
import {
  component,
  DEMO_CONFIG,
  startPlugin,
} from '../__testUtils__/startPlugin';
import { later } from '../__testUtils__/later';
import { useDemoAws } from '../__testUtils__/useDemoAws';

jest.setTimeout(120_000);

const accountId = demoFleet.accounts.development;
const { roleName } = demoFleet.roles.healthy;
const unmanaged = demoFleet.roles.broken.roleName;
const unmanagedArn = `arn:aws:iam::${accountId}:role${demoFleet.path}${unmanaged}`;

describe('between scans', () => {
  const aws = useDemoAws();
  const scheduler = mockServices.scheduler();
  const { catalog, calls: catalogCalls } = countedCatalog(
    catalogServiceMock({
      entities: [
        component('payments'),
        component('orders', { [ROLE_ARN_ANNOTATION]: unmanagedArn }),
      ],
    }),
  );
  let plugin: Awaited<ReturnType<typeof startPlugin>>;

  beforeEach(async () => {
    plugin = await startPlugin({
      catalog: createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalog,
      }),
      config: {
        ...DEMO_CONFIG,
        sessionManager: {
          ...(DEMO_CONFIG.sessionManager as JsonObject),
          // No account’s next time comes during a test.
          fleet: { refresh: { days: 30 } },
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
  });

  afterEach(async () => {
    jest.useRealTimers();
    await plugin.stop();
  });

  const scan = () => scheduler.triggerTask('session-manager-fleet');
  const stored = async (): Promise<FleetRole | undefined> => {
    const { body } = await plugin.get(`/roles?q=${roleName}`).expect(200);
    return body.items[0];
  };
  const until = async (isTrue: (role: FleetRole | undefined) => boolean) => {
    let role = await stored();
    while (!isTrue(role)) {
      role = await stored();
    }
    return role;
  };
  const report = (change: ReportedChange) =>
    plugin
      .post('/changes', { changes: [change] })
      .set('authorization', mockCredentials.service.header())
      .expect(200);

  it('a role that someone checks again is stored as it was read', async () => {
    await scan();
    expect(await stored()).toMatchObject({ state: 'ready', drift: 'not-read' });

    await plugin.roles('payments', '?refresh=true');

    expect(await until(role => role?.drift !== 'not-read')).toMatchObject({
      state: 'ready',
      drift: 'in-sync',
      nodes: { online: 3, total: 3 },
    });
    // The scan leaves what it cannot read itself.
    await report({ accountId, what: 'environment' });
    later(2);
    await scan();
    expect(await stored()).toMatchObject({ drift: 'in-sync' });
  });

  it('a role that only an annotation names is stored without asking for all annotations', async () => {
    await scan();
    catalogCalls();
    aws.calls();

    await plugin.roles('orders', '?refresh=true');

    expect(aws.calls()).toContain('GetRole');
    expect(catalogCalls()).not.toContain('streamEntities');
  });

  it('a role that the portal changed is read again at once', async () => {
    await scan();
    const iam = new IAMClient(aws.client());
    const { AttachedPolicies = [] } = await iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName: roleName }),
    );
    for (const { PolicyArn } of AttachedPolicies) {
      await iam.send(
        new DetachRolePolicyCommand({ RoleName: roleName, PolicyArn }),
      );
    }
    aws.calls();
    await report({ accountId, what: 'role', roleName });

    expect(await until(role => role?.state !== 'ready')).toMatchObject({
      state: 'sessions-fail',
      drift: 'drifted',
    });
    // Only this role.
    expect(aws.calls()).not.toContain('GetAccountAuthorizationDetails');
  });

  it('a change has the account scanned when AWS has certainly applied it', async () => {
    await scan();
    aws.calls();

    await report({ accountId, what: 'environment' });
    await scan();
    expect(aws.calls()).toEqual([]);

    later(2);
    await scan();

    expect(
      aws.calls().filter(name => name === 'GetAccountAuthorizationDetails'),
    ).toHaveLength(2);
  });
});
