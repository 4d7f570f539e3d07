import {
  CreateInstanceProfileCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { OTHER_TRUST, writeVersions } from './documents';
import { DEVELOPMENT_ACCOUNT } from 'local-aws';
import { mockServices } from '@backstage/backend-test-utils';
import { createRolesAction } from '../../createRoles/createRolesAction';
import { openGate } from '../gate';
import { noKnownRoles } from '../localAws';
import { BOUNDARY, create, seedRole, READS, ROLE, SPEC } from './role';
import { failureOf, ScenariosOf } from './Scenario';

const FIRST_RUN = [
  'iam:AddRoleToInstanceProfile',
  'iam:AttachRolePolicy',
  'iam:CreateInstanceProfile',
  'iam:CreatePolicy',
  'iam:CreateRole',
  'iam:PassRole',
  'iam:TagInstanceProfile',
  'iam:TagPolicy',
  'iam:TagRole',
];

/** Scenarios of `session-manager:role:create`. */
export const creations: ScenariosOf = [
  {
    when: 'nothing exists yet',
    run: accounts => create(accounts),
    takes: FIRST_RUN,
  },
  {
    when: 'the account has a permissions boundary and nothing exists yet',
    permissionsBoundaryArn: BOUNDARY,
    run: accounts => create(accounts),
    takes: ['iam:AttachRolePolicy', 'iam:CreateRole'],
  },
  {
    when: 'the account has a permissions boundary and the role has none',
    permissionsBoundaryArn: BOUNDARY,
    seed: seedRole,
    run: accounts => create(accounts, { policyType: 'inline' }),
    takes: ['iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
  },
  {
    when: 'the role matches its spec',
    seed: seedRole,
    run: accounts => create(accounts),
    takes: READS,
  },
  {
    when: 'the role and its policy were changed manually several times',
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
    when: 'tags are no longer wanted',
    seed: accounts =>
      seedRole(accounts, {
        roleTags: { team: 'payments', old: 'yes' },
        policyTags: { team: 'payments', old: 'yes' },
      }),
    run: accounts => create(accounts),
    takes: ['iam:UntagInstanceProfile', 'iam:UntagPolicy', 'iam:UntagRole'],
  },
  {
    when: 'a permissions boundary is added to the role',
    seed: seedRole,
    run: accounts => create(accounts, { permissionsBoundaryArn: BOUNDARY }),
    takes: ['iam:PutRolePermissionsBoundary'],
  },
  {
    when: 'the permissions boundary is removed from the role',
    seed: accounts => seedRole(accounts, { permissionsBoundaryArn: BOUNDARY }),
    run: accounts => create(accounts),
    takes: ['iam:DeleteRolePermissionsBoundary'],
  },
  {
    when: 'the policy becomes inline',
    seed: seedRole,
    run: accounts => create(accounts, { policyType: 'inline' }),
    takes: ['iam:DeletePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePolicy'],
  },
  {
    when: 'the policy is no longer inline',
    seed: accounts => seedRole(accounts, { policyType: 'inline' }),
    run: accounts => create(accounts),
    takes: ['iam:DeleteRolePolicy', 'iam:GetRolePolicy'],
  },
  {
    when: 'the role becomes exclusive and for hybrid nodes',
    seed: seedRole,
    run: accounts => create(accounts, { target: 'hybrid', exclusive: true }),
    takes: ['iam:DeleteInstanceProfile', 'iam:RemoveRoleFromInstanceProfile'],
  },
  {
    when: 'it is refused after the role was created, which is rolled back',
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

/** Scenarios of `session-manager:roles:create`. */
export const severalCreations: ScenariosOf = [
  {
    when: 'nothing exists yet in one of its accounts',
    run: accounts =>
      failureOf(
        createRolesAction({
          ...openGate(accounts),
          config: mockServices.rootConfig(),
          knownRoles: noKnownRoles(),
        }),
        { roles: [{ ...SPEC, accountId: DEVELOPMENT_ACCOUNT }] },
      ),
    takes: FIRST_RUN,
  },
];
