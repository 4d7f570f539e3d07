import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import {
  coreServices,
  createServiceFactory,
  RootLoggerService,
} from '@backstage/backend-plugin-api';
import { DescribeActivationsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockServices } from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';
import { clientConfig, LocalAws, startLocalAws } from 'local-aws';
import request from 'supertest';
import { parse } from 'yaml';
import { as, ENTITIES, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(300_000);

const TEMPLATE = 'session-manager-hybrid-role';

/** A database file for each plugin. */
function databaseFiles(folder: string, opened: Knex[]) {
  return createServiceFactory({
    service: coreServices.database,
    deps: { plugin: coreServices.pluginMetadata },
    factory: ({ plugin }) => {
      const knex = knexFactory({
        client: 'better-sqlite3',
        connection: { filename: join(folder, `${plugin.getId()}.sqlite`) },
        useNullAsDefault: true,
      });
      opened.push(knex);
      return mockServices.database({ knex });
    },
  });
}

/** Keeps every log line with all that is in it. */
function logBook(lines: string[]) {
  const keep = (...told: unknown[]) => {
    lines.push(JSON.stringify(told));
  };
  const logger: RootLoggerService = {
    child: () => logger,
    error: keep,
    warn: keep,
    info: keep,
    debug: keep,
  };
  return createServiceFactory({
    service: coreServices.rootLogger,
    deps: {},
    factory: () => logger,
  });
}

describe('an activation code, from the task to the person who ran it', () => {
  const environment = process.env;
  const logs: string[] = [];
  const opened: Knex[] = [];
  let aws: LocalAws;
  let folder: string;
  let portal: Awaited<ReturnType<typeof startPortal>>;

  beforeAll(async () => {
    aws = await startLocalAws();
    process.env = { ...environment, ...aws.env };
    folder = await mkdtemp(join(tmpdir(), 'handover-'));
    portal = await startPortal({
      entities: [...ENTITIES, readTemplate()],
      services: [databaseFiles(folder, opened), logBook(logs)],
    });
  });

  afterAll(async () => {
    await portal?.stop();
    await rm(folder, { recursive: true });
    await aws.stop();
    process.env = environment;
  });

  it('is handed over once, to that person, and is nowhere else', async () => {
    const task = await runTemplate();
    expect(task).toMatchObject({ status: 'completed' });
    const { url } = task.output.links[0];
    const [, id, key] =
      /^http:\/\/localhost:3000\/session-manager\/handover\/([\w-]+)#([\w-]+)$/.exec(
        url,
      ) ?? [];
    const open = (header: string) =>
      portal.post(`/handovers/${id}/open`, { key }, header);

    await open(as.grace).expect(403);
    await open(as.scaffolder).expect(403);
    await open(as.nobody).expect(401);
    const { body: waiting } = await portal
      .get(`/handovers/${id}`, as.ada)
      .expect(200);
    expect(waiting).toMatchObject({
      state: 'waiting',
      subject: { roleName: 'warehouse', instanceLimit: 3 },
    });

    const { body, headers } = await open(as.ada).expect(200);

    expect(body.secret).toMatch(/^.{20,250}$/);
    expect(headers['cache-control']).toBe('no-store');
    expect(await activationIds()).toEqual([waiting.subject.activationId]);
    const { body: gone } = await open(as.ada).expect(404);
    expect(gone.error.message).toMatch(/^You opened it at .* It is gone/);

    const everything = [...logs, JSON.stringify(task), ...(await files())];
    expect(everything.join('\n')).toContain(id);
    expect(everything.filter(text => text.includes(body.secret))).toEqual([]);
    // The key is in the results of the task, and there alone.
    expect(logs.filter(text => text.includes(key))).toEqual([]);
    expect((await files('session-manager')).join('')).not.toContain(key);
    expect((await files('scaffolder')).join('')).toContain(key);
  });

  it.each([
    ['no subject', { sealed: 'AAAA' }],
    ['a subject with more in it', { sealed: 'AAAA', subject: { code: 'x' } }],
    ['what is not sealed', { sealed: 'a secret!', subject: {} }],
  ])('refuses to keep %s', async (_, body) => {
    const { status } = await portal.post('/handovers', body, as.ada);

    expect(status).toBe(400);
  });

  it.each(['/handovers/1', '/handovers/6f2d6d7e-0d1c-4f0f-9a60-6c0f5c9f0001'])(
    'has nothing at %s',
    async path => {
      const { status } = await portal.get(path, as.ada);
      expect([400, 404]).toContain(status);
    },
  );

  function readTemplate() {
    const file = `../../../../templates/${TEMPLATE}/template.yaml`;
    return parse(readFileSync(resolve(__dirname, file), 'utf8'));
  }

  async function runTemplate() {
    const scaffolder = (method: 'get' | 'post', path: string) =>
      request(portal.server)
        [method](`/api/scaffolder/v2/tasks${path}`)
        .set('authorization', as.ada);
    const { body } = await scaffolder('post', '').send({
      templateRef: `template:default/${TEMPLATE}`,
      values: {
        entityRef: 'component:default/payments',
        roleName: 'warehouse',
        instanceLimit: 3,
      },
    });
    for (;;) {
      const { body: events } = await scaffolder('get', `/${body.id}/events`);
      const end = events.find(
        ({ type }: { type: string }) => type === 'completion',
      );
      if (end) {
        const { body: task } = await scaffolder('get', `/${body.id}`);
        return { status: task.status, events, output: end.body.output };
      }
      await new Promise(wake => setTimeout(wake, 50));
    }
  }

  /** The bytes of the databases, as they lie on the disk. */
  async function files(plugin = ''): Promise<string[]> {
    await Promise.all(
      opened.map(knex => knex.raw('PRAGMA wal_checkpoint(TRUNCATE)')),
    );
    const names = await readdir(folder);
    return Promise.all(
      names
        .filter(name => name.startsWith(plugin))
        .map(name => readFile(join(folder, name), 'latin1')),
    );
  }

  async function activationIds() {
    const { ActivationList = [] } = await new SSMClient(
      clientConfig(aws.env),
    ).send(new DescribeActivationsCommand({}));
    return ActivationList.map(({ ActivationId }) => ActivationId);
  }
});
