import { PolicyDocument } from '../policy/PolicyDocument';
import {
  IamInstanceProfile,
  IamPolicy,
  IamRole,
  Tags,
} from '../role/RoleSnapshot';

/**
 * A change that one API call makes. `operation` is the name of the IAM
 * operation.
 *
 * @public
 */
export type Change =
  | Creation<'CreatePolicy', 'policy', NewPolicy>
  | Update<'CreatePolicyVersion', 'policy', PolicyDocument>
  | Removal<'DeletePolicyVersion', 'policy-version', string>
  | Removal<'DeletePolicy', 'policy', string>
  | Update<'TagPolicy', 'policy-tags', Tags>
  | Removal<'UntagPolicy', 'policy-tags', Tags>
  | Creation<'CreateRole', 'role', NewRole>
  | Update<'UpdateRole', 'role', RoleSettings>
  | Update<'UpdateAssumeRolePolicy', 'trust-policy', PolicyDocument>
  | Update<
      'PutRolePermissionsBoundary',
      'permissions-boundary',
      string | undefined
    >
  | Removal<'DeleteRolePermissionsBoundary', 'permissions-boundary', string>
  | Update<'TagRole', 'role-tags', Tags>
  | Removal<'UntagRole', 'role-tags', Tags>
  | Removal<'DeleteRole', 'role', string>
  | Update<'PutRolePolicy', 'inline-policy', NamedDocument | undefined>
  | Removal<'DeleteRolePolicy', 'inline-policy', string>
  | Creation<'AttachRolePolicy', 'policy-attachment', string>
  | Removal<'DetachRolePolicy', 'policy-attachment', string>
  | Creation<'CreateInstanceProfile', 'instance-profile', NewInstanceProfile>
  | Removal<'DeleteInstanceProfile', 'instance-profile', string>
  | Update<'TagInstanceProfile', 'instance-profile-tags', Tags>
  | Removal<'UntagInstanceProfile', 'instance-profile-tags', Tags>
  | Creation<'AddRoleToInstanceProfile', 'instance-profile-role', string>
  | Removal<'RemoveRoleFromInstanceProfile', 'instance-profile-role', string>
  | Refusal;

/**
 * A change that is not possible or not permitted. A plan with a refusal is not
 * applied.
 *
 * @public
 */
export interface Refusal {
  operation?: undefined;
  kind: 'refused';
  resource: 'role' | 'policy' | 'instance-profile';
  name: string;
  arn: string;
  before?: string;
  after?: string;
  /** Why, and how to resolve it. */
  reason: string;
}

/**
 * A change that one API call makes.
 *
 * @public
 */
export type Step = Exclude<Change, Refusal>;

/**
 * The name of an IAM operation in plans.
 *
 * @public
 */
export type Operation = Step['operation'];

/** @public */
export interface Creation<Op extends string, Resource extends string, Value> {
  operation: Op;
  kind: 'create';
  resource: Resource;
  /** The name of the policy, role or instance profile that the call changes. */
  name: string;
  arn: string;
  before?: undefined;
  after: Value;
}

/** @public */
export interface Update<Op extends string, Resource extends string, Value> {
  operation: Op;
  kind: 'update';
  resource: Resource;
  name: string;
  arn: string;
  before: Value;
  after: Exclude<Value, undefined>;
}

/** @public */
export interface Removal<Op extends string, Resource extends string, Value> {
  operation: Op;
  kind: 'delete';
  resource: Resource;
  name: string;
  arn: string;
  before: Value;
  after?: undefined;
}

/** @public */
export type NewPolicy = Pick<
  IamPolicy,
  'path' | 'description' | 'document' | 'tags'
>;

/** @public */
export type NewRole = Pick<
  IamRole,
  | 'path'
  | 'description'
  | 'trust'
  | 'maxSessionDuration'
  | 'permissionsBoundaryArn'
  | 'tags'
>;

/** @public */
export type RoleSettings = Pick<IamRole, 'description' | 'maxSessionDuration'>;

/** @public */
export type NewInstanceProfile = Pick<IamInstanceProfile, 'path' | 'tags'>;

/** @public */
export interface NamedDocument {
  policyName: string;
  document: PolicyDocument;
}

/**
 * Whether a change is an API call, not a refusal.
 *
 * @public
 */
export function isStep(change: Change): change is Step {
  return change.kind !== 'refused';
}
