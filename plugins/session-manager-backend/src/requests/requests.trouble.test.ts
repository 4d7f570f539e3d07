import { mockCredentials } from '@backstage/backend-test-utils';
import { RoleRequest } from 'backstage-plugin-session-manager-common';
import knexFactory, { Knex } from 'knex';
import { findPostgres, LocalPostgres, startPostgres } from 'local-aws';
import {
  as,
  configWith,
  ENTITIES,
  production,
} from '../__testUtils__/startPortal';
import { useRequests } from '../__testUtils__/useRequests';

jest.setTimeout(120_000);

const programs = findPostgres();

const HANDOVER = {
  sealed: 'AAAA',
  subject: {
    activationId: 'e488f2f6-e686-4afb-8a04-ef6df0000001',
    accountId: production,
    region: 'us-east-1',
    roleName: 'web',
    instanceLimit: 1,
    activationExpiresAt: '2026-12-01T00:00:00.000Z',
  },
};

/** The databases that are available on this machine. */
const DATABASES = ['SQLite', ...('folder' in programs ? ['PostgreSQL'] : [])];
if ('missing' in programs) {
  console.warn(`Not tested on PostgreSQL. ${programs.missing}`);
}

describe.each(DATABASES)('requests in %s', name => {
  const requests = useRequests();
  let postgres: LocalPostgres | undefined;
  let knex: Knex;
  let unharmed: RoleRequest;
  let bringBack: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    if (name === 'PostgreSQL' && 'folder' in programs) {
      postgres = await startPostgres(programs.folder);
      const { host, port, user } = postgres;
      knex = knexFactory({
        client: 'pg',
        connection: { host, port, user },
        pool: { min: 0, max: 20 },
        acquireConnectionTimeout: 2_000,
        log: { warn: () => {} },
      });
    } else {
      knex = knexFactory({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
      });
    }
  });

  afterAll(async () => {
    await knex.destroy();
    await postgres?.stop();
  });

  /** Stops the database; returns how to restart it, if possible. */
  async function killDatabase() {
    if (postgres) {
      await postgres.crash();
      return postgres.restart;
    }
    await knex.destroy();
    return undefined;
  }

  it('are approved once by many concurrent approvers', async () => {
    const people = Array.from({ length: 20 }, (_, n) => `user:default/p${n}`);
    const portal = await requests.start({
      knex,
      features: [],
      config: configWith({ approvers: people }),
      entities: ENTITIES,
    });
    const filed = await portal.file({ roleName: 'race' });

    const answers = await Promise.all(
      people.map(person =>
        portal.decide(filed, 'approve', mockCredentials.user.header(person)),
      ),
    );

    const count = (status: number) =>
      answers.filter(answer => answer.status === status).length;
    expect([count(200), count(409)]).toEqual([1, people.length - 1]);
    const { history, request } = await portal.details(filed.id);
    expect(request.state.status).toBe('approved');
    expect(history.map(({ event }) => event)).toEqual(['file', 'approve']);
  });

  it('accept many concurrent approvals, one per user', async () => {
    const people = Array.from({ length: 10 }, (_, n) => `user:default/p${n}`);
    const portal = await requests.start({
      knex,
      features: [],
      config: configWith({ approvers: people, required: people.length }),
    });
    const filed = await portal.file({ roleName: 'unanimous' });

    const answers = await Promise.all(
      [...people, ...people].map(person =>
        portal.decide(filed, 'approve', mockCredentials.user.header(person)),
      ),
    );

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    const { history, request } = await portal.details(filed.id);
    expect(request.state).toMatchObject({
      status: 'approved',
      approval: { kind: 'people', approvals: { length: people.length } },
    });
    expect(history.map(({ to }) => to)).toEqual([
      ...Array(people.length).fill('pending'),
      'approved',
    ]);
  });

  it('are approved or withdrawn, never both', async () => {
    const portal = await requests.start({ knex, features: [] });
    for (let n = 1; n <= 10; n++) {
      const filed = await portal.file({ roleName: `either-${n}` });
      const answers = await Promise.all([
        portal.decide(filed, 'approve', as.grace),
        portal.decide(filed, 'withdraw', as.ada),
        portal.decide(filed, 'reject', as.noor, 'no'),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([
        200, 409, 409,
      ]);
      expect((await portal.details(filed.id)).history).toHaveLength(2);
    }
  });

  it('are claimed by one of many tasks', async () => {
    const portal = await requests.start({ knex, features: [] });
    const filed = await portal.file({ roleName: 'claimed' });
    await portal.decide(filed, 'approve', as.grace).expect(200);

    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        portal.post(
          `/requests/${filed.id}/claim`,
          { taskId: `${n % 5}` },
          as.scaffolder,
        ),
      ),
    );

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(8);
  });

  it('are filed once by many concurrent callers', async () => {
    const portal = await requests.start({ knex, features: [] });
    const body = {
      spec: { accountId: production, roleName: 'at-once' },
      reason: 'x',
    };

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => portal.post('/requests', body)),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array(9).fill(200),
      201,
    ]);
    expect(new Set(answers.map(answer => answer.body.request.id)).size).toBe(1);
  });

  // Runs last, because not every database can be restarted.
  it('report that the database is unavailable', async () => {
    const portal = await requests.start({ knex, features: [] });
    unharmed = await portal.file({ roleName: 'unharmed' });
    const path = `/requests/${unharmed.id}`;

    bringBack = await killDatabase();

    for (const answer of [
      await portal.get('/requests'),
      await portal.get(path),
      await portal.decide(unharmed, 'approve', as.grace),
      await portal.post('/requests', {
        spec: { accountId: production, roleName: 'lost' },
        reason: 'x',
      }),
      await portal.get(`/handovers/${unharmed.id}`),
      await portal.post(`/handovers/${unharmed.id}/open`, { key: 'x' }),
      await portal.post('/handovers', HANDOVER),
    ]) {
      expect(answer.status).toBe(503);
      expect(answer.body.error).toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(
          /database does not answer. Nothing was changed/,
        ),
      });
      expect(answer.text).not.toMatch(
        /select|insert|role_requests|["`]handovers/i,
      );
    }
  });

  if (name === 'PostgreSQL') {
    it('are unchanged once it is back', async () => {
      await bringBack?.();
      const portal = await requests.start({ knex, features: [] });

      const { request, history } = await portal.details(unharmed.id);

      expect(request.state).toEqual({ status: 'pending', approvals: [] });
      expect(history).toHaveLength(1);
      await portal.decide(unharmed, 'approve', as.grace).expect(200);
    });
  }
});
