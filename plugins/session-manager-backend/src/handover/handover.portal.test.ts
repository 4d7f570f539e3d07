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
const LINK =
  /^http:\/\/localhost:3000\/session-manager\/handover\/([\w-]+)#([\w-]+)$/;

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

/** Records every log line with all its fields. */
function logBook(lines: string[]) {
  const keep = (...texts: unknown[]) => {
    lines.push(JSON.stringify(texts));
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

describe('an activation code, from the task to the user who ran it', () => {
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

  it('is handed over once, to that user, and is nowhere else', async () => {
    const task = await runTemplate();
    expect(task).toMatchObject({ status: 'completed' });
    const { url } = task.output.links[0];
    const [, id, key] = LINK.exec(url) ?? [];
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
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    expect(await activationIds()).toEqual([waiting.subject.activationId]);
    const { body: gone } = await open(as.ada).expect(404);
    expect(gone.error.message).toMatch(
      /^You opened it at .* It is no longer available/,
    );

    const everything = [...logs, JSON.stringify(task), ...(await files())];
    expect(everything.join('\n')).toContain(id);
    expect(everything.filter(text => text.includes(body.secret))).toEqual([]);
    // The key is in the results of the task only.
    expect(logs.filter(text => text.includes(key))).toEqual([]);
    expect((await files('session-manager')).join('')).not.toContain(key);
    expect((await files('scaffolder')).join('')).toContain(key);
  });

  it('hides from others what it is for, and whether it was opened', async () => {
    const { output } = await runTemplate('depot');
    const [, id, key] = LINK.exec(output.links[0].url) ?? [];
    const responses = async () => {
      const answers = [
        await portal.get(`/handovers/${id}`, as.grace),
        await portal.post(`/handovers/${id}/open`, { key }, as.grace),
      ];
      return answers.map(({ status, text, headers }) => ({
        status,
        text,
        cache: headers['cache-control'],
        referrer: headers['referrer-policy'],
      }));
    };

    const before = await responses();
    await portal.post(`/handovers/${id}/open`, { key }, as.ada).expect(200);
    const after = await responses();

    expect(after).toEqual(before);
    for (const { status, text, cache, referrer } of before) {
      expect(status).toBe(403);
      expect(text).not.toMatch(/ada|depot|opened|activation|111122223333/i);
      expect([cache, referrer]).toEqual(['no-store', 'no-referrer']);
    }
    const { body } = await portal.get(`/handovers/${id}`, as.ada).expect(200);
    expect(body).toMatchObject({
      state: 'opened',
      openedAt: expect.any(String),
    });
  });

  it('shows a wrong key in no log and no response', async () => {
    const { output } = await runTemplate('wharf');
    const [, id] = LINK.exec(output.links[0].url) ?? [];
    const wrong = 'WrongKeyThatNobodyMayRead'.padEnd(43, 'x');
    const malformed = `${wrong} !`;

    const answers = [
      await portal.post(`/handovers/${id}/open`, { key: wrong }, as.ada),
      await portal.post(`/handovers/${id}/open`, { key: malformed }, as.ada),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 400]);
    const texts = [...logs, ...answers.map(({ text }) => text)];
    expect(texts.filter(text => text.includes(id))).not.toEqual([]);
    expect(texts.filter(text => text.includes(wrong))).toEqual([]);
  });

  it.each([
    ['no subject', { sealed: 'AAAA' }],
    [
      'a subject with additional fields',
      { sealed: 'AAAA', subject: { code: 'x' } },
    ],
    ['an unsealed secret', { sealed: 'a secret!', subject: {} }],
  ])('refuses to store %s', async (_, body) => {
    const { status } = await portal.post('/handovers', body, as.ada);

    expect(status).toBe(400);
  });

  it.each([
    ['/handovers/1', 400, 'InputError', /uuid/],
    [
      '/handovers/6f2d6d7e-0d1c-4f0f-9a60-6c0f5c9f0001',
      404,
      'NotFoundError',
      /no activation code/,
    ],
  ])('has nothing at %s: %i', async (path, status, name, message) => {
    const { body } = await portal.get(path, as.ada).expect(status);

    expect(body.error).toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });

  function readTemplate() {
    const file = `../../../../templates/${TEMPLATE}/template.yaml`;
    return parse(readFileSync(resolve(__dirname, file), 'utf8'));
  }

  async function runTemplate(roleName = 'warehouse') {
    const scaffolder = (method: 'get' | 'post', path: string) =>
      request(portal.server)
        [method](`/api/scaffolder/v2/tasks${path}`)
        .set('authorization', as.ada);
    const { body } = await scaffolder('post', '').send({
      templateRef: `template:default/${TEMPLATE}`,
      values: {
        entityRef: 'component:default/payments',
        roleName,
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

  /** The content of the database files. */
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
