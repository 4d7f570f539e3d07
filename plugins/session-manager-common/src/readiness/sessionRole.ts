import { iamArn } from '../aws/arn';
import { permissionsPolicy } from '../policy/permissionsPolicy';
import { PolicyDocument } from '../policy/PolicyDocument';
import { trustPolicy } from '../policy/trustPolicy';
import {
  boundaryOf,
  ExistingRole,
  policiesOf,
  profilesHolding,
} from '../role/RoleSnapshot';
import { roleTags } from '../roleSpec/ownershipTags';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';

/**
 * The role that the agent calls with.
 *
 * @public
 */
export interface SessionRole {
  arn: string;
  /** Its unique id, such as `AROAEXAMPLE`; absent where it is not known. */
  roleId?: string;
  /** Attached and inline. */
  policies: readonly PolicyDocument[];
  /** `'unknown'` where the role has one that could not be read. */
  boundary?: PolicyDocument | 'unknown';
  /** All of its tags; absent where they are not known. */
  tags?: Readonly<Record<string, string>>;
  /** Who may assume it; absent where that is not known: then nothing is sure. */
  trust?: PolicyDocument;
  /**
   * The ARNs of the instance profiles that hold it; absent where they are not
   * known.
   */
  instanceProfileArns?: readonly string[];
}

/**
 * What a prediction takes of a role that IAM has; absent where not all of the
 * role's policies were read, so that nothing can be predicted.
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
 * The role that a spec makes, as far as a prediction looks at it.
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
