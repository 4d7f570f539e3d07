import { PolicyDocument } from '../policy/PolicyDocument';

/**
 * Tags by key.
 *
 * @public
 */
export type Tags = Readonly<Record<string, string>>;

/**
 * A role as IAM has it.
 *
 * @public
 */
export interface RoleState {
  arn: string;
  /** Its unique id, such as `AROAEXAMPLE`; absent where it is not read. */
  roleId?: string;
  roleName: string;
  path: string;
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
export interface PolicyState {
  arn: string;
  policyName: string;
  path: string;
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
export interface InstanceProfileState {
  arn: string;
  instanceProfileName: string;
  path: string;
  tags: Tags;
  /** Names of its roles: none or one. */
  roles: readonly string[];
}

/**
 * What IAM has of a role and what belongs to it.
 *
 * @public
 */
export interface ObservedRole {
  role?: RoleState;
  /**
   * The customer managed policies that matter: the spec's, that of the spec
   * that the role was last made from, and those of the account that are
   * attached to the role.
   */
  policies: readonly PolicyState[];
  /**
   * The instance profiles that matter: the spec's, that of the spec that the
   * role was last made from, and those that hold the role.
   */
  instanceProfiles: readonly InstanceProfileState[];
}

/**
 * The observation of a role of which nothing exists.
 *
 * @public
 */
export const nothingObserved: ObservedRole = {
  policies: [],
  instanceProfiles: [],
};
