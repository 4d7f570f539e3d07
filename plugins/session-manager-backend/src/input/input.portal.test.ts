import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory, { Knex } from 'knex';
import request from 'supertest';
import { useDatabases } from '../__testUtils__/databases';
import { Portal, useRequests } from '../__testUtils__/useRequests';
import { as, production } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const NUL = '\0';
/** The first half of a surrogate pair: valid in JSON, but not in UTF-8. */
const HALF = '\ud83d';
const ID = '6f2d6d7e-0d1c-4f0f-9a60-6c0f5c9f0001';
const HASH = 'a'.repeat(64);
const spec = { accountId: production, roleName: 'web' };

const cursor = (place: object) =>
  Buffer.from(
    JSON.stringify({
      field: 'createdAt',
      order: 'desc',
      value: 0,
      id: ID,
      direction: 'next',
      ...place,
    }),
  ).toString('base64url');

describe('input that databases cannot store', () => {
  const requests = useRequests();
  const databases = useDatabases();

  describe.each(databases.ids)('%s', databaseId => {
    let portal: Portal;

    beforeAll(async () => {
      const knex = await databases.migrated(databaseId);
      portal = await requests.startForAll({ knex, features: [] });
    });

    it.each([
      ['reason', '/requests', { spec, reason: `x${NUL}` }],
      ['reason', '/requests', { spec, reason: HALF }],
      [
        'spec.roleTags',
        '/requests',
        { spec: { ...spec, roleTags: { [NUL]: 'x' } }, reason: 'x' },
      ],
      [
        'spec.roleDescription',
        '/preview',
        { spec: { ...spec, roleDescription: NUL } },
      ],
      ['message', '/explain', { message: NUL }],
      [
        'comment',
        `/requests/${ID}/reject`,
        { specHash: HASH, comment: `no${NUL}` },
      ],
      ['key', `/handovers/${ID}/open`, { key: NUL }],
    ])(
      'is refused with the name of its field: %s',
      async (field, path, body) => {
        const answer = await portal.post(path, body);

        expect(answer.status).toBe(400);
        expect(answer.body.error).toMatchObject({
          name: 'InputError',
          message: expect.stringContaining(`${field}: must not`),
        });
      },
    );

    it.each([
      ['taskId', 'claim', { taskId: NUL }],
      ['error', 'report', { taskId: '1', outcome: 'failed', error: HALF }],
    ])('is refused from the scaffolder too: %s', async (field, verb, body) => {
      const answer = await portal.post(
        `/requests/${ID}/${verb}`,
        body,
        as.scaffolder,
      );

      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain(`${field}: must not`);
    });

    it.each([
      ['q: must not', 'q=%00'],
      ['entityRef: must not', 'entityRef=component%3Adefault%2F%00'],
      ['cursor: ', `cursor=${cursor({ value: 8_640_000_000_000_001 })}`],
      ['cursor: ', `cursor=${cursor({ value: -1 })}`],
      ['cursor: ', `cursor=${cursor({ value: 1e300 })}`],
      ['cursor: ', `cursor=${cursor({ id: NUL })}`],
      ['cursor: ', `cursor=${cursor({ field: 'roleName', value: NUL })}`],
      ['limit', 'limit=99999999999999999999'],
    ])('is refused in a query: %s', async (message, query) => {
      const answer = await portal.get(`/requests?${query}`);

      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain(message);
    });

    it.each([
      '/requests/%00',
      '/handovers/%00',
      '/entities/component/default/%00/roles',
      '/entities/component/default/%ff/roles',
      '/accounts/111122223333/%00',
    ])('is refused in a path: %s', async path => {
      const { status } = await portal.get(path);

      expect(status).toBe(400);
    });

    it('is refused at any depth', async () => {
      const depth = 20_000;
      const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      const answer = await request(portal.server)
        .post('/api/session-manager/requests')
        .set('authorization', as.ada)
        .set('content-type', 'application/json')
        .send(`{"spec":{"roleName":${nested}},"reason":"x"}`);

      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain('nested deeper than');
    });

    it('leaves all other text unchanged', async () => {
      const reason = 'näher 😀 \u202e\u0007 ';
      const { body } = await portal
        .post('/requests', { spec, reason })
        .expect(201);

      const { request: kept, history } = await portal.details(body.request.id);

      expect(kept.reason).toBe(reason.trim());
      expect(history[0].comment).toBe(reason.trim());
    });
  });
});

describe('a database file that another process has locked', () => {
  const requests = useRequests();
  let folder: string;
  let knex: Knex;
  let other: Knex;

  const open = () =>
    knexFactory({
      client: 'better-sqlite3',
      connection: { filename: join(folder, 'db.sqlite') },
      useNullAsDefault: true,
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'locked-'));
    knex = open();
    other = open();
  });

  afterAll(async () => {
    await Promise.all([knex.destroy(), other.destroy()]);
    await rm(folder, { recursive: true });
  });

  it('is reported as unavailable, without a statement in the error', async () => {
    const portal = await requests.start({ knex, features: [] });
    const filed = await portal.file();
    await knex.raw('pragma busy_timeout = 100');
    await other.raw('begin exclusive');
    const waits = jest.fn();
    knex.on('query-error', waits);

    const answers = [
      await portal.get('/requests'),
      await portal.get(`/requests/${filed.id}`),
      await portal.decide(filed, 'approve', as.grace),
      await portal.post('/requests', { spec, reason: 'x' }),
      await portal.get(`/handovers/${ID}`),
    ];

    for (const { status, body, text } of answers) {
      expect(status).toBe(503);
      expect(body.error.message).toMatch(/does not answer/);
      expect(text).not.toMatch(
        /select|insert|begin|role_requests|["`]handovers/i,
      );
    }
    // Each call waits for the lock once, however much it reads.
    expect(waits).toHaveBeenCalledTimes(answers.length);
    await other.raw('rollback');
    await portal.get('/requests').expect(200);
  });
});
