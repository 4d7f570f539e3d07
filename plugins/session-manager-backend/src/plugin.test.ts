import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { component, startPlugin } from './__testUtils__/startPlugin';
import { useDemoAws } from './__testUtils__/useDemoAws';

jest.setTimeout(60_000);

const ROLES = '/entities/component/default/payments/roles';

describe('GET /entities/:kind/:namespace/:name/roles', () => {
  const aws = useDemoAws();
  let stop: (() => Promise<void>) | undefined;

  async function start(options: Parameters<typeof startPlugin>[0]) {
    const plugin = await startPlugin(options);
    stop = plugin.stop;
    return plugin;
  }

  afterEach(() => stop?.());

  it('responds to users and services', async () => {
    const { get } = await start({ entities: [component('payments')] });

    for (const header of [
      mockCredentials.user.header(),
      mockCredentials.service.header(),
    ]) {
      const { body } = await get(ROLES)
        .set('authorization', header)
        .expect(200);
      expect(body.roles).toHaveLength(1);
    }
  });

  it('accepts the kind in any case', async () => {
    const { get } = await start({ entities: [component('payments')] });

    const { body } = await get('/entities/Component/default/payments/roles');

    expect(body.roles).toHaveLength(1);
  });

  it('refuses unauthenticated callers', async () => {
    const { get } = await start({ entities: [component('payments')] });

    const { body } = await get(ROLES)
      .set('authorization', mockCredentials.none.header())
      .expect(401);

    expect(body.error.name).toBe('AuthenticationError');
    expect(aws.calls()).toEqual([]);
  });

  it('reads the catalog as the caller, and does not call AWS for hidden entities', async () => {
    const reader = mockCredentials.user('user:default/reader');
    const catalog = catalogServiceMock.mock({
      getEntityByRef: async (_, options) =>
        JSON.stringify(options).includes(reader.principal.userEntityRef)
          ? component('payments')
          : undefined,
    });
    const { get } = await start({ catalog: catalog.factory });
    const as = (user: string) => mockCredentials.user.header(user);

    const { body } = await get(ROLES)
      .set('authorization', as('user:default/stranger'))
      .expect(404);
    expect(body.error).toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('component:default/payments'),
    });
    expect(aws.calls()).toEqual([]);

    await get(ROLES)
      .set('authorization', as('user:default/reader'))
      .expect(200);
  });

  it('does not find an entity that is not in the catalog', async () => {
    const { get } = await start({ entities: [] });

    await get(ROLES).expect(404);

    expect(aws.calls()).toEqual([]);
  });

  it.each([
    ['a kind', '/entities/1kind/default/payments/roles'],
    ['a namespace', '/entities/component/de%20fault/payments/roles'],
    ['a name', '/entities/component/default/pay%2Aments/roles'],
    ['a refresh', `${ROLES}?refresh=maybe`],
    ['an unknown parameter', `${ROLES}?fresh=true`],
  ])('refuses %s if malformed', async (_, path) => {
    const { get } = await start({ entities: [component('payments')] });

    const { body } = await get(path).expect(400);

    expect(body.error.name).toBe('InputError');
    expect(aws.calls()).toEqual([]);
  });

  it('records who read what, and the result', async () => {
    const auditor = mockServices.auditor.mock();
    const event = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(event);
    const { get } = await start({
      entities: [component('payments')],
      auditor: auditor.factory,
    });

    await get(ROLES).expect(200);
    expect(auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        eventId: 'role-fetch',
        severityLevel: 'low',
        meta: { entityRef: 'component:default/payments', refresh: false },
      }),
    );
    expect(event.success).toHaveBeenCalledWith({ meta: { roles: 1 } });

    await get('/entities/component/default/hidden/roles').expect(404);
    expect(event.fail).toHaveBeenCalledWith({
      error: expect.objectContaining({ name: 'NotFoundError' }),
    });
  });

  it('describes itself', async () => {
    const { get } = await start({ entities: [] });

    const { body } = await get('/openapi.json').expect(200);

    const path =
      '/api/session-manager/entities/{kind}/{namespace}/{name}/roles';
    expect(body.paths[path].get.responses).toHaveProperty('200');
    expect(body.components).toHaveProperty('schemas.EntityRoles');
  });

  it('starts and reports the reason if AWS cannot be reached', async () => {
    await aws.leadNowhere();
    const annotations = {
      'aws.amazon.com/session-manager-role-arn':
        'arn:aws:iam::111122223333:role/web',
    };
    const { roles } = await start({
      entities: [component('payments', annotations)],
    });

    const { incomplete, roles: found } = await roles('payments');

    const fault = expect.objectContaining({ kind: 'unreachable' });
    expect(found).toEqual([
      expect.objectContaining({ status: 'fault', fault }),
    ]);
    expect(incomplete).toEqual([
      expect.objectContaining({ accountId: '111122223333', fault }),
      expect.objectContaining({ accountId: '444455556666', fault }),
    ]);
  }, 60_000);

  it('refuses to start with an invalid configuration', async () => {
    await expect(
      startPlugin({
        entities: [],
        config: { sessionManager: { accounts: [{ accountId: 'dev' }] } },
      }),
    ).rejects.toThrow('sessionManager.accounts[0].accountId');
  });
});
