import { Knex } from 'knex';
import { useDatabases } from '../__testUtils__/databases';
import { as, PORTAL_CONFIG, production } from '../__testUtils__/startPortal';
import { Portal, useRequests } from '../__testUtils__/useRequests';

jest.setTimeout(120_000);

const ENTITY = 'component:default/payments';

describe('the limits', () => {
  const requests = useRequests();
  const databases = useDatabases();

  describe.each(databases.ids)('%s', databaseId => {
    let knex: Knex;

    beforeEach(async () => {
      knex = await databases.migrated(databaseId);
    });

    const start = (limits: object) =>
      requests.start({
        knex,
        features: [],
        config: {
          ...PORTAL_CONFIG,
          sessionManager: { ...PORTAL_CONFIG.sessionManager, limits },
        },
      });

    const file = (
      portal: Portal,
      roleName: string,
      spec: object = {},
      header = as.ada,
    ) =>
      portal.post(
        '/requests',
        { spec: { accountId: production, roleName, ...spec }, reason: 'x' },
        header,
      );

    it('of open requests per user apply across replicas', async () => {
      const limits = { openRequestsPerRequester: 3 };
      const replicas = [await start(limits), await start(limits)];

      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, n) => file(replicas[n % 2], `role-${n}`)),
      );

      const filed = answers.filter(({ status }) => status === 201);
      const refused = answers.filter(({ status }) => status === 429);
      expect([filed.length, refused.length]).toEqual([3, 5]);
      expect(refused[0].body.error).toMatchObject({
        name: 'LimitExceededError',
        message: expect.stringMatching(/limit of 3 open requests.*Withdraw/),
      });
      expect(await knex('role_requests')).toHaveLength(3);
      expect(await knex('role_request_history')).toHaveLength(3);

      // An existing request is returned, others have their own limit, and a
      // decision makes room.
      const [portal] = replicas;
      const { request } = filed[0].body;
      await file(portal, request.spec.roleName).expect(200);
      await file(portal, 'of-grace', {}, as.grace).expect(201);
      await portal.decide(request, 'withdraw', as.ada).expect(200);
      await file(portal, 'once-more').expect(201);
    });

    it('of open requests for a service apply across requesters', async () => {
      const portal = await start({ openRequestsPerEntity: 1 });
      await file(portal, 'one', { entityRef: ENTITY }).expect(201);

      const { body } = await file(
        portal,
        'two',
        { entityRef: ENTITY },
        as.grace,
      ).expect(429);

      expect(body.error.message).toContain(
        `${ENTITY} has reached the limit of 1 open requests`,
      );
      await file(portal, 'of-nobody', {}, as.grace).expect(201);
    });

    it('per day include withdrawn requests', async () => {
      const portal = await start({ requestsPerDay: 2 });
      for (const roleName of ['one', 'two']) {
        const { body } = await file(portal, roleName).expect(201);
        await portal.decide(body.request, 'withdraw', as.ada).expect(200);
      }

      const { body } = await file(portal, 'three').expect(429);

      expect(body.error.message).toContain('in 24 hours');
    });
  });
});
