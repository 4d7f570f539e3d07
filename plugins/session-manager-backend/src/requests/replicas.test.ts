import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import knexFactory, { Knex } from 'knex';
import {
  assumeAccount,
  AwsAnswer,
  AwsProxy,
  findPostgres,
  LocalAws,
  LocalPostgres,
  startAwsProxy,
  startLocalAws,
  startPostgres,
} from 'local-aws';
import { APPROVERS } from '../__testUtils__/replicas/entities';
import { Replica, startReplica } from '../__testUtils__/replicas/startReplica';

jest.setTimeout(900_000);

const AT_ONCE = 32;
/** Longer than a dead backend's tasks and claims take to be noticed. */
const STUCK_AFTER_MS = 240_000;
const ACCOUNT = '111122223333';

const programs = findPostgres();

describe.each([
  // Each backend runs ten tasks at a time, so each kill hits some.
  { recovery: 'on', count: 150 },
  // Backstage's default: users retry what a killed backend left behind.
  { recovery: 'off', count: 60 },
])('two backends on one PostgreSQL, with task recovery $recovery', run => {
  const { recovery, count: COUNT } = run;
  if ('missing' in programs) {
    it(`are not tested here. ${programs.missing}`, () => {
      expect(programs.missing).toContain('PostgreSQL');
    });
    return;
  }

  let folder: string;
  let postgres: LocalPostgres;
  let aws: LocalAws;
  let proxy: AwsProxy;
  let replicas: Replica[];
  /** The number of times that AWS created each role. */
  const created = new Map<string, number>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'session-manager-replicas-'));
    [postgres, aws] = await Promise.all([
      startPostgres(programs.folder),
      startLocalAws(),
    ]);
    proxy = await startAwsProxy(aws.endpoint);
    proxy.answer(async ({ operation }, pass) => {
      const answer = await pass();
      if (operation === 'CreateRole' && answer.statusCode === 200) {
        const roleName = roleNameIn(answer);
        created.set(roleName, (created.get(roleName) ?? 0) + 1);
      }
      return answer;
    });
    const common = {
      folder,
      postgres,
      taskRecovery: recovery === 'on',
      env: {
        ...aws.env,
        AWS_ENDPOINT_URL: proxy.endpoint,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
      sessionManager: {
        accounts: [
          {
            accountId: ACCOUNT,
            partition: 'aws',
            approval: { approvers: ['group:default/security'], required: 2 },
          },
        ],
        requests: { sweep: { seconds: 5 } },
        limits: { openRequestsPerRequester: COUNT, requestsPerDay: COUNT },
      },
    };
    // Sequential, because the first one creates the tables.
    replicas = [await startReplica({ ...common, name: 'one' })];
    replicas.push(await startReplica({ ...common, name: 'two' }));
  });

  afterAll(async () => {
    await Promise.all(replicas?.map(replica => replica.stop()) ?? []);
    await proxy?.stop();
    await Promise.all([postgres?.stop(), aws?.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  /** Calls any backend until one responds, as a user's browser would. */
  async function call(path: string, token: string, body?: object) {
    for (let n = Math.floor(Math.random() * 2); ; n++) {
      try {
        const answer = await fetch(`${replicas[n % 2].url}/api${path}`, {
          method: body ? 'POST' : 'GET',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
          },
          body: body && JSON.stringify(body),
        });
        const text = await answer.text();
        if (answer.status < 500) {
          return { status: answer.status, body: JSON.parse(text) };
        }
      } catch {
        // It is dead: tries the other one, or this one again a little later.
      }
      await sleep(50);
    }
  }

  async function signIn(name: string): Promise<string> {
    const answer = await fetch(`${replicas[0].url}/api/auth/header/refresh`, {
      headers: { 'x-user': name },
    });
    const { backstageIdentity } = await answer.json();
    return backstageIdentity.token;
  }

  it('carry out each request once, however often they are killed', async () => {
    const began = Date.now();
    const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`;
    const ada = await signIn('ada');
    const approvers = await Promise.all(APPROVERS.map(signIn));

    const requests: Array<{ id: string; specHash: string }> = [];
    await inParallel(
      Array.from({ length: COUNT }, (_, n) => `role-${n}`),
      async roleName => {
        const { status, body } = await call('/session-manager/requests', ada, {
          spec: { accountId: ACCOUNT, roleName },
          reason: 'for the test',
        });
        expect(status).toBe(201);
        requests.push(body.request);
      },
    );
    const filedAfter = seconds();

    const database = knexFactory({
      client: 'pg',
      connection: {
        host: postgres.host,
        port: postgres.port,
        user: postgres.user,
        database: 'backstage_plugin_session-manager',
      },
    });
    const answers: Record<number, number> = {};
    const approving = inParallel(
      shuffled(
        requests.flatMap(request =>
          approvers.map(token => ({ request, token })),
        ),
      ),
      async ({ request: { id, specHash }, token }) => {
        const { status } = await call(
          `/session-manager/requests/${id}/approve`,
          token,
          { specHash },
        );
        answers[status] = (answers[status] ?? 0) + 1;
      },
    );
    const kills = killOnTheWay(database, replicas, COUNT);
    const retries: Record<number, number> = {};
    const retrying = untilProvisioned(database, COUNT, async () => {
      for (const { id, specHash } of await failedIn(database)) {
        const { status } = await call(
          `/session-manager/requests/${id}/retry`,
          ada,
          { specHash },
        );
        retries[status] = (retries[status] ?? 0) + 1;
      }
    });
    await Promise.all([approving, kills, retrying]);
    const doneAfter = seconds();

    const histories = await readHistories(database);
    expect(histories.size).toBe(COUNT);
    for (const history of histories.values()) {
      expectComplete(history);
    }
    const roles = await rolesIn(aws);
    expect(roles).toHaveLength(COUNT);
    expect([...created.values()].filter(times => times !== 1)).toEqual([]);
    expect(created.size).toBe(COUNT);

    const events = [...histories.values()].flat().map(({ event }) => event);
    const count = (event: string) => events.filter(e => e === event).length;
    process.stdout.write(
      [
        `Two backends on one PostgreSQL, task recovery ${recovery}`,
        `  filed             ${COUNT} requests in ${filedAfter}`,
        `  approvals         ${COUNT * APPROVERS.length} sent at once: ${Object.entries(
          answers,
        )
          .map(([status, times]) => `${times} x ${status}`)
          .join(', ')}`,
        `  backends killed   ${await kills}`,
        `  tasks started     ${count('start')}, claims ${count('claim')}, failed ${count('fail')}`,
        `  roles created     ${roles.length}, more than once 0, lost 0`,
        `  retries           ${JSON.stringify(retries)}`,
        `  history           ${events.length} rows, none missing`,
        `  all done after    ${doneAfter}`,
        '',
      ].join('\n'),
    );
    await database.destroy();
  });
});

/** The role that IAM reports as created. */
function roleNameIn({ body, rawBody }: AwsAnswer): string {
  const text = body ?? Buffer.from(rawBody ?? []).toString();
  return /<RoleName>([^<]+)</.exec(text)?.[1] ?? '';
}

interface HistoryStep {
  event: string;
  actor: string | null;
  from_status: string | null;
  to_status: string;
}

/** One filing, two approvals by different users, one end, and no gap. */
function expectComplete(history: HistoryStep[]): void {
  const of = (event: string) => history.filter(row => row.event === event);
  expect(of('file')).toHaveLength(1);
  expect(new Set(of('approve').map(({ actor }) => actor)).size).toBe(2);
  expect(of('approve')).toHaveLength(2);
  expect(
    history.filter(
      ({ to_status: to, from_status: from }) =>
        to === 'provisioned' && from !== to,
    ),
  ).toHaveLength(1);
  history.slice(1).forEach((row, index) => {
    expect(row.from_status).toBe(history[index].to_status);
  });
}

async function readHistories(
  database: Knex,
): Promise<Map<string, HistoryStep[]>> {
  const rows: Array<HistoryStep & { request_id: string }> = await database(
    'role_request_history',
  ).orderBy('id');
  return Map.groupBy(rows, ({ request_id: id }) => id);
}

async function provisioned(database: Knex): Promise<number> {
  const [{ count }] = await database('role_requests')
    .where({ status: 'provisioned' })
    .count({ count: '*' });
  return Number(count);
}

async function untilProvisioned(
  database: Knex,
  atLeast: number,
  meanwhile: () => Promise<void> = async () => {},
): Promise<void> {
  let last = { count: -1, at: 0 };
  for (;;) {
    const count = await provisioned(database);
    if (count >= atLeast) {
      return;
    }
    if (count !== last.count) {
      last = { count, at: Date.now() };
    } else if (Date.now() - last.at > STUCK_AFTER_MS) {
      throw new Error(
        `Since ${STUCK_AFTER_MS / 1000} s no request was provisioned. Not done: ${await notDone(database)}`,
      );
    }
    await meanwhile();
    await sleep(200);
  }
}

/** What waits, with its task, so that a log of a stuck run tells why. */
async function notDone(database: Knex): Promise<string> {
  const requests = await database('role_requests')
    .whereNot({ status: 'provisioned' })
    .select('id', 'status', 'task_id');
  const scaffolder = knexFactory({
    client: 'pg',
    connection: {
      ...(database.client.config.connection as Knex.PgConnectionConfig),
      database: 'backstage_plugin_scaffolder',
    },
  });
  try {
    const tasks = await scaffolder('tasks')
      .whereNotIn('status', ['completed'])
      .select('id', 'status', 'created_at', 'last_heartbeat_at');
    return JSON.stringify({ requests, tasks });
  } finally {
    await scaffolder.destroy();
  }
}

async function failedIn(
  database: Knex,
): Promise<Array<{ id: string; specHash: string }>> {
  return database('role_requests')
    .where({ status: 'failed' })
    .select('id', { specHash: 'spec_hash' });
}

/** Kills one, then the other, then both; returns the number of kills. */
async function killOnTheWay(
  database: Knex,
  [one, two]: Replica[],
  count: number,
): Promise<number> {
  const plan: Array<[number, Replica[]]> = [
    [0.1, [one]],
    [0.3, [two]],
    [0.5, [one, two]],
  ];
  for (const [share, victims] of plan) {
    await untilProvisioned(database, share * count);
    await Promise.all(victims.map(victim => victim.kill()));
    await Promise.all(victims.map(victim => victim.restart()));
  }
  return plan.flatMap(([, victims]) => victims).length;
}

async function rolesIn(aws: LocalAws): Promise<string[]> {
  const iam = new IAMClient(await assumeAccount(aws.env, ACCOUNT));
  const names: string[] = [];
  for await (const { Roles = [] } of paginateListRoles({ client: iam }, {})) {
    names.push(...Roles.map(({ RoleName = '' }) => RoleName));
  }
  return names;
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map(item => [Math.random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

async function inParallel<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await work(next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
