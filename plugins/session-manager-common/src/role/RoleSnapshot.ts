import { NamedPolicy, PolicyDocument } from '../policy/PolicyDocument';

/**
 * Tags by key.
 *
 * @public
 */
export type Tags = Readonly<Record<string, string>>;

/**
 * A role in IAM, without its related resources.
 *
 * @public
 */
export interface IamRole {
  arn: string;
  /** The unique id, such as `AROAEXAMPLE`; absent if not read. */
  roleId?: string;
  roleName: string;
  path: string;
  /** Empty if it has none. */
  description: string;
  trust: PolicyDocument;
  /** In seconds. */
  maxSessionDuration: number;
  permissionsBoundaryArn?: string;
  tags: Tags;
  /** The ARNs of the attached managed policies. */
  attachedPolicies: readonly string[];
  /** The documents by policy name. */
  inlinePolicies: Readonly<Record<string, PolicyDocument>>;
  /** When (ISO 8601) and in which region its credentials were last used. */
  lastUsed?: { at: string; region?: string };
}

/**
 * A customer managed policy in IAM.
 *
 * @public
 */
export interface IamPolicy {
  arn: string;
  policyName: string;
  path: string;
  /** Empty if it has none. */
  description: string;
  tags: Tags;
  /** The document of the default version. */
  document: PolicyDocument;
  /** The version ids, oldest first. */
  versions: readonly string[];
  defaultVersion: string;
  /**
   * What it is attached to: the names of roles, and users and groups in the
   * form `user ada` and `group ops`, which are not valid role names.
   */
  attachedTo: readonly string[];
}

/**
 * An instance profile in IAM.
 *
 * @public
 */
export interface IamInstanceProfile {
  arn: string;
  instanceProfileName: string;
  path: string;
  tags: Tags;
  /** The names of its roles: none or one. */
  roles: readonly string[];
}

/**
 * A type with parts that may not have been read.
 *
 * @public
 */
export type MaybeUnread<T, Part extends keyof T> = Omit<T, Part> &
  Partial<Pick<T, Part>>;

/**
 * A role in IAM and its related resources, as far as they were read. An absent
 * part was not read: a page of an account's roles does not contain everything.
 * A known absence of a description, tags or a boundary is an empty text, empty
 * tags, or a role without a boundary ARN.
 *
 * @public
 */
export interface RoleSnapshot {
  /** Absent if the role does not exist in IAM. */
  role?: MaybeUnread<IamRole, 'description' | 'maxSessionDuration'>;
  /**
   * The related customer managed policies: those of the current and the last
   * applied spec, and those attached to the role.
   */
  policies: readonly MaybeUnread<
    IamPolicy,
    'description' | 'tags' | 'attachedTo'
  >[];
  /**
   * The related instance profiles: those of the current and the last applied
   * spec, and those that contain the role.
   */
  instanceProfiles: readonly MaybeUnread<IamInstanceProfile, 'tags'>[];
  /**
   * Other managed policies that determine what the role may do: attached AWS
   * managed policies, and the permissions boundary.
   */
  otherPolicies?: readonly NamedPolicy[];
}

/**
 * A snapshot in which everything was read that a plan compares.
 *
 * @public
 */
export interface CompleteRoleSnapshot extends RoleSnapshot {
  role?: IamRole;
  policies: readonly IamPolicy[];
  instanceProfiles: readonly IamInstanceProfile[];
}

/**
 * A snapshot of a role that exists in IAM.
 *
 * @public
 */
export type ExistingRole<Snapshot extends RoleSnapshot = RoleSnapshot> =
  Snapshot & { role: NonNullable<Snapshot['role']> };

/**
 * The snapshot of a role without any existing resource.
 *
 * @public
 */
export const EMPTY_SNAPSHOT: CompleteRoleSnapshot = {
  policies: [],
  instanceProfiles: [],
};

/**
 * Whether the role exists in IAM.
 *
 * @public
 */
export function roleExists<Snapshot extends RoleSnapshot>(
  snapshot: Snapshot,
): snapshot is ExistingRole<Snapshot> {
  return snapshot.role !== undefined;
}

/**
 * Returns the policies of a role, first attached, then inline; `undefined` if
 * the document of one was not read.
 *
 * @public
 */
export function policiesOf(snapshot: ExistingRole): NamedPolicy[] | undefined {
  const { attachedPolicies, inlinePolicies } = snapshot.role;
  const attached = attachedPolicies.map(arn => managedPolicy(snapshot, arn));
  return attached.every(policy => policy !== undefined)
    ? [
        ...attached,
        ...Object.entries(inlinePolicies).map(([name, document]) => ({
          name,
          document,
        })),
      ]
    : undefined;
}

/**
 * Returns the permissions boundary of a role; `'unknown'` if its document was
 * not read.
 *
 * @public
 */
export function boundaryOf(
  snapshot: ExistingRole,
): NamedPolicy | 'unknown' | undefined {
  const { permissionsBoundaryArn: arn } = snapshot.role;
  return arn === undefined
    ? undefined
    : (managedPolicy(snapshot, arn) ?? 'unknown');
}

/**
 * Returns the ARNs of the instance profiles that contain a role.
 *
 * @public
 */
export function profilesHolding({
  role: { roleName },
  instanceProfiles,
}: ExistingRole): string[] {
  return instanceProfiles
    .filter(({ roles }) => roles.includes(roleName))
    .map(({ arn }) => arn);
}

function managedPolicy(
  { policies, otherPolicies = [] }: RoleSnapshot,
  arn: string,
): NamedPolicy | undefined {
  const own = policies.find(policy => policy.arn === arn);
  return own
    ? { name: own.policyName, arn, document: own.document }
    : otherPolicies.find(policy => policy.arn === arn);
}
