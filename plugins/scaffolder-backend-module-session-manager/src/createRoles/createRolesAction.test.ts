import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
} from '@aws-sdk/client-iam';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  FiledRequest,
  roleResourceRef,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { validate } from 'jsonschema';
import { LocalAws } from 'local-aws';
import { parse } from 'yaml';
import { expectDescribed } from '../__testUtils__/expectDescribed';
import { noBackend, openGate } from '../__testUtils__/gate';
import {
  configData,
  inventory,
  noKnownRoles,
  testAccounts,
  useLocalAws,
} from '../__testUtils__/localAws';
import { runAction } from '../__testUtils__/runAction';
import { createRolesAction } from './createRolesAction';
import { examples } from './examples';

jest.setTimeout(300_000);

const DEVELOPMENT = '111122223333';
const PRODUCTION = '444455556666';
const ROLE = 'payments-session-role';
const ROLES = [DEVELOPMENT, PRODUCTION].map(accountId => ({
  accountId,
  roleName: ROLE,
}));
const REASON = 'The on-call needs shells for the migration.';
const REQUEST_ID = '6f2d6d7e-0d1c-4f0f-9a60-6c0f5c9f0001';
const REQUEST_URL = `https://portal.example/session-manager/requests/${REQUEST_ID}`;

/** The same accounts, of which none requires an approval. */
const UNGATED = configData.sessionManager.accounts.map(
  ({ accountId, name, regions }) => ({ accountId, name, regions }),
);

