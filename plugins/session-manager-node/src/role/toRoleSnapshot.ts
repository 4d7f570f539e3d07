import { InstanceProfile, Role, RoleDetail } from '@aws-sdk/client-iam';
import {
  ExistingRole,
  IamInstanceProfile,
  IamRole,
  RoleSnapshot,
} from 'backstage-plugin-session-manager-common';
import { present } from './existing';
import { decodeDocument, tagMap } from './iamValues';

/** The policies of a role, read separately from the role or with it. */
type Policies = Pick<IamRole, 'attachedPolicies' | 'inlinePolicies'>;

/**
 * Converts a role from a page of an account's roles. A page contains neither
 * the role's description and maximum session duration nor the documents of
 * managed policies.
 */
export function toRoleSnapshot(role: RoleDetail): ExistingRole {
  return {
    role: toKnownParts(role, {
      attachedPolicies: (role.AttachedManagedPolicies ?? []).map(
        ({ PolicyArn }) => present(PolicyArn, 'PolicyArn'),
      ),
      inlinePolicies: Object.fromEntries(
        (role.RolePolicyList ?? []).map(({ PolicyName, PolicyDocument }) => [
          present(PolicyName, 'PolicyName'),
          decodeDocument(PolicyDocument),
        ]),
      ),
    }),
    policies: [],
    instanceProfiles: (role.InstanceProfileList ?? []).map(profile => {
      const { tags, ...known } = toIamInstanceProfile(profile);
      return known;
    }),
  };
}

/** Converts a role that was read by itself. */
export function toIamRole(role: Role, policies: Policies): IamRole {
  return {
    ...toKnownParts(role, policies),
    description: role.Description ?? '',
    maxSessionDuration: present(role.MaxSessionDuration, 'MaxSessionDuration'),
  };
}

/** The fields that a page and a single read have in common. */
function toKnownParts(
  role: Role | RoleDetail,
  policies: Policies,
): NonNullable<RoleSnapshot['role']> {
  const { LastUsedDate, Region } = role.RoleLastUsed ?? {};
  return {
    arn: present(role.Arn, 'Arn'),
    roleId: role.RoleId,
    roleName: present(role.RoleName, 'RoleName'),
    path: present(role.Path, 'Path'),
    trust: decodeDocument(role.AssumeRolePolicyDocument),
    permissionsBoundaryArn: role.PermissionsBoundary?.PermissionsBoundaryArn,
    tags: tagMap(role.Tags),
    ...policies,
    ...(LastUsedDate
      ? { lastUsed: { at: LastUsedDate.toISOString(), region: Region } }
      : {}),
  };
}

/** Converts an instance profile that was read by itself. */
export function toIamInstanceProfile(
  profile: InstanceProfile,
): IamInstanceProfile {
  return {
    arn: present(profile.Arn, 'Arn'),
    instanceProfileName: present(
      profile.InstanceProfileName,
      'InstanceProfileName',
    ),
    path: present(profile.Path, 'Path'),
    tags: tagMap(profile.Tags),
    roles: (profile.Roles ?? []).map(({ RoleName }) =>
      present(RoleName, 'RoleName'),
    ),
  };
}
