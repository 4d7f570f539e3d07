import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { deleteRoleAction } from '../../deleteRole/deleteRoleAction';
import { openGate } from '../gate';
import { noKnownRoles } from '../localAws';
import { OTHER_POLICY, writeVersions } from './documents';
import { seedRole, READS, ROLE } from './role';
import { failureOf, ScenariosOf } from './Scenario';

const remove = (accounts: AwsAccounts) =>
  failureOf(
    deleteRoleAction({ ...openGate(accounts), knownRoles: noKnownRoles() }),
    {
      roleName: ROLE,
      confirmRoleName: ROLE,
    },
  );

/** Scenarios of `session-manager:role:delete`. */
export const deletions: ScenariosOf = [
  {
    when: 'the role has every kind of resource',
    seed: async accounts => {
      const iam = await seedRole(accounts);
      await writeVersions(iam, 1);
      await iam.send(
        new PutRolePolicyCommand({
          RoleName: ROLE,
          PolicyName: 'by-hand',
          PolicyDocument: OTHER_POLICY,
        }),
      );
    },
    run: accounts => remove(accounts),
    takes: [
      ...READS,
      'ec2:DescribeIamInstanceProfileAssociations',
      'iam:DeleteInstanceProfile',
      'iam:DeletePolicy',
      'iam:DeletePolicyVersion',
      'iam:DeleteRole',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:GetRolePolicy',
      'iam:RemoveRoleFromInstanceProfile',
    ],
  },
  {
    when: 'the account has no regions configured',
    seed: seedRole,
    run: accounts => remove(accounts),
    everyRegion: true,
    takes: ['ec2:DescribeRegions'],
  },
];
