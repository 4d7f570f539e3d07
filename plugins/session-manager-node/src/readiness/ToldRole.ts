import {
  documents,
  iamArn,
  NamedPolicy,
  ObservedRole,
  PolicyDocument,
  ResolvedRoleSpec,
  RoleState,
  roleTags,
  SessionRole,
  Tags,
} from 'backstage-plugin-session-manager-common';
import { RolePolicies } from './readRolePolicies';

/**
 * A role, as far as its sessions depend on it.
 *
 * @public
 */
export interface ToldRole extends Pick<RolePolicies, 'policies'> {
  /** `'unknown'` where there is one that could not be read. */
  boundary?: NamedPolicy | 'unknown';
  arn: string;
  /** Its unique id; absent where there is none yet. */
  roleId?: string;
  roleName: string;
  /** Empty where it has none. */
  description: string;
  permissionsBoundaryArn?: string;
  tags: Tags;
  /** Who may assume it. */
  trust: PolicyDocument;
  /** The ARNs of the instance profiles that hold it. */
  instanceProfileArns: string[];
}

/**
 * A role that IAM has.
 *
 * @public
 */
export function roleOfState(
  role: RoleState,
  { instanceProfiles }: Pick<ObservedRole, 'instanceProfiles'>,
  policies: RolePolicies,
): ToldRole {
  const { arn, roleId, roleName, description, tags, trust } = role;
  return {
    ...policies,
    arn,
    roleId,
    roleName,
    description,
    permissionsBoundaryArn: role.permissionsBoundaryArn,
    tags,
    trust,
    instanceProfileArns: instanceProfiles
      .filter(({ roles }) => roles.includes(roleName))
      .map(profile => profile.arn),
  };
}

/**
 * A role that is about to be made from a spec.
 *
 * @public
 */
export function roleOfSpec(
  spec: ResolvedRoleSpec,
  boundary?: ToldRole['boundary'],
): ToldRole {
  const { path, policyName, roleName, instanceProfileName } = spec;
  const { permissions, trust } = documents(spec);
  return {
    arn: iamArn(spec, 'role', path, roleName),
    roleName,
    description: spec.roleDescription ?? '',
    permissionsBoundaryArn: spec.permissionsBoundaryArn,
    tags: roleTags(spec),
    trust,
    policies: [{ name: policyName, document: permissions }],
    boundary,
    instanceProfileArns: instanceProfileName
      ? [iamArn(spec, 'instance-profile', path, instanceProfileName)]
      : [],
  };
}

/** As the prediction takes it. */
export function sessionRole({
  arn,
  roleId,
  tags,
  policies,
  boundary,
  trust,
  instanceProfileArns,
}: ToldRole): SessionRole {
  return {
    arn,
    roleId,
    tags,
    trust,
    instanceProfileArns,
    policies: policies.map(({ document }) => document),
    boundary: boundary === 'unknown' ? boundary : boundary?.document,
  };
}
