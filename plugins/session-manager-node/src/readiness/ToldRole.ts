import {
  asList,
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
  roleName: string;
  /** Empty where it has none. */
  description: string;
  permissionsBoundaryArn?: string;
  tags: Tags;
  target: 'ec2' | 'hybrid';
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
  const { arn, roleName, description, permissionsBoundaryArn, tags } = role;
  return {
    ...policies,
    arn,
    roleName,
    description,
    permissionsBoundaryArn,
    tags,
    target: targetOf(role.trust),
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
  const { path, policyName, roleName, target } = spec;
  return {
    arn: iamArn(spec, 'role', path, roleName),
    roleName,
    description: spec.roleDescription ?? '',
    permissionsBoundaryArn: spec.permissionsBoundaryArn,
    tags: roleTags(spec),
    target,
    policies: [{ name: policyName, document: documents(spec).permissions }],
    boundary,
    instanceProfileArns: [],
  };
}

/** As the prediction takes it. */
export function sessionRole({
  arn,
  tags,
  policies,
  boundary,
}: ToldRole): SessionRole {
  return {
    arn,
    tags,
    policies: policies.map(({ document }) => document),
    boundary: boundary === 'unknown' ? boundary : boundary?.document,
  };
}

/**
 * What a role is for, by who may assume it: EC2 instances, or the nodes that
 * Systems Manager registers.
 */
function targetOf(trust: PolicyDocument): ToldRole['target'] {
  const services = asList(trust.Statement).flatMap(({ Effect, Principal }) =>
    Effect === 'Allow' && typeof Principal === 'object'
      ? asList(Principal.Service)
      : [],
  );
  return services.includes('ssm.amazonaws.com') &&
    !services.some(service => service.startsWith('ec2.'))
    ? 'hybrid'
    : 'ec2';
}
