import { iamArn } from '../aws/arn';
import { permissionsPolicy } from '../policy/permissionsPolicy';
import { trustPolicy } from '../policy/trustPolicy';
import {
  instanceProfileTags,
  Keeper,
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

/** A thing that IAM should have: its name, its ARN and its values. */
export interface Wanted<Value> {
  name: string;
  arn: string;
  value: Value;
}

/** What IAM should have for a spec. */
export interface Target {
  role: Wanted<NewRole>;
  /** Absent where the policy is inline. */
  policy?: Wanted<NewPolicy>;
  inlinePolicy?: NamedDocument;
  /** Absent for hybrid nodes. */
  instanceProfile?: Wanted<NewInstanceProfile>;
}

/** The state that a spec describes. */
export function targetOf(spec: ResolvedRoleSpec, keeper?: Keeper): Target {
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
        tags: roleTags(spec, keeper),
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
              tags: policyTags(spec, keeper),
            },
          },
        }
      : { inlinePolicy: { policyName, document } }),
    ...(instanceProfileName
      ? {
          instanceProfile: {
            name: instanceProfileName,
            arn: iamArn(spec, 'instance-profile', path, instanceProfileName),
            value: { path, tags: instanceProfileTags(spec, keeper) },
          },
        }
      : {}),
  };
}
