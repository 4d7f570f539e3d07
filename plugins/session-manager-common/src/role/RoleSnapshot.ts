import { NamedPolicy, PolicyDocument } from '../policy/PolicyDocument';

/**
 * Tags by key.
 *
 * @public
 */
export type Tags = Readonly<Record<string, string>>;

/**
 * A role as IAM has it, without what belongs to it.
 *
 * @public
 */
export interface IamRole {
  arn: string;
  /** Its unique id, such as `AROAEXAMPLE`; absent where it is not read. */
  roleId?: string;
  roleName: string;
  path: string;
  /** Empty where it has none. */
  description: string;
  trust: PolicyDocument;
  /** Seconds. */
  maxSessionDuration: number;
  permissionsBoundaryArn?: string;
  tags: Tags;
  /** ARNs of the managed policies that are attached. */
  attachedPolicies: readonly string[];
  /** Documents by policy name. */
  inlinePolicies: Readonly<Record<string, PolicyDocument>>;
  /** When and where its credentials were last used, ISO 8601. */
  lastUsed?: { at: string; region?: string };
}

/**
 * A customer managed policy as IAM has it.
 *
 * @public
 */
export interface IamPolicy {
  arn: string;
  policyName: string;
  path: string;
  /** Empty where it has none. */
  description: string;
  tags: Tags;
  /** The default version's document. */
  document: PolicyDocument;
  /** Version ids, oldest first. */
  versions: readonly string[];
  defaultVersion: string;
  /**
   * What it is attached to: names of roles, and of users and groups as
   * `user ada` and `group ops`, which no role is called.
   */
  attachedTo: readonly string[];
}

/**
 * An instance profile as IAM has it.
 *
 * @public
 */
export interface IamInstanceProfile {
  arn: string;
  instanceProfileName: string;
  path: string;
  tags: Tags;
  /** Names of its roles: none or one. */
  roles: readonly string[];
}

/**
 * The same, with parts that may not have been read.
 *
 * @public
 */
export type MaybeUnread<T, Part extends keyof T> = Omit<T, Part> &
  Partial<Pick<T, Part>>;

/**
 * What IAM has of a role and what belongs to it, as far as it was read. A part
 * that is absent was not read: a page of an account's roles leaves out what
 * only single reads tell. That something has no description, tags or boundary
 * is told by an empty text, empty tags, or a role without the ARN of one.
 *
 * @public
 */
export interface RoleSnapshot {
  /** Absent where IAM has no such role. */
  role?: MaybeUnread<IamRole, 'description' | 'maxSessionDuration'>;
  /**
   * The customer managed policies that matter: the spec's, that of the spec
   * that the role was last made from, and those of the account that are
   * attached to the role.
   */
  policies: readonly MaybeUnread<
    IamPolicy,
    'description' | 'tags' | 'attachedTo'
  >[];
  /**
   * The instance profiles that matter: the spec's, that of the spec that the
   * role was last made from, and those that hold the role.
   */
  instanceProfiles: readonly MaybeUnread<IamInstanceProfile, 'tags'>[];
  /**
   * The managed policies besides that were read, because they decide what the
   * role may do: AWS's own that are attached, and the permissions boundary.
   */
  otherPolicies?: readonly NamedPolicy[];
}

/**
 * A snapshot of which all that a plan compares was read.
 *
 * @public
 */
export interface CompleteRoleSnapshot extends RoleSnapshot {
  role?: IamRole;
  policies: readonly IamPolicy[];
  instanceProfiles: readonly IamInstanceProfile[];
}

/**
 * A snapshot of a role that IAM has.
 *
 * @public
 */
export type ExistingRole<Snapshot extends RoleSnapshot = RoleSnapshot> =
  Snapshot & { role: NonNullable<Snapshot['role']> };

/**
 * The snapshot of a role of which nothing exists.
 *
 * @public
 */
export const EMPTY_SNAPSHOT: CompleteRoleSnapshot = {
  policies: [],
  instanceProfiles: [],
};

/**
 * Whether IAM has the role.
 *
 * @public
 */
export function roleExists<Snapshot extends RoleSnapshot>(
  snapshot: Snapshot,
): snapshot is ExistingRole<Snapshot> {
  return snapshot.role !== undefined;
}

/**
 * The policies of a role, attached and then inline; absent where the document
 * of one was not read.
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
 * The permissions boundary of a role; `'unknown'` where it has one whose
 * document was not read.
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
 * The ARNs of the instance profiles that hold a role.
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
