import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  render,
  resolveRoleSpec,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { validate } from 'jsonschema';
import { parse } from 'yaml';
import { expectDescribed } from '../__testUtils__/expectDescribed';
import { examples } from './examples';
import { renderRoleAction } from './renderRoleAction';

const ACCOUNT = {
  accountId: '111122223333',
  partition: 'aws',
  path: '/session-manager/',
};
const INPUT = {
  accountId: ACCOUNT.accountId,
  roleName: 'payments-session-role',
};

describe('session-manager:role:render', () => {
  // With a partition in the configuration, it does not need AWS, which is
  // absent here.
  const action = renderRoleAction({
    accounts: AwsAccounts.fromConfig(
      mockServices.rootConfig({
        data: { sessionManager: { accounts: [ACCOUNT] } },
      }),
    ),
  });
  let workspacePath: string;

  beforeEach(async () => {
    workspacePath = await mkdtemp(join(tmpdir(), 'render-role-'));
  });

  afterEach(() => rm(workspacePath, { recursive: true }));

  type Context = Parameters<typeof action.handler>[0];

  const run = async (input: object, overrides: Partial<Context> = {}) => {
    const outputs: Record<string, unknown> = {};
    const log: string[] = [];
    await action.handler({
      ...createMockActionContext(),
      workspacePath,
      logger: mockServices.logger.mock({ info: text => log.push(text) }),
      input: input as Context['input'],
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
      ...overrides,
    });
    return { outputs, log };
  };

  const written = async () =>
    (await readdir(workspacePath, { recursive: true, withFileTypes: true }))
      .filter(entry => entry.isFile())
      .map(entry => entry.name)
      .sort();

  it('writes every format, and outputs the paths', async () => {
    const { outputs, log } = await run(INPUT);

    const files = [
      'payments-session-role.permissions.json',
      'payments-session-role.trust.json',
      'payments-session-role.cloudformation.yaml',
      'payments-session-role.tf',
    ];
    expect(outputs).toEqual({
      files,
      roleArn:
        'arn:aws:iam::111122223333:role/session-manager/payments-session-role',
    });
    expect(validate(outputs, action.schema?.output ?? {}).errors).toEqual([]);
    expect(log).toEqual(files.map(file => `Wrote ${file}`));
    expect(await written()).toEqual([...files].sort());
  });

  it('writes the result of render, also in a dry run', async () => {
    const { outputs } = await run(
      { ...INPUT, directory: 'accounts/development', format: ['terraform'] },
      { isDryRun: true },
    );

    expect(outputs.files).toEqual([
      'accounts/development/payments-session-role.tf',
    ]);
    const [{ content }] = render(resolveRoleSpec(INPUT, ACCOUNT), [
      'terraform',
    ]);
    expect(
      await readFile(
        join(workspacePath, 'accounts/development/payments-session-role.tf'),
        'utf8',
      ),
    ).toBe(content);
  });

  it('overwrites existing files', async () => {
    await run(INPUT);
    const { outputs } = await run({ ...INPUT, roleDescription: 'changed' });

    expect(outputs.files).toHaveLength(4);
    expect(await written()).toHaveLength(4);
  });

  it.each(['../elsewhere', '/tmp', 'a/../../b', 'link'])(
    'refuses to write to %s, outside the workspace',
    async directory => {
      const outside = await mkdtemp(join(tmpdir(), 'outside-'));
      await symlink(outside, join(workspacePath, 'link'));

      await expect(run({ ...INPUT, directory })).rejects.toMatchObject({
        name: 'NotAllowedError',
      });

      expect(await readdir(outside)).toEqual([]);
      expect(await written()).toEqual([]);
      await rm(outside, { recursive: true });
    },
  );

  it('refuses to write through a link that leads outside', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside-'));
    await symlink(
      join(outside, 'file'),
      join(workspacePath, 'payments-session-role.tf'),
    );

    await expect(run({ ...INPUT, format: 'terraform' })).rejects.toMatchObject({
      name: 'NotAllowedError',
    });

    expect(await readdir(outside)).toEqual([]);
    await rm(outside, { recursive: true });
  });

  it.each<[string, Partial<RoleSpec>, RegExp]>([
    ['a wildcard', { s3: { bucket: 'corp-*' } }, /^s3\.bucket: /],
    ['another path', { path: '/mine/' }, /^path: is set to/],
    ['another account', { accountId: '999900001111' }, /not configured/],
  ])('refuses %s before anything is written', async (_, fault, message) => {
    await expect(run({ ...INPUT, ...fault })).rejects.toThrow(message);
    expect(await written()).toEqual([]);
  });

  it('accepts one or several known formats by its JSON schema', () => {
    const schema = action.schema?.input ?? {};
    const isValid = (input: object) =>
      validate({ ...INPUT, ...input }, schema).valid;

    expect(isValid({ format: 'json', directory: 'a' })).toBe(true);
    expect(isValid({ format: ['json', 'terraform'] })).toBe(true);
    expect(isValid({ format: 'pulumi' })).toBe(false);
    expect(isValid({ format: [] })).toBe(false);
    expect(isValid({ fromat: 'json' })).toBe(false);
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [{ input, action: id }] = parse(example).steps;
    expect(id).toBe(action.id);
    expect(validate(input, action.schema?.input ?? {}).errors).toEqual([]);

    const { outputs } = await run(input);

    expect(outputs.files).not.toEqual([]);
    for (const file of outputs.files as string[]) {
      expect(await readFile(join(workspacePath, file), 'utf8')).toMatch(/\n$/);
    }
  });

  it('is documented with its actual output', async () => {
    const page = await readFile(
      resolve(__dirname, '../../../../docs/actions/role-render.md'),
      'utf8',
    );
    const blocks = [...page.matchAll(/^```(\w*)\n(.*?)\n```$/gms)];
    const block = (language: string) =>
      blocks.find(([, of]) => of === language)?.[2];
    const [{ input }] = parse(block('yaml') ?? '').steps;

    const { log, outputs } = await run(input);

    expect(log.join('\n')).toBe(block(''));
    const [file] = (outputs.files as string[]).filter(f => f.endsWith('.tf'));
    expect(await readFile(join(workspacePath, file), 'utf8')).toContain(
      block('hcl'),
    );
  });

  it('describes every input and output', () => {
    expectDescribed(action);
  });
});
