import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { RoleSpec } from 'backstage-plugin-session-manager-common';
import { REQUEST_ID } from 'local-aws';
import {
  inventory,
  NOTHING,
  useProvisioning,
} from '../__testUtils__/provisioning';
import { denying, failing, withFaults } from '../__testUtils__/withFaults';

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

// That the next run converges whatever call fails: faultMatrix.test.ts.
describe('provisionRole where calls fail', () => {
  const role = useProvisioning();
  const provision = (options?: Parameters<(typeof role)['provision']>[1]) =>
    role.provision(WANTED, options);
  const left = () => inventory(role.account.iam);

  it.each(CREATION)(
    'tells what was and was not done when %s is refused',
    async operation => {
      await expect(
        withFaults(denying(operation), account => provision({ account })),
      ).rejects.toMatchObject({
        name: 'NotAllowedError',
        code: 'AccessDenied',
        message: expect.stringMatching(
          new RegExp(`permission iam:${operation}\\. Done: .*Not done: `),
        ),
      });
    },
  );

  it.each(CREATION)(
    'leaves nothing when %s is refused and it is to roll back',
    async operation => {
      await expect(
        withFaults(denying(operation), account =>
          provision({ account, rollback: true }),
        ),
      ).rejects.toThrow('iam:');

      expect(await left()).toEqual(NOTHING);
    },
  );

  it('waits until IAM sees what was just made, and no longer', async () => {
    const attached = await withFaults(
      failing('AttachRolePolicy', { status: 404, code: 'NoSuchEntity' }, 2),
      async (account, proxy) => {
        await provision({ account });
        return proxy
          .calls()
          .filter(({ operation }) => operation === 'AttachRolePolicy');
      },
    );

    expect(attached).toHaveLength(3);
  });

  it('removes the policy and profile it made beside a foreign role that it could not read', async () => {
    await role.account.iam.send(
      new CreateRoleCommand({
        RoleName: WANTED.roleName,
        AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
      }),
    );

    await expect(
      withFaults(denying('GetRole'), account => provision({ account })),
    ).rejects.toThrow(/iam:GetRole.*removed again/);

    expect(await left()).toEqual({ ...NOTHING, roles: 1 });
  });

  it('names the name that is taken where no other run explains it', async () => {
    await expect(
      withFaults(
        failing('CreatePolicy', { status: 409, code: 'EntityAlreadyExists' }),
        account => provision({ account }),
      ),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(/unique over all paths/),
    });
  });

  it('fails at once where a quota of IAM is used up', async () => {
    const asked = await withFaults(
      failing('CreateRole', { status: 409, code: 'LimitExceeded' }),
      async (account, proxy) => {
        await expect(provision({ account })).rejects.toMatchObject({
          name: 'ConflictError',
          code: 'LimitExceeded',
          requestId: REQUEST_ID,
        });
        return proxy
          .calls()
          .filter(({ operation }) => operation === 'CreateRole');
      },
    );

    expect(asked).toHaveLength(1);
    expect(await left()).toEqual(NOTHING);
  });
});
