import { RoleSpec } from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { createRoleAction } from '../../createRole/createRoleAction';
import { openGate } from '../gate';
import { noKnownRoles } from '../localAws';
import { failureOf } from './Scenario';

export const ROLE = 'payments-session-role';
export const POLICY_ARN = `arn:aws:iam::111122223333:policy/session-manager/${ROLE}-SessionManagerPermissions`;
export const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';
export const REGION = 'us-east-1';
export const SPEC: RoleSpec = {
  roleName: ROLE,
  s3: { bucket: 'corp-session-logs' },
  roleTags: { team: 'payments' },
  policyTags: { team: 'payments' },
};

/** Creates or updates the role. */
export const create = (
  accounts: AwsAccounts,
  more: Partial<RoleSpec> & { exclusive?: boolean } = {},
) =>
  failureOf(
    createRoleAction({ ...openGate(accounts), knownRoles: noKnownRoles() }),
    {
      ...SPEC,
      ...more,
    },
  );

/** The seeded role must exist. */
export async function seedRole(
  accounts: AwsAccounts,
  more: Partial<RoleSpec> = {},
) {
  const error = await create(accounts, more);
  if (error) {
    throw error;
  }
  return (await accounts.get()).iam;
}

/** The permissions to read a role without inline policies. */
export const READS = [
  'iam:GetInstanceProfile',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:GetRole',
  'iam:ListAttachedRolePolicies',
  'iam:ListEntitiesForPolicy',
  'iam:ListInstanceProfilesForRole',
  'iam:ListPolicyVersions',
  'iam:ListRolePolicies',
];
