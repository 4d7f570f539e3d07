import {
  isStep,
  plan,
  resolveRoleSpec,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import { AwsProxy, LocalAws, startAwsProxy, startLocalAws } from 'local-aws';
import { inventory } from '../__testUtils__/provisioning';
import {
  knownRoles,
  testAccounts,
  useLocalAws,
} from '../__testUtils__/testAccounts';
import { AwsAccount } from '../accounts/AwsAccounts';
import { deleteRole } from './deleteRole';
import { namesOf, observeRole } from './observeRole';
import { provisionRole } from './provisionRole';

jest.setTimeout(300_000);

const FIFTY = Array.from({ length: 50 }, (_, n) => n);
const AT_ONCE = 10;

describe('fifty concurrent runs in an account', () => {
  let aws: LocalAws;
  let proxy: AwsProxy;
  let mostAtOnce: number;
  let restoreEnv: () => void;
  let account: AwsAccount;

  beforeAll(async () => {
    aws = await startLocalAws();
  });

  beforeEach(async () => {
    await aws.reset();
    proxy = await startAwsProxy(aws.endpoint);
    restoreEnv = useLocalAws(aws);
    process.env.AWS_ENDPOINT_URL = proxy.endpoint;
    let atOnce = 0;
    mostAtOnce = 0;
    proxy.answer(async (_, pass) => {
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      try {
        return await pass();
      } finally {
        atOnce -= 1;
      }
    });
    // All tasks of a process share the accounts.
    account = await testAccounts().get();
    proxy.calls();
  });

  afterEach(async () => {
    restoreEnv();
    await proxy.stop();
  });

  afterAll(() => aws.stop());

  const specOf = (spec: RoleSpec) => resolveRoleSpec(spec, account.settings);
  const provision = (spec: RoleSpec) =>
    provisionRole({ account, spec: specOf(spec), knownRoles: knownRoles() });
  const remove = (roleName: string) =>
    deleteRole({ account, roleName, knownRoles: knownRoles() });

  const callsByOperation = () => {
    const counts: Record<string, number> = {};
    for (const { operation } of proxy.calls()) {
      counts[operation] = (counts[operation] ?? 0) + 1;
    }
    return counts;
  };

  it('create fifty roles with five calls each, ten calls at a time', async () => {
    const runs = await Promise.all(
      FIFTY.map(n => provision({ roleName: `role-${n}` })),
    );

    expect(runs.every(({ created }) => created)).toBe(true);
    expect(callsByOperation()).toEqual({
      CreatePolicy: 50,
      CreateRole: 50,
      CreateInstanceProfile: 50,
      AttachRolePolicy: 50,
      AddRoleToInstanceProfile: 50,
    });
    expect(mostAtOnce).toBe(AT_ONCE);
    expect(await inventory(account.iam)).toEqual({
      roles: 50,
      policies: 50,
      instanceProfiles: 50,
    });
  });

  it('create one role once if all want the same role', async () => {
    const wanted = { roleName: 'web', s3: { bucket: 'corp-session-logs' } };

    const runs = await Promise.all(FIFTY.map(() => provision(wanted)));

    const steps = runs.flatMap(({ changes }) => changes.filter(isStep));
    for (const creation of [
      'CreateRole',
      'CreatePolicy',
      'CreateInstanceProfile',
      'AddRoleToInstanceProfile',
    ]) {
      expect(steps.filter(({ operation }) => operation === creation)).toEqual([
        expect.anything(),
      ]);
    }
    const spec = specOf(wanted);
    expect(plan(spec, await observeRole(account.iam, namesOf(spec)))).toEqual(
      [],
    );
    expect(mostAtOnce).toBeLessThanOrEqual(AT_ONCE);
    expect(await inventory(account.iam)).toEqual({
      roles: 1,
      policies: 1,
      instanceProfiles: 1,
    });
  });

  it('delete one role if all delete the same role', async () => {
    await provision({ roleName: 'web' });

    const runs = await Promise.all(FIFTY.map(() => remove('web')));

    expect(runs.some(({ changes }) => changes.length > 0)).toBe(true);
    expect(mostAtOnce).toBeLessThanOrEqual(AT_ONCE);
    expect(await inventory(account.iam)).toEqual({
      roles: 0,
      policies: 0,
      instanceProfiles: 0,
    });
  });
});
