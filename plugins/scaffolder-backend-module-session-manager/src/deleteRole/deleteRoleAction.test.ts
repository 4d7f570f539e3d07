import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { roleSpecSchema } from 'backstage-plugin-session-manager-common';
import fc from 'fast-check';
import { validate } from 'jsonschema';
import { LocalAws } from 'local-aws';
import { parse } from 'yaml';
import {
  inventory,
  noKnownRoles,
  testAccounts,
  useLocalAws,
} from '../__testUtils__/localAws';
import { noBackend, openGate } from '../__testUtils__/gate';
import { runAction } from '../__testUtils__/runAction';
import { expectDescribed } from '../__testUtils__/expectDescribed';
import { createRoleAction } from '../createRole/createRoleAction';
import { deleteRoleAction } from './deleteRoleAction';
import { examples } from './examples';

jest.setTimeout(300_000);

const INPUT = { roleName: 'payments-session-role' };
const NOTHING = [0, 0, 0];

describe('session-manager:role:delete', () => {
  let aws: LocalAws;
  let iam: IAMClient;
  let creation: ReturnType<typeof createRoleAction>;
  let action: ReturnType<typeof deleteRoleAction>;

  beforeAll(async () => {
    aws = await useLocalAws();
  });

  beforeEach(async () => {
    await aws.reset();
    noBackend.reportChanges.mockReset();
    const accounts = testAccounts();
    ({ iam } = await accounts.get());
    const deps = { ...openGate(accounts), knownRoles: noKnownRoles() };
    creation = createRoleAction(deps);
    action = deleteRoleAction(deps);
  });

  afterAll(() => aws.stop());

  type Context = Parameters<typeof action.handler>[0];

  const make = (input: object = INPUT) => runAction(creation, input);
  const run = (input: object = INPUT, overrides: Partial<Context> = {}) =>
    runAction(action, input, overrides);

  it('deletes a role and outputs the changes', async () => {
    await make();

    const { outputs } = await run();

    expect(outputs.changes).toHaveLength(5);
    expect(outputs.changes).toContainEqual({
      operation: 'DeleteRole',
      kind: 'delete',
      resource: 'role',
      name: 'payments-session-role',
      arn: 'arn:aws:iam::111122223333:role/payments-session-role',
      before: 'payments-session-role',
    });
    expect(validate(outputs, action.schema?.output ?? {}).errors).toEqual([]);
    expect(await inventory(iam)).toEqual(NOTHING);
  });

  it('logs each step', async () => {
    await make();

    const { log } = await run();

    const policy = 'policy payments-session-role-SessionManagerPermissions';
    expect([...log].sort()).toEqual([
      'Deleted instance profile payments-session-role',
      `Deleted ${policy}`,
      'Deleted role payments-session-role',
      `Detached ${policy} from role payments-session-role`,
      'Removed role payments-session-role from instance profile payments-session-role',
    ]);
    expect(log.at(-1)).toBe('Deleted role payments-session-role');
  });

  const missing =
    'Account 111122223333 has no role payments-session-role and nothing that was created with it. Check the name and the account.';

  it('fails if the role does not exist', async () => {
    await expect(run()).rejects.toMatchObject({
      name: 'NotFoundError',
      message: `${missing} Nothing was deleted.`,
    });
    expect(noBackend.reportChanges).not.toHaveBeenCalled();

    const { outputs, log } = await run(INPUT, { isDryRun: true });
    expect(outputs).toEqual({ changes: [] });
    expect(log).toEqual([`Without dry run, this fails: ${missing}`]);
  });

  it('succeeds if an earlier run of the same task has deleted the role', async () => {
    const stored = new Map<string, unknown>();
    // Like the scaffolder: returns the value that was stored before.
    const task = (): Partial<Context> => {
      const before = new Map(stored);
      return {
        checkpoint: async ({ key, fn }) => {
          const value = before.get(key) ?? (await fn());
          stored.set(key, value);
          return value as Awaited<ReturnType<typeof fn>>;
        },
      };
    };
    await make();
    await run(INPUT, task());

    const { outputs, log } = await run(INPUT, task());

    expect(outputs).toEqual({ changes: [] });
    expect(log).toEqual([
      'The role payments-session-role was already deleted by an earlier run of this task',
    ]);
    await expect(run()).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('reports its changes to the backend, even if it fails halfway', async () => {
    await make();
    noBackend.reportChanges.mockReset();
    iam.middlewareStack.add(
      (next, context) => async args => {
        if (context.commandName === 'DeleteRoleCommand') {
          throw new Error('gone away');
        }
        return next(args);
      },
      { step: 'initialize', name: 'gone' },
    );

    await expect(run()).rejects.toThrow('gone away');

    iam.middlewareStack.remove('gone');
    await run();
    expect(noBackend.reportChanges.mock.calls.map(([all]) => all)).toEqual(
      Array(2).fill([
        {
          what: 'role',
          accountId: '111122223333',
          roleName: 'payments-session-role',
        },
        { what: 'instances', accountId: '111122223333' },
      ]),
    );
  });

  it('allows the role to be created again', async () => {
    await make();
    await run();

    expect((await make()).outputs.created).toBe(true);
    expect(await inventory(iam)).toEqual([1, 1, 1]);
  });

  it('logs the plan in a dry run, and deletes nothing', async () => {
    await make();

    const { outputs, log } = await run(INPUT, { isDryRun: true });

    expect(outputs.changes).toHaveLength(5);
    expect(log).toContain('Would: Delete role payments-session-role');
    expect(await inventory(iam)).toEqual([1, 1, 1]);
  });

  describe('with checkOnly', () => {
    const check = { ...INPUT, checkOnly: true };

    it('deletes nothing, and outputs what would be deleted', async () => {
      await make();
      noBackend.reportChanges.mockReset();

      const { outputs, log } = await run(check);

      expect(outputs.changes).toHaveLength(5);
      expect(log).toEqual(['Checked: nothing prevents the deletion']);
      expect(await inventory(iam)).toEqual([1, 1, 1]);
      expect(noBackend.reportChanges).not.toHaveBeenCalled();
    });

    it('fails if the role cannot be deleted', async () => {
      await iam.send(
        new CreateRoleCommand({
          RoleName: INPUT.roleName,
          AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
        }),
      );

      await expect(run(check)).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(
          /^The role cannot be deleted: the role payments-session-role was not created by the portal: .*Nothing was done\.$/,
        ),
      });
    });

    it('passes if nothing is there, as after an earlier run of the task', async () => {
      expect((await run(check)).outputs).toEqual({ changes: [] });
    });
  });

  it('refuses a role of someone else, even with force', async () => {
    await iam.send(
      new CreateRoleCommand({
        RoleName: INPUT.roleName,
        AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
      }),
    );

    await expect(run({ ...INPUT, force: true })).rejects.toThrow(
      /was not created by the portal/,
    );
    expect(await inventory(iam)).toEqual([1, 0, 0]);
  });

  it('deletes only in the requested account', async () => {
    await make();

    await expect(
      run({ ...INPUT, accountId: '444455556666' }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });

    expect(await inventory(iam)).toEqual([1, 1, 1]);
  });

  it('stops between calls when the task is cancelled', async () => {
    await make();
    const cancel = new AbortController();
    cancel.abort();

    await expect(run(INPUT, { signal: cancel.signal })).rejects.toThrow(
      /^Cancelled\. Done: nothing\./,
    );
    expect(await inventory(iam)).toEqual([1, 1, 1]);
  });

  it.each([
    [{ roleName: 'payments-*' }, /^roleName: must be a valid IAM role name/],
    [{ roleName: '' }, /^roleName: must be a valid IAM role name/],
    [{ roleName: 'a/b' }, /^roleName: must be a valid IAM role name/],
    [{ path: '/te?m/' }, /^path: must begin and end with/],
    [{ path: 'team' }, /^path: must begin and end with/],
    [{ accountId: '1111' }, /^accountId: must be the 12 digits/],
    [{ rolName: 'x' }, /^rolName: is not a field/],
    [
      { confirmRoleName: 'payments' },
      /^confirmRoleName: does not match the role name/,
    ],
    [{ confirmRoleName: '' }, /^confirmRoleName: does not match the role name/],
  ])('refuses %j before anything is done', async (fault, message) => {
    await make();

    await expect(run({ ...INPUT, ...fault })).rejects.toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(message),
      }),
    );
    expect(await inventory(iam)).toEqual([1, 1, 1]);
  });

  it('refuses every text that a role spec refuses, without calling AWS', async () => {
    const operations: string[] = [];
    iam.middlewareStack.add(
      (next, context) => args => {
        operations.push(context.commandName ?? '');
        return next(args);
      },
      { step: 'initialize' },
    );
    const text = fc
      .tuple(
        fc.stringMatching(/^[a-z0-9/]{0,12}$/),
        fc.constantFrom(
          '',
          '*',
          '?',
          '${aws:userid}',
          '"',
          '\n',
          '\0',
          ':',
          '/',
        ),
        fc.string({ unit: 'binary', maxLength: 4 }),
      )
      .map(parts => parts.join(''));
    const refused = fc
      .record(
        { roleName: text, path: text, accountId: text },
        { requiredKeys: ['roleName'] },
      )
      .filter(input => !roleSpecSchema.safeParse(input).success);

    await fc.assert(
      fc.asyncProperty(refused, async input => {
        await expect(run(input)).rejects.toThrow(
          expect.objectContaining({ name: 'InputError' }),
        );
      }),
      { numRuns: 500 },
    );

    expect(operations).toEqual([]);
  });

  it('refuses an account that is not configured and lists those that are', async () => {
    await expect(run({ ...INPUT, accountId: '999900001111' })).rejects.toThrow(
      /999900001111 is not configured.*111122223333 \(development\)/,
    );
  });

  it('accepts every field by its JSON schema', () => {
    const input = {
      ...INPUT,
      accountId: '111122223333',
      confirmRoleName: INPUT.roleName,
      checkOnly: true,
      path: '/session-manager/',
      force: true,
    };
    const schema = action.schema?.input ?? {};

    expect(validate(input, schema).errors).toEqual([]);
    expect(Object.keys(input).sort()).toEqual(
      Object.keys(schema.properties ?? {}).sort(),
    );
    expect(validate({ ...input, rolName: 'x' }, schema).valid).toBe(false);
    expect(validate({ ...input, roleName: '*' }, schema).valid).toBe(false);
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const { input, action: id } = parse(example).steps.at(-1);
    expect(id).toBe(action.id);
    expect(validate(input, action.schema?.input ?? {}).errors).toEqual([]);
    const { accountId, roleName, path } = input;
    await make({ accountId, roleName, path });

    const { outputs } = await run(input);

    expect(outputs.changes).toHaveLength(5);
    expect(await inventory(iam)).toEqual(NOTHING);
  });

  it('describes every input and output', () => {
    expectDescribed(action);
  });
});
