import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import knexFactory from 'knex';
import { as, configWith, production } from '../__testUtils__/startPortal';
import { useRequests } from '../__testUtils__/useRequests';

jest.setTimeout(120_000);

describe('the actions about requests', () => {
  const requests = useRequests();
  // The credentials of a tool that acts on behalf of Ada.
  const ada = mockCredentials.user('user:default/ada', {
    actor: { subject: 'plugin:mcp-actions' },
  });
  const grace = mockCredentials.user('user:default/grace', {
    actor: { subject: 'plugin:mcp-actions' },
  });

  async function start(options?: Parameters<typeof requests.start>[0]) {
    const registry = actionsRegistryServiceMock();
    const portal = await requests.start({
      ...options,
      features: [],
      services: [
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => registry,
        }),
      ],
    });
    const invoke = async (name: string, input: object, credentials = ada) => {
      const { output } = await registry.invoke({
        id: `test:${name}`,
        input: input as Parameters<typeof registry.invoke>[0]['input'],
        credentials,
      });
      return output as Record<string, unknown>;
    };
    return { portal, registry, invoke };
  }

  const wanted = {
    spec: { accountId: production, roleName: 'web' },
    reason: 'on call',
  };

  it('list, read and file, but do not decide', async () => {
    const { registry } = await start();

    const { actions } = await registry.list();
    const aboutRequests = actions.filter(({ name }) => /request/.test(name));

    expect(
      aboutRequests.map(({ name, attributes }) => ({ name, ...attributes })),
    ).toEqual([
      {
        name: 'request:list',
        readOnly: true,
        destructive: false,
        idempotent: true,
      },
      {
        name: 'request:get',
        readOnly: true,
        destructive: false,
        idempotent: true,
      },
      {
        name: 'request:create',
        readOnly: false,
        destructive: false,
        idempotent: true,
      },
    ]);
  });

  it('file on behalf of the user, once', async () => {
    const { portal, invoke } = await start();

    const first = await invoke('request:create', wanted);
    const again = await invoke('request:create', wanted);

    expect(first).toMatchObject({
      created: true,
      request: { requester: 'user:default/ada', status: 'pending' },
    });
    expect(again).toMatchObject({ created: false, sameSpec: true });
    expect(await invoke('request:list', { view: 'mine' })).toMatchObject({
      total: 1,
      requests: [{ roleName: 'web', missingApprovals: 1 }],
    });
    expect(
      await invoke('request:list', { view: 'to-approve' }, grace),
    ).toMatchObject({ total: 1 });
    expect((await portal.get('/requests').expect(200)).body.items).toHaveLength(
      1,
    );
  });

  it('count the missing approvals as the page does, by the current rules', async () => {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    const before = await start({ knex, config: configWith({ required: 2 }) });
    const filed = await before.portal.file({ roleName: 'counted' });
    await before.portal.decide(filed, 'approve', as.grace).expect(200);
    const { portal, invoke } = await start({
      knex,
      config: configWith({ required: 2, approvers: ['user:default/noor'] }),
    });

    const { approvers } = await portal.details(filed.id);
    expect(approvers).toEqual({ missing: 2, refs: ['user:default/noor'] });
    const missing = { missingApprovals: 2, approvers: ['user:default/noor'] };
    expect(await invoke('request:list', {})).toMatchObject({
      requests: [missing],
    });
    expect(await invoke('request:get', { requestId: filed.id })).toMatchObject(
      missing,
    );
    expect(
      await invoke('request:create', {
        spec: { accountId: production, roleName: 'counted' },
        reason: 'on call',
      }),
    ).toMatchObject({ created: false, request: missing });
  });

  it('hide what has the name, except that it is taken', async () => {
    const iam = new IAMClient(await requests.clientConfig());
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'by-hand',
        AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
      }),
    );
    const { portal, invoke } = await start();
    const { id: requestId } = await portal.file({ roleName: 'by-hand' });

    expect(await invoke('request:get', { requestId })).toMatchObject({
      changes:
        'The name by-hand is used by a resource that you are not allowed to see.',
    });
    expect(await invoke('request:get', { requestId }, grace)).toMatchObject({
      changes: expect.any(Array),
    });
  });

  it('return what an approver needs, who decides in person', async () => {
    const { portal, invoke } = await start();
    const { id: requestId } = await portal.file();

    expect(await invoke('request:get', { requestId }, grace)).toMatchObject({
      path: `/session-manager/requests/${requestId}`,
      changes: expect.arrayContaining(['Create role web']),
      history: [{ event: 'file', by: 'user:default/ada' }],
      mayDecide: {
        allowed: false,
        reason: 'Only people can decide on a request.',
      },
    });
    expect((await portal.details(requestId, as.grace)).caller.approve).toEqual({
      allowed: true,
    });
  });

  it('name the invalid field', async () => {
    const { invoke } = await start();
    await expect(
      invoke('request:create', {
        ...wanted,
        spec: { ...wanted.spec, s3: { bucket: '*' } },
      }),
    ).rejects.toThrow(/bucket/);
  });

  it.each([
    ['request:create', { ...wanted, reason: 'x\0' }, 'reason: must not'],
    ['request:list', { q: '\ud83d' }, 'q: must not'],
  ])(
    'refuse text that databases cannot store: %s',
    async (name, input, message) => {
      const { invoke } = await start();

      await expect(invoke(name, input)).rejects.toThrow(message);
    },
  );
});
