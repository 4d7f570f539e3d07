import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolveRoleSpec } from 'backstage-plugin-session-manager-common';
import {
  deleteRole,
  provisionRole,
} from 'backstage-plugin-session-manager-node';
import { LocalAws } from 'local-aws';
import { startHeldAws } from './__testUtils__/heldAws';
import {
  inventory,
  noKnownRoles,
  testAccounts,
  useLocalAws,
} from './__testUtils__/localAws';
import { startTaskBackend, TaskBackend } from './__testUtils__/taskBackend';

jest.setTimeout(300_000);

const CREATION = [
  'CreatePolicy',
  'CreateRole',
  'CreateInstanceProfile',
  'AttachRolePolicy',
  'AddRoleToInstanceProfile',
];
const DELETION = [
  'DetachRolePolicy',
  'RemoveRoleFromInstanceProfile',
  'DeletePolicy',
  'DeleteInstanceProfile',
  'DeleteRole',
];

describe('tasks of a scaffolder that crashes', () => {
  let aws: LocalAws;
  let directory: string;
  const running: TaskBackend[] = [];

  beforeAll(async () => {
    aws = await useLocalAws();
  });

  beforeEach(async () => {
    await aws.reset();
    directory = await mkdtemp(join(tmpdir(), 'session-manager-tasks-'));
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map(backend => backend.kill()));
    await rm(directory, { recursive: true, force: true });
  });

  afterAll(() => aws.stop());

  const start = async (endpoint = aws.endpoint) => {
    const backend = await startTaskBackend(directory, {
      ...aws.env,
      AWS_ENDPOINT_URL: endpoint,
    });
    running.push(backend);
    return backend;
  };

  const kill = async (backend: TaskBackend) => {
    running.splice(running.indexOf(backend), 1);
    await backend.kill();
  };

  const make = async (roleName: string) => {
    const account = await testAccounts().get();
    await provisionRole({
      account,
      spec: resolveRoleSpec({ roleName }, account.settings),
      knownRoles: noKnownRoles(),
    });
  };

  /** The remaining changes to create or delete a role. */
  const stillToDo = async (verb: 'create' | 'delete', roleName: string) => {
    const account = await testAccounts().get();
    const common = { account, dryRun: true, knownRoles: noKnownRoles() };
    const { changes } =
      verb === 'create'
        ? await provisionRole({
            ...common,
            spec: resolveRoleSpec({ roleName }, account.settings),
          })
        : await deleteRole({ ...common, roleName });
    return changes;
  };

  it.each<['create' | 'delete', string[], number[]]>([
    ['create', CREATION, [10, 10, 10]],
    ['delete', DELETION, [0, 0, 0]],
  ])(
    'that %s roles continue after a crash before or after any call',
    async (verb, operations, there) => {
      // One role per moment: the task of each is running when the process is
      // killed.
      const moments = operations.flatMap(
        operation =>
          [
            { side: 'before', operation, roleName: `dies-before-${operation}` },
            { side: 'after', operation, roleName: `dies-after-${operation}` },
          ] as const,
      );
      if (verb === 'delete') {
        await Promise.all(moments.map(({ roleName }) => make(roleName)));
      }
      const held = await startHeldAws(
        aws.endpoint,
        call =>
          moments.find(
            ({ operation, roleName }) =>
              operation === call.operation &&
              `${call.parameters}`.includes(roleName),
          )?.side,
      );
      const first = await start(held.endpoint);
      const tasks = await Promise.all(
        moments.map(({ roleName }) => first.begin(verb, roleName)),
      );
      await until(
        () =>
          new Set(held.held.map(({ parameters }) => `${parameters}`)).size ===
          moments.length,
      );
      await kill(first);
      await held.stop();

      const second = await start();
      const ends = await Promise.all(tasks.map(task => second.ended(task)));

      for (const { status, events, log } of ends) {
        expect({ status, log }).toEqual({ status: 'completed', log });
        expect(events).toContain('recovered');
      }
      for (const { roleName } of moments) {
        expect(await stillToDo(verb, roleName)).toEqual([]);
      }
      const { iam } = await testAccounts().get();
      expect(await inventory(iam)).toEqual(there);
    },
  );

  it('stop between calls when cancelled, and report their progress', async () => {
    const held = await startHeldAws(aws.endpoint, ({ operation }) =>
      operation === 'CreateRole' ? 'after' : undefined,
    );
    const backend = await start(held.endpoint);
    const task = await backend.begin('create', 'cancelled');
    await until(() => held.held.length > 0);

    await backend.cancel(task);
    await until(async () =>
      (await backend.getTask(task)).events.includes('cancelled'),
    );
    // The worker polls every second.
    await sleep(2000);
    held.letGo();
    const { status, log } = await backend.ended(task);
    await held.stop();

    // The scaffolder's call for a task that was cancelled while it ran.
    expect(status).toBe('failed');
    expect(log).toMatch(
      /Cancelled\. Done: Created .*; Created .*; Created .*\. Not done: Attach policy .*; Add role/,
    );
    const calls = held.calls.map(({ operation }) => operation);
    // Reads for the readiness use protocols that do not name the operation.
    expect(calls.filter(call => /^(?!Get)\w/.test(call)).sort()).toEqual([
      'CreateInstanceProfile',
      'CreatePolicy',
      'CreateRole',
    ]);
  });
});

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    await sleep(100);
  }
}
