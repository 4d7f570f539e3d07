import { iamArn } from '../../aws/arn';
import { permissionsPolicy } from '../../documents/permissionsPolicy';
import { PolicyDocument } from '../../policy/PolicyDocument';
import { trustPolicy } from '../../documents/trustPolicy';
import {
  boundaryOf,
  ExistingRole,
  policiesOf,
  profilesHolding,
} from '../../role/RoleSnapshot';
import { roleTags } from '../../roleSpec/ownershipTags';
import { ResolvedRoleSpec } from '../../roleSpec/roleSpec';

/**
 * The role whose credentials the agent uses.
 *
 * @public
 */
export interface SessionRole {
  arn: string;
  /** The unique id, such as `AROAEXAMPLE`; absent if unknown. */
  roleId?: string;
  /** The documents of all attached and inline policies. */
  policies: readonly PolicyDocument[];
  /** `'unknown'` if the role has a boundary that could not be read. */
  boundary?: PolicyDocument | 'unknown';
  /** All tags of the role; absent if unknown. */
  tags?: Readonly<Record<string, string>>;
  /**
   * The trust policy. If absent, it is unknown whether the node gets
   * credentials.
   */
  trust?: PolicyDocument;
  /**
   * The ARNs of the instance profiles that contain the role; absent if unknown.
   */
  instanceProfileArns?: readonly string[];
}

/**
 * Derives the input of a prediction from a role in IAM. Returns `undefined` if
 * not all policies of the role were read, because nothing can be predicted
 * then.
 *
 * @public
 */
export function sessionRoleOf(snapshot: ExistingRole): SessionRole | undefined {
  const policies = policiesOf(snapshot);
  const boundary = boundaryOf(snapshot);
  const { arn, roleId, tags, trust } = snapshot.role;
  return (
    policies && {
      arn,
      roleId,
      tags,
      trust,
      instanceProfileArns: profilesHolding(snapshot),
      policies: policies.map(({ document }) => document),
      boundary: typeof boundary === 'object' ? boundary.document : boundary,
    }
  );
}

/**
 * Derives the input of a prediction from a spec, as if its role existed.
 *
 * @public
 */
export function roleOfSpec(
  spec: ResolvedRoleSpec,
  boundary?: PolicyDocument | 'unknown',
): SessionRole {
  return {
    arn: iamArn(spec, 'role', spec.path, spec.roleName),
    policies: [permissionsPolicy(spec)],
    tags: roleTags(spec),
    trust: trustPolicy(spec),
    instanceProfileArns: spec.instanceProfileName
      ? [iamArn(spec, 'instance-profile', spec.path, spec.instanceProfileName)]
      : [],
    boundary,
  };
}
