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

// faultMatrix.test.ts checks that the next run converges whichever call fails.
describe('provisionRole with failing calls', () => {
  const role = useProvisioning();
  const provision = (options?: Parameters<(typeof role)['provision']>[1]) =>
    role.provision(WANTED, options);
  const left = () => inventory(role.account.iam);

  it.each(CREATION)(
    'reports what was and was not done when %s is refused',
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
    'leaves nothing when %s is refused with rollback',
    async operation => {
      await expect(
        withFaults(denying(operation), account =>
          provision({ account, rollback: true }),
        ),
      ).rejects.toThrow('iam:');

      expect(await left()).toEqual(NOTHING);
    },
  );

  it('waits just until IAM sees the new resources', async () => {
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

  it('removes the policy and profile it created for a foreign role that it could not read', async () => {
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

  it('reports the name that is taken if no other run explains it', async () => {
    await expect(
      withFaults(
        failing('CreatePolicy', { status: 409, code: 'EntityAlreadyExists' }),
        account => provision({ account }),
      ),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(
        /unique in an account, regardless of path/,
      ),
    });
  });

  it('fails immediately if an IAM quota is used up', async () => {
    const calls = await withFaults(
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

    expect(calls).toHaveLength(1);
    expect(await left()).toEqual(NOTHING);
  });
});
