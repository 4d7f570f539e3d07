import {
  CreateRoleCommand,
  IAMClient,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import permissionPlugin from '@backstage/plugin-permission-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import scaffolderModule from 'backstage-plugin-scaffolder-backend-module-session-manager';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  EntityRoles,
  RoleReadiness,
  ROLE_ARN_ANNOTATION,
} from 'backstage-plugin-session-manager-common';
import {
  as,
  development,
  ENTITIES,
  headersFor,
  PORTAL_CONFIG,
  production,
} from '../__testUtils__/startPortal';
import { stepTemplate } from '../__testUtils__/byRelation';
import { runTemplate } from '../__testUtils__/runTemplate';
import { Portal, useRequests } from '../__testUtils__/useRequests';
import { decideByRelation } from './decideByRelation';

jest.setTimeout(300_000);

const arnOf = (name: string) =>
  `arn:aws:iam::${development}:role/session-manager/${name}`;
/** Tagged for orders, created by hand. */
const ORDERS = arnOf('orders-session-role');
const SEARCH = '/entities/component/default/search';
const REF = 'component:default/search';

const CHECK = 'session-manager:readiness:check';

/** Ada owns search, Mei orders; Noor operates the portal. */
const GROUPS: Record<string, string[]> = {
  'user:default/ada': ['group:default/payments'],
  'user:default/mei': ['group:default/orders'],
  'user:default/noor': ['group:default/security'],
};

const component = (
  name: string,
  owner: string,
  annotations?: Record<string, string>,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations },
  relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
});

const entities = (annotation: string) => [
  ...ENTITIES,
  stepTemplate([CHECK]),
  component('orders', 'orders'),
  component('search', 'payments', { [ROLE_ARN_ANNOTATION]: annotation }),
];

const policy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'by-relation',
  register: env =>
    env.registerInit({
      deps: { policies: policyExtensionPoint },
      init: async ({ policies }) =>
        policies.setPolicy({
          handle: async ({ permission }, user) => {
            const ref = user?.info.userEntityRef ?? '';
            const isPlatform = ref === 'user:default/noor';
            const isTheirs = /role\.(?:confirm|read)$/.test(permission.name);
            return isPlatform && isTheirs
              ? { result: AuthorizeResult.ALLOW }
              : (decideByRelation(permission, [
                  ref,
                  ...(GROUPS[ref] ?? []),
                ]) ?? {
                  result: AuthorizeResult.ALLOW,
                });
          },
        }),
    }),
});

