import {
  CreateInstanceProfileCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { OTHER_TRUST, writeVersions } from './documents';
import { BOUNDARY, create, seedRole, READS, ROLE } from './role';
import { ScenariosOf } from './Scenario';

/** Of `session-manager:role:create`. */
export const creations: ScenariosOf = [
  {
    when: 'there is nothing yet',
    run: accounts => create(accounts),
    takes: [
      'iam:AddRoleToInstanceProfile',
      'iam:AttachRolePolicy',
      'iam:CreateInstanceProfile',
      'iam:CreatePolicy',
      'iam:CreateRole',
      'iam:PassRole',
      'iam:TagInstanceProfile',
      'iam:TagPolicy',
      'iam:TagRole',
    ],
  },
  {
    when: 'the account has a permissions boundary, and there is nothing yet',
    permissionsBoundaryArn: BOUNDARY,
    run: accounts => create(accounts),
    takes: ['iam:AttachRolePolicy', 'iam:CreateRole'],
  },
  {
    when: 'the account has a permissions boundary, and the role has none',
    permissionsBoundaryArn: BOUNDARY,
    seed: seedRole,
    run: accounts => create(accounts, { policyType: 'inline' }),
    takes: ['iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
  },
  {
    when: 'all is as asked',
    seed: seedRole,
    run: accounts => create(accounts),
    takes: READS,
  },
  {
    when: 'the role and its policy were changed by hand, often',
    seed: async accounts => {
      const iam = await seedRole(accounts);
      await iam.send(
        new UpdateRoleCommand({ RoleName: ROLE, Description: 'by hand' }),
      );
      await iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: ROLE,
          PolicyDocument: OTHER_TRUST,
        }),
      );
      await writeVersions(iam, 4);
    },
    run: accounts => create(accounts),
    takes: [
      'iam:CreatePolicyVersion',
      'iam:DeletePolicyVersion',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
    ],
  },
  {
    when: 'tags are not wanted any more',
    seed: accounts =>
      seedRole(accounts, {
        roleTags: { team: 'payments', old: 'yes' },
        policyTags: { team: 'payments', old: 'yes' },
      }),
    run: accounts => create(accounts),
    takes: ['iam:UntagInstanceProfile', 'iam:UntagPolicy', 'iam:UntagRole'],
  },
  {
    when: 'the role is to get a permissions boundary',
    seed: seedRole,
    run: accounts => create(accounts, { permissionsBoundaryArn: BOUNDARY }),
    takes: ['iam:PutRolePermissionsBoundary'],
  },
  {
    when: 'the role is to lose its permissions boundary',
    seed: accounts => seedRole(accounts, { permissionsBoundaryArn: BOUNDARY }),
    run: accounts => create(accounts),
    takes: ['iam:DeleteRolePermissionsBoundary'],
  },
  {
    when: 'the policy is to be inline from now on',
    seed: seedRole,
    run: accounts => create(accounts, { policyType: 'inline' }),
    takes: ['iam:DeletePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePolicy'],
  },
  {
    when: 'the policy is not to be inline any more',
    seed: accounts => seedRole(accounts, { policyType: 'inline' }),
    run: accounts => create(accounts),
    takes: ['iam:DeleteRolePolicy', 'iam:GetRolePolicy'],
  },
  {
    when: 'the role is for hybrid nodes from now on, and nothing else is to stay',
    seed: seedRole,
    run: accounts => create(accounts, { target: 'hybrid', exclusive: true }),
    takes: ['iam:DeleteInstanceProfile', 'iam:RemoveRoleFromInstanceProfile'],
  },
  {
    when: 'it is refused after the role was made, which is removed again',
    seed: async accounts => {
      const { iam } = await accounts.get();
      await iam.send(
        new CreateInstanceProfileCommand({ InstanceProfileName: ROLE }),
      );
    },
    run: accounts => create(accounts),
    failsWith: /^Refused: .* removed again\.$/,
    takes: ['iam:DeleteRole'],
  },
];