describe('session-manager:roles:create', () => {
  let aws: LocalAws;
  let accounts: AwsAccounts;
  let action: ReturnType<typeof createRolesAction>;

  beforeAll(async () => {
    aws = await useLocalAws();
  });

  beforeEach(async () => {
    await aws.reset();
    noBackend.fileRequest.mockReset();
    noBackend.dryRunRequest.mockReset();
    noBackend.fileRequest.mockResolvedValue({
      request: { id: REQUEST_ID, state: { status: 'pending' } },
      created: true,
      sameSpec: true,
    } as FiledRequest);
    use(testAccounts());
  });

  afterAll(() => aws.stop());

  function use(
    next: AwsAccounts,
    permissions?: Parameters<typeof openGate>[2],
  ) {
    accounts = next;
    action = createRolesAction({
      ...openGate(accounts, noBackend, permissions),
      config: mockServices.rootConfig({
        data: { app: { baseUrl: 'https://portal.example' } },
      }),
      knownRoles: noKnownRoles(),
    });
  }

  type Context = Parameters<typeof action.handler>[0];

  const run = (
    input: object = { roles: ROLES, reason: REASON },
    overrides: Partial<Context> = {},
  ) => runAction(action, input, overrides);

  const inventoryOf = async (accountId: string) =>
    inventory((await accounts.get(accountId)).iam);

  /** A role that the portal did not create. */
  async function seedForeignRole(accountId: string) {
    const { iam } = await accounts.get(accountId);
    await iam.send(
      new CreateRoleCommand({
        RoleName: ROLE,
        AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
      }),
    );
    return () => iam.send(new DeleteRoleCommand({ RoleName: ROLE }));
  }

  it('creates the role in each account, each with its own policy', async () => {
    use(testAccounts(UNGATED));

    const { outputs } = await run({ roles: ROLES });

    const created = (accountId: string, account: string) => ({
      accountId,
      account,
      roleName: ROLE,
      status: 'created',
      roleArn: `arn:aws:iam::${accountId}:role/${ROLE}`,
      consoleUrl: expect.stringContaining(ROLE),
      instanceProfileArn: `arn:aws:iam::${accountId}:instance-profile/${ROLE}`,
      bucketPolicyStatements: [],
      keyPolicyStatements: [],
      readiness: expect.objectContaining({ state: 'ready' }),
    });
    expect(outputs).toEqual({
      results: [
        created(DEVELOPMENT, 'development'),
        created(PRODUCTION, 'production'),
      ],
      foreignLogs: [],
    });
    expect(validate(outputs, action.schema?.output ?? {}).errors).toEqual([]);
    expect(await inventoryOf(DEVELOPMENT)).toEqual([1, 1, 1]);
    expect(await inventoryOf(PRODUCTION)).toEqual([1, 1, 1]);
    expect(
      noBackend.reportChanges.mock.calls.slice(-2).map(([changes]) => changes),
    ).toEqual(
      ROLES.map(({ accountId, roleName }) => [
        { what: 'role', accountId, roleName },
      ]),
    );
  });

  it('creates the role in one account and requests it in another that requires an approval', async () => {
    const { outputs, log } = await run();

    expect(outputs.results).toEqual([
      expect.objectContaining({ accountId: DEVELOPMENT, status: 'created' }),
      {
        accountId: PRODUCTION,
        account: 'production',
        roleName: ROLE,
        status: 'requested',
        requestId: REQUEST_ID,
        requestUrl: REQUEST_URL,
        bucketPolicyStatements: [],
        keyPolicyStatements: [],
      },
    ]);
    expect(await inventoryOf(PRODUCTION)).toEqual([0, 0, 0]);
    expect(noBackend.fileRequest.mock.calls).toEqual([
      [
        expect.objectContaining({
          spec: { accountId: PRODUCTION, roleName: ROLE },
          reason: REASON,
        }),
        expect.anything(),
      ],
    ]);
    expect(log.filter(line => line.includes(' the role '))).toEqual([
      `development: Created the role ${ROLE}. us-east-1: Sessions start. Session logging is off in the session preferences.`,
      `production: Requested the role ${ROLE}: ${REQUEST_URL}`,
    ]);
    expect(
      log.filter(line => !/^(development|production): /.test(line)),
    ).toEqual([]);
  });

  it('fails with a line for each account if one is not allowed, and does the others', async () => {
    const refusedRef = roleResourceRef({
      accountId: DEVELOPMENT,
      roleName: ROLE,
    });
    const permissions = mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(({ resourceRef }) => ({
          result:
            resourceRef === refusedRef
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        })),
    });
    use(testAccounts(UNGATED), permissions);

    const error: Error = await run({ roles: ROLES }).then(
      () => new Error('it worked'),
      thrown => thrown,
    );

    expect(error.name).toBe('NotAllowedError');
    const lines = error.message.split('\n');
    expect(lines).toEqual([
      'The role was not created or requested in 1 of 2 accounts. What was done stays, and another run continues from there.',
      expect.stringMatching(
        /^development: Failed: The person who started this task is not allowed to create the role/,
      ),
      expect.stringMatching(
        /^production: Created the role payments-session-role\. /,
      ),
    ]);
    expect(await inventoryOf(DEVELOPMENT)).toEqual([0, 0, 0]);
    expect(await inventoryOf(PRODUCTION)).toEqual([1, 1, 1]);
  });

  it('continues with what is missing when it runs again', async () => {
    use(testAccounts(UNGATED));
    const removeForeignRole = await seedForeignRole(DEVELOPMENT);
    await expect(run({ roles: ROLES })).rejects.toThrow(
      /^development: Failed: Refused: .*\nproduction: Created/m,
    );
    await removeForeignRole();

    const { outputs } = await run({ roles: ROLES });

    expect(outputs.results).toEqual([
      expect.objectContaining({ account: 'development', status: 'created' }),
      expect.objectContaining({ account: 'production', status: 'unchanged' }),
    ]);
  });

  it('reports a role that was changed', async () => {
    const [role] = ROLES;
    await run({ roles: [role] });

    const { outputs } = await run({
      roles: [{ ...role, s3: { bucket: 'corp-session-logs' } }],
    });

    expect(outputs.results).toEqual([
      expect.objectContaining({ status: 'changed' }),
    ]);
  });

  it('gives every role the defaults, unless the role has its own', async () => {
    const defaults = { roleName: ROLE, s3: { bucket: 'corp-session-logs' } };

    await run({
      reason: REASON,
      defaults,
      roles: [
        { accountId: DEVELOPMENT },
        {
          accountId: PRODUCTION,
          account: 'production',
          s3: { bucket: 'production-logs' },
        },
      ],
    });

    expect(await inventoryOf(DEVELOPMENT)).toEqual([1, 1, 1]);
    expect(noBackend.fileRequest.mock.lastCall?.[0].spec).toEqual({
      accountId: PRODUCTION,
      roleName: ROLE,
      s3: { bucket: 'production-logs' },
    });
  });

  it('outputs the roles whose bucket another account owns', async () => {
    const s3 = { bucket: 'audit-session-logs', bucketOwner: '777788889999' };
    const [role] = ROLES;

    const { outputs } = await run({
      roles: [{ ...role, path: '/session-manager/', s3 }, ROLES[1]],
      reason: REASON,
    });

    expect(outputs.foreignLogs).toEqual([
      { ...role, path: '/session-manager/', s3 },
    ]);
  });

  it.each<[string, object[], RegExp]>([
    [
      'an account that is named twice',
      [ROLES[0], { ...ROLES[0], roleName: 'other' }],
      /^roles: names the account 111122223333 more than once\./,
    ],
    [
      'an account that is not configured',
      [ROLES[0], { accountId: '999900001111', roleName: ROLE }],
      /999900001111 is not configured/,
    ],
    [
      'a role without a name',
      [ROLES[0], { accountId: PRODUCTION }],
      /^production: roleName: /,
    ],
    [
      'an invalid spec in the account’s name',
      [ROLES[0], { ...ROLES[1], s3: { bucket: 'corp-*' } }],
      /^production: s3\.bucket: .* Nothing was done\.$/,
    ],
  ])('refuses %s before anything is done', async (_, roles, message) => {
    await expect(run({ roles, reason: REASON })).rejects.toThrow(message);
    expect(await inventoryOf(DEVELOPMENT)).toEqual([0, 0, 0]);
    expect(noBackend.fileRequest).not.toHaveBeenCalled();
  });

  it('asks for a reason before anything is done', async () => {
    await expect(run({ roles: ROLES })).rejects.toThrow(
      /^reason: must say why the role is needed, because production requires an approval/,
    );
    expect(await inventoryOf(DEVELOPMENT)).toEqual([0, 0, 0]);
  });

  it('shows the plan in a dry run, and writes nothing', async () => {
    const { outputs, log } = await run(undefined, { isDryRun: true });

    expect(outputs.results).toEqual([
      expect.objectContaining({ status: 'created' }),
      expect.objectContaining({ status: 'requested' }),
    ]);
    expect(log).toEqual(
      expect.arrayContaining([
        `development: Would: Create role ${ROLE}`,
        expect.stringMatching(/^development: Would: create the role/),
        `production: Would: request the role ${ROLE}`,
      ]),
    );
    expect(noBackend.dryRunRequest).toHaveBeenCalledTimes(1);
    expect(noBackend.fileRequest).not.toHaveBeenCalled();
    expect(await inventoryOf(DEVELOPMENT)).toEqual([0, 0, 0]);
  });

  it('starts no further account when the task is cancelled', async () => {
    const cancel = new AbortController();
    const logger = mockServices.logger.mock({
      info: message => message.includes('Created the role') && cancel.abort(),
    });

    await expect(
      run(undefined, { signal: cancel.signal, logger }),
    ).rejects.toMatchObject({
      name: 'CancelledError',
      message: expect.stringMatching(
        /^production: Not started, because the task was cancelled\.$/m,
      ),
    });
    expect(await inventoryOf(DEVELOPMENT)).toEqual([1, 1, 1]);
    expect(noBackend.fileRequest).not.toHaveBeenCalled();
  });

  it('accepts a complete spec by its JSON schema, and no unknown field', () => {
    const key = `arn:aws:kms:us-east-1:${DEVELOPMENT}:key/abc`;
    const schema = action.schema?.input ?? {};
    const role = {
      ...ROLES[0],
      kmsKeyArn: key,
      s3: { bucket: 'logs', bucketOwner: PRODUCTION, kmsKeyArn: key },
      cloudWatchLogs: { logGroup: '/logs', kmsKeyArn: key },
      roleTags: { team: 'payments' },
      policyTags: { team: 'payments' },
    };

    const { accountId, ...defaults } = role;
    const named = { accountId, account: 'development' };

    expect(validate({ roles: [role] }, schema).errors).toEqual([]);
    expect(
      validate({ defaults, roles: [{ ...named, ...defaults }] }, schema).errors,
    ).toEqual([]);
    for (const invalid of [
      { roles: [] },
      { roles: [{ ...role, adopt: true }] },
      { roles: [{ roleName: ROLE }] },
      { roles: [{ ...role, kmsKeyArn: '*' }] },
      { roles: [{ ...role, s3: { bucket: 'a', kmsKeyArn: '*' } }] },
      { roles: [named], defaults: { kmsKeyArn: '*' } },
      { roles: [named], defaults: role },
      { roles: Array.from({ length: 21 }, () => role) },
    ]) {
      expect(validate(invalid, schema).valid).toBe(false);
    }
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [{ input, action: id }] = parse(example).steps;
    expect(id).toBe(action.id);
    expect(validate(input, action.schema?.input ?? {}).errors).toEqual([]);

    await run(input);

    const { iam } = await accounts.get(DEVELOPMENT);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: ROLE }));
    expect(Role?.RoleName).toBe(ROLE);
    expect(noBackend.fileRequest).toHaveBeenCalledTimes(1);
  });

  it('describes every input and output', () => {
    expectDescribed(action);
  });
});
