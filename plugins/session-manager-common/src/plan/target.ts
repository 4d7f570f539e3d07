import { iamArn } from '../aws/arn';
import { permissionsPolicy } from '../documents/permissionsPolicy';
import { trustPolicy } from '../documents/trustPolicy';
import {
  instanceProfileTags,
  Manager,
  policyTags,
  roleTags,
} from '../roleSpec/ownershipTags';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import {
  NamedDocument,
  NewInstanceProfile,
  NewPolicy,
  NewRole,
} from './Change';

/** A resource that should exist in IAM: its name, ARN and values. */
export interface Wanted<Value> {
  name: string;
  arn: string;
  value: Value;
}

/** The resources that should exist in IAM for a spec. */
export interface Target {
  role: Wanted<NewRole>;
  /** Absent if the policy is inline. */
  policy?: Wanted<NewPolicy>;
  inlinePolicy?: NamedDocument;
  /** Absent for hybrid nodes. */
  instanceProfile?: Wanted<NewInstanceProfile>;
}

/** Returns the resources that a spec describes. */
export function targetOf(spec: ResolvedRoleSpec, manager?: Manager): Target {
  const { path, policyName, policyType, instanceProfileName } = spec;
  const document = permissionsPolicy(spec);
  return {
    role: {
      name: spec.roleName,
      arn: iamArn(spec, 'role', path, spec.roleName),
      value: {
        path,
        description: spec.roleDescription ?? '',
        trust: trustPolicy(spec),
        maxSessionDuration: spec.maxSessionDuration,
        permissionsBoundaryArn: spec.permissionsBoundaryArn,
        tags: roleTags(spec, manager),
      },
    },
    ...(policyType === 'managed'
      ? {
          policy: {
            name: policyName,
            arn: iamArn(spec, 'policy', path, policyName),
            value: {
              path,
              description: spec.policyDescription ?? '',
              document,
              tags: policyTags(spec, manager),
            },
          },
        }
      : { inlinePolicy: { policyName, document } }),
    ...(instanceProfileName
      ? {
          instanceProfile: {
            name: instanceProfileName,
            arn: iamArn(spec, 'instance-profile', path, instanceProfileName),
            value: { path, tags: instanceProfileTags(spec, manager) },
          },
        }
      : {}),
  };
}
