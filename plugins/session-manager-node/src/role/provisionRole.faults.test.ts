import {
  CreateRoleCommand,
  ListInstanceProfilesCommand,
  ListPoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import {
  plan,
  resolveRoleSpec,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import { LocalAws, startLocalAws } from 'local-aws';
import { Fault, REQUEST_ID, startFaultyAws } from '../__testUtils__/faultyAws';
import {
  knownRoles,
  testAccounts,
  useLocalAws,
} from '../__testUtils__/testAccounts';
import { AwsAccount } from '../accounts/AwsAccounts';
import { namesOf, observeRole } from './observeRole';
import { provisionRole } from './provisionRole';

jest.setTimeout(300_000);

const WANTED: RoleSpec = {
  roleName: 'payments',
  s3: { bucket: 'corp-session-logs' },
};
const CREATION = [
  'CreatePolicy',
  'CreateRole',
  'CreateInstanceProfile',
  'AttachRolePolicy',
  'AddRoleToInstanceProfile',
];
const DENIED: Fault = { status: 403, code: 'AccessDenied' };
const PASSING: Array<[string, Fault]> = [
  ['a failure of AWS', { status: 500, code: 'ServiceFailure' }],
  ['an outage of AWS', { status: 503, code: 'ServiceUnavailable' }],
  ['throttling', { status: 400, code: 'Throttling' }],
  ['an answer that is lost', 'answer lost'],
];

describe('provisionRole where calls fail', () => {
  let aws: LocalAws;
  let restoreEnv: () => void;
  let account: AwsAccount;

  beforeAll(async () => {
    aws = await startLocalAws();
    restoreEnv = useLocalAws(aws);
  });

  beforeEach(async () => {
    await aws.reset();
    account = await testAccounts().get();
  });

  afterAll(async () => {
    restoreEnv();
    await aws.stop();
  });

  const provision = (by = account, { rollback = false } = {}) =>
    provisionRole({
      account: by,
      spec: resolveRoleSpec(WANTED, account.settings),
      rollback,
      knownRoles: knownRoles(),
    });

  /** Runs with an account whose calls go through a server that makes faults. */
  const withFaults = async <T>(
    faultFor: Parameters<typeof startFaultyAws>[1],
    run: (
      faulty: AwsAccount,
      timesSeen: (operation: string) => number,
    ) => Promise<T>,
  ): Promise<T> => {
    const faulty = await startFaultyAws(aws.endpoint, faultFor);
    process.env.AWS_ENDPOINT_URL = faulty.endpoint;
    try {
      return await run(await testAccounts().get(), faulty.timesSeen);
    } finally {
      process.env.AWS_ENDPOINT_URL = aws.endpoint;
      await faulty.stop();
    }
  };

  const stillToDo = async () => {
    const spec = resolveRoleSpec(WANTED, account.settings);
    return plan(spec, await observeRole(account.iam, namesOf(spec)));
  };

  /** How many roles, policies and instance profiles there are. */
  const inventory = async () => {
    const { iam } = account;
    const [roles, policies, profiles] = await Promise.all([
      iam.send(new ListRolesCommand({})),
      iam.send(new ListPoliciesCommand({ Scope: 'Local' })),
      iam.send(new ListInstanceProfilesCommand({})),
    ]);
    return [
      roles.Roles?.length,
      policies.Policies?.length,
      profiles.InstanceProfiles?.length,
    ];
  };

  describe.each(PASSING)('by %s', (_, fault) => {
    it.each(CREATION)('at %s, ends as asked', async operation => {
      await withFaults(
        (called, before) =>
          called === operation && before === 0 ? fault : undefined,
        faulty => provision(faulty),
      );

      expect(await stillToDo()).toEqual([]);
      expect(await inventory()).toEqual([1, 1, 1]);
    });
  });

  it.each(CREATION)(
    'tells what was and was not done when %s is refused, and the next run goes on',
    async operation => {
      const run = withFaults(
        called => (called === operation ? DENIED : undefined),
        faulty => provision(faulty),
      );

      await expect(run).rejects.toMatchObject({
        name: 'NotAllowedError',
        code: 'AccessDenied',
        message: expect.stringMatching(
          new RegExp(`permission iam:${operation}\\. Done: .*Not done: `),
        ),
      });
      await provision();
      expect(await stillToDo()).toEqual([]);
      expect(await inventory()).toEqual([1, 1, 1]);
    },
  );

  it.each(CREATION)(
    'leaves nothing when %s is refused and it is to roll back',
    async operation => {
      await expect(
        withFaults(
          called => (called === operation ? DENIED : undefined),
          faulty => provision(faulty, { rollback: true }),
        ),
      ).rejects.toThrow('iam:');

      expect(await inventory()).toEqual([0, 0, 0]);
    },
  );

  it('waits until IAM sees what was just made', async () => {
    const attached = await withFaults(
      (called, before) =>
        called === 'AttachRolePolicy' && before < 2
          ? { status: 404, code: 'NoSuchEntity' }
          : undefined,
      async (faulty, timesSeen) => {
        await provision(faulty);
        return timesSeen('AttachRolePolicy');
      },
    );

    expect(attached).toBe(3);
    expect(await stillToDo()).toEqual([]);
  });

  it('removes the policy and profile it made beside a foreign role that it could not read', async () => {
    await account.iam.send(
      new CreateRoleCommand({
        RoleName: WANTED.roleName,
        AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
      }),
    );

    await expect(
      withFaults(
        called => (called === 'GetRole' ? DENIED : undefined),
        faulty => provision(faulty),
      ),
    ).rejects.toThrow(/iam:GetRole.*removed again/);

    expect(await inventory()).toEqual([1, 0, 0]);
  });

  it('names the name that is taken where no other run explains it', async () => {
    await expect(
      withFaults(
        called =>
          called === 'CreatePolicy'
            ? { status: 409, code: 'EntityAlreadyExists' }
            : undefined,
        faulty => provision(faulty),
      ),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(/unique over all paths/),
    });
  });

  it('fails at once where a quota of IAM is used up', async () => {
    const asked = await withFaults(
      called =>
        called === 'CreateRole'
          ? { status: 409, code: 'LimitExceeded' }
          : undefined,
      async (faulty, timesSeen) => {
        await expect(provision(faulty)).rejects.toMatchObject({
          name: 'ConflictError',
          code: 'LimitExceeded',
          requestId: REQUEST_ID,
        });
        return timesSeen('CreateRole');
      },
    );

    expect(asked).toBe(1);
    expect(await inventory()).toEqual([0, 0, 0]);
  });
});