describe('a role that an annotation names', () => {
  const requests = useRequests();

  const start = (annotation = ORDERS, annotations?: string) =>
    requests.start({
      entities: entities(annotation),
      config: {
        ...PORTAL_CONFIG,
        permission: { enabled: true },
        sessionManager: {
          ...PORTAL_CONFIG.sessionManager,
          ...(annotations && { annotations }),
        },
      },
      features: [permissionPlugin, policy, scaffolderPlugin, scaffolderModule],
      services: [permissionsServiceFactory],
    });

  const rolesFor = async (portal: Portal, header: string) => {
    const { body } = await portal.get(`${SEARCH}/roles`, header).expect(200);
    return (body as EntityRoles).roles;
  };
  const readinessFor = async (portal: Portal, header: string) => {
    const { body } = await portal
      .get(`${SEARCH}/readiness?roleArn=${encodeURIComponent(ORDERS)}`, header)
      .expect(200);
    return body as RoleReadiness;
  };
  const previewFor = async (portal: Portal, header: string) => {
    const { body } = await portal
      .post(
        '/preview',
        {
          spec: {
            accountId: development,
            roleName: 'orders-session-role',
            path: '/session-manager/',
            entityRef: REF,
          },
        },
        header,
      )
      .expect(200);
    return body.plan;
  };
  const confirm = (portal: Portal, header: string, roleArn = ORDERS) =>
    portal.post(`${SEARCH}/role-confirmations`, { roleArn }, header);
  const withdraw = (portal: Portal, header: string) =>
    portal.delete(
      `${SEARCH}/role-confirmations?roleArn=${encodeURIComponent(ORDERS)}`,
      header,
    );

  /** In the role’s documents, and nowhere in the response for a claim. */
  const DOCUMENTED = /Statement|corp-session-logs|kms:|arn:aws:kms|"Action"/;

  it('is shown as claimed, without documents, if its tags name another service', async () => {
    const portal = await start();

    const roles = await rolesFor(portal, as.ada);

    expect(roles).toEqual([
      {
        roleArn: ORDERS,
        roleName: 'orders-session-role',
        accountId: development,
        accountName: 'development',
        consoleUrl: expect.any(String),
        foundBy: 'annotation',
        claim: { state: 'claimed', mayConfirm: false },
        status: 'claimed',
        readiness: {
          region: 'us-east-1',
          state: 'logs-lost',
          online: 'yes',
          starts: 'yes',
          logged: { s3: 'no', cloudWatchLogs: 'yes' },
          problems: [
            { code: 's3-key-generate-denied', stage: 'log', severity: 'error' },
          ],
        },
      },
    ]);
    expect(JSON.stringify(roles)).not.toMatch(DOCUMENTED);
    // The service in its tags is hidden, too.
    expect(JSON.stringify(roles)).not.toContain('component:default/orders');
  });

  it('is shown no more in any other response', async () => {
    const portal = await start();

    const readiness = await readinessFor(portal, as.ada);
    expect(readiness).toEqual({
      roleArn: ORDERS,
      checkedAt: expect.any(String),
      status: 'claimed',
      readiness: expect.objectContaining({ state: 'logs-lost' }),
    });
    expect(JSON.stringify(readiness)).not.toMatch(DOCUMENTED);

    expect(await previewFor(portal, as.ada)).toEqual({
      taken: 'orders-session-role',
    });

    const { body } = await portal
      .post(
        '/explain',
        {
          message:
            'Failed to upload shell session logs to S3: AccessDenied: Access Denied',
          entityRef: REF,
          roleArn: ORDERS,
        },
        as.ada,
      )
      .expect(200);
    expect(body.role).toEqual({
      roleArn: ORDERS,
      checkedAt: expect.any(String),
      status: 'claimed',
    });
    expect(JSON.stringify(body.explanation)).not.toContain('fits');
  });

  it('is shown completely, and as claimed, to callers who may read it', async () => {
    const portal = await start();

    const [role] = await rolesFor(portal, as.noor);

    expect(role).toMatchObject({
      status: 'found',
      claim: {
        state: 'claimed',
        taggedFor: 'component:default/orders',
        mayConfirm: true,
      },
    });
    expect(await readinessFor(portal, as.noor)).toMatchObject({
      status: 'found',
    });
  });

  it('is the service’s once it is confirmed, until the confirmation is deleted', async () => {
    const portal = await start();
    await confirm(portal, as.ada).expect(403);

    const { body } = await confirm(portal, as.noor).expect(201);

    expect(body).toEqual({
      roleArn: ORDERS,
      entityRef: REF,
      taggedFor: 'component:default/orders',
      confirmedBy: 'user:default/noor',
      confirmedAt: expect.any(String),
    });
    const [confirmed] = await rolesFor(portal, as.ada);
    expect(confirmed).toMatchObject({
      status: 'found',
      claim: {
        state: 'confirmed',
        confirmedBy: 'user:default/noor',
        mayConfirm: false,
      },
    });
    expect(await readinessFor(portal, as.ada)).toMatchObject({
      status: 'found',
    });
    expect(await previewFor(portal, as.ada)).toHaveProperty('changes');

    await withdraw(portal, as.ada).expect(403);
    await withdraw(portal, as.noor).expect(204);
    expect(await rolesFor(portal, as.ada)).toMatchObject([
      { status: 'claimed' },
    ]);
    await withdraw(portal, as.noor).expect(404);
  });

  it('is claimed again if its tags have changed since', async () => {
    const name = 'inventory-session-role';
    const portal = await start(arnOf(name));
    await confirm(portal, as.noor, arnOf(name)).expect(201);
    expect(await rolesFor(portal, as.ada)).toMatchObject([{ status: 'found' }]);

    const iam = new IAMClient(await requests.clientConfig(development));
    await iam.send(
      new TagRoleCommand({
        RoleName: name,
        Tags: [
          { Key: 'backstage.io/entity-ref', Value: 'component:default/x' },
        ],
      }),
    );
    await portal
      .post(
        '/changes',
        { changes: [{ accountId: development, what: 'role' }] },
        as.scaffolder,
      )
      .expect(200);

    expect(await rolesFor(portal, as.ada)).toMatchObject([
      { status: 'claimed' },
    ]);
  });

  it('is claimed if it has no tags', async () => {
    const iam = new IAMClient(await requests.clientConfig(development));
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'admin',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'ec2.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        }),
      }),
    );
    const portal = await start(`arn:aws:iam::${development}:role/admin`);

    const roles = await rolesFor(portal, as.ada);

    expect(roles).toMatchObject([
      {
        status: 'claimed',
        claim: { state: 'claimed', mayConfirm: false },
        readiness: { state: 'sessions-fail' },
      },
    ]);
    expect(JSON.stringify(roles)).not.toContain('Statement');
  });

  it('is the service’s if annotations are trusted', async () => {
    const portal = await start(ORDERS, 'trusted');

    const [role] = await rolesFor(portal, as.ada);

    expect(role).toMatchObject({ status: 'found' });
    expect(role).not.toHaveProperty('claim');
    expect(await previewFor(portal, as.ada)).toHaveProperty('changes');
    await confirm(portal, as.noor).expect(409);
  });

  it('is not confirmed by a tool on behalf of a user, nor if it is not a role', async () => {
    const portal = await start();
    const actor = { subject: 'plugin:mcp-actions' };
    const tool = `Bearer ${mockCredentials.user.token('user:default/noor', { actor })}`;

    const statuses = [
      await confirm(portal, as.ci),
      await confirm(portal, tool),
      await confirm(portal, as.noor, 'arn:aws:s3:::bucket'),
      await confirm(portal, as.noor, arnOf('payments-session-role')),
    ].map(({ status }) => status);

    expect(statuses).toEqual([403, 403, 400, 404]);
  });

  it('is checked by a template in the same way', async () => {
    const portal = await start();
    const by = headersFor('scaffolder');
    const check = async (
      header: string,
      roleArn: string,
      entityRef?: string,
    ) => {
      const { status, log } = await runTemplate(portal, header, 'step', {
        action: CHECK,
        input: { roleArn, entityRef },
      });
      return status === 'failed' ? /"name":"(\w+)"/.exec(log)?.[1] : status;
    };

    // The role's owner decides, not the service whose annotation names it.
    expect(await check(by.ada, ORDERS)).toBe('NotAllowedError');
    expect(await check(by.ada, ORDERS, REF)).toBe('NotAllowedError');
    expect(await check(by.mei, ORDERS)).toBe('completed');
    expect(await check(by.noor, ORDERS, REF)).toBe('completed');
    // Without tags, a name alone reveals nothing, whatever the caller may read.
    const untagged = arnOf('untagged-check').replace('session-manager/', '');
    await new IAMClient(await requests.clientConfig(development)).send(
      new CreateRoleCommand({
        RoleName: 'untagged-check',
        AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
      }),
    );
    expect(await check(by.noor, untagged)).toBe('NotAllowedError');

    await confirm(portal, as.noor).expect(201);
    expect(await check(by.ada, ORDERS, REF)).toBe('completed');
    expect(await check(by.ada, ORDERS)).toBe('NotAllowedError');
    await withdraw(portal, as.noor).expect(204);
    expect(await check(by.ada, ORDERS, REF)).toBe('NotAllowedError');
  });

  it('is hidden, as are entities, from callers who may not see it', async () => {
    const portal = await start();
    const shown = async (query: Record<string, string>) =>
      (
        await portal
          .get(`/role-visibility?${new URLSearchParams(query)}`)
          .expect(200)
      ).body.shown;

    expect(await shown({ roleArn: ORDERS })).toBe('hidden');
    expect(await shown({ roleArn: arnOf('none') })).toBe('hidden');
    expect(
      await shown({ roleArn: ORDERS, entityRef: 'component:default/none' }),
    ).toBe('hidden');
    expect(await shown({ roleArn: ORDERS, entityRef: REF })).toBe('claim');
    await portal.get('/role-visibility?roleArn=x').expect(400);
    await portal
      .get(`/role-visibility?roleArn=${ORDERS}&entityRef=x`)
      .expect(400);
  });

  it('is offered for change only to callers whose run would be allowed', async () => {
    const portal = await start(ORDERS);
    const may = async (service: string, header: string) => {
      const { body } = await portal
        .get(`/entities/component/default/${service}/roles`, header)
        .expect(200);
      const { roles, mayCreate } = body as EntityRoles;
      return [mayCreate, roles.map(role => role.may)];
    };
    const none = {
      change: false,
      attach: false,
      delete: false,
      attachLacks: 'permission',
    };

    // Her own, which the portal created.
    expect(await may('payments', as.ada)).toEqual([
      true,
      [{ change: true, attach: true, delete: true }],
    ]);
    // Being allowed to read it does not allow changing it.
    expect(await may('payments', as.noor)).toEqual([false, [none]]);
    // No run is allowed on a role that the portal did not create.
    expect(await may('orders', as.mei)).toEqual([true, [none]]);
    const mayRun = async (spec: object, header: string) => {
      const { body } = await portal.post('/preview', { spec }, header);
      return body.mayRun;
    };
    const candidate = {
      accountId: development,
      path: '/session-manager/',
      entityRef: 'component:default/payments',
    };
    const own = { ...candidate, roleName: 'payments-session-role' };
    expect(await mayRun(own, as.ada)).toBe(true);
    expect(await mayRun(own, as.noor)).toBe(false);
    // A name that is already taken, and one that would need a request.
    const taken = { ...candidate, roleName: 'orders-session-role' };
    expect(await mayRun(taken, as.ada)).toBe(false);
    const gated = { ...own, accountId: production };
    expect(await mayRun(gated, as.ada)).toBe(true);
    expect(await mayRun(gated, as.noor)).toBe(false);
    // A claimed role cannot be changed by anyone.
    expect(await may('search', as.ada)).toEqual([true, [undefined]]);
  });
});
