/**
 * AWS for Session Manager backends: clients per account, observe and apply.
 *
 * @packageDocumentation
 */
export {
  createActivation,
  deleteActivation,
  type Activation,
  type ActivationOptions,
} from './activation/createActivation';
export { findHybridRole } from './activation/findHybridRole';
export { AwsAccounts, type AwsAccount } from './accounts/AwsAccounts';
export { listChoices } from './choices/listChoices';
export { readSessionManagerConfig } from './config/readSessionManagerConfig';
export type {
  AccountConfig,
  ApprovalConfig,
  InstanceTagConfig,
  LimitsConfig,
  RequestsConfig,
  SessionManagerConfig,
} from './config/SessionManagerConfig';
export { awsFault } from './fault/awsFault';
export { toAwsError } from './fault/toAwsError';
export { seal, unseal, type Sealed } from './handover/seal';
export {
  grantLogAccess,
  planLogAccess,
  type LogAccessOptions,
  type LogAccessPart,
} from './logAccess/grantLogAccess';
export {
  createTaskCache,
  type ReadCache,
  type ReadOptions,
} from './cache/ReadCache';
export { readBucketOwner } from './readiness/readBucketOwner';
export {
  readSurroundings,
  type Surroundings,
} from './readiness/readSurroundings';
export {
  deleteRole,
  type Deleted,
  type DeleteOptions,
} from './role/deleteRole';
export {
  attachInstanceProfile,
  type AttachOptions,
} from './instances/attachInstanceProfile';
export {
  createInstanceServices,
  type InstanceServices,
} from './instances/instanceServices';
export {
  describeAttachment,
  isAsAsked,
  type Attachment,
  type Outcome,
} from './instances/Attachment';
export {
  findInstanceProfile,
  type ProfileSelection,
} from './instances/findInstanceProfile';
export {
  listInstances,
  type InstanceSelection,
  type ListedInstance,
} from './instances/listInstances';
export {
  readEvidence,
  tellReadiness,
  tellSpec,
  type TellingPlace,
} from './readiness/tellReadiness';
export type {
  Permission,
  PermissionLimit,
  PermissionScope,
  PermissionTarget,
} from './permissions/Permission';
export { policyFor } from './permissions/policyFor';
export {
  portalPermissions,
  type PortalPart,
} from './permissions/portalPermissions';
export type { RoleAtPath } from './role/findRole';
export { instancesUsing } from './role/instancesUsing';
export { knownRolesIn, type KnownRoles } from './role/knownRoles';
export { listRoles } from './role/listRoles';
export { namesOf, observeRole, type RoleNames } from './role/observeRole';
export { readManagedPolicy } from './role/readManagedPolicy';
export { readRoleSnapshot, withOtherPolicies } from './role/readRoleSnapshot';
export { readRoleTags } from './role/readRoleTags';
export {
  provisionRole,
  type Provisioned,
  type ProvisionOptions,
} from './role/provisionRole';
export { CancelledError } from './role/runError';
export type {
  SessionManagerRequestOptions,
  SessionManagerService,
} from './service/SessionManagerService';
export { sessionManagerServiceRef } from './service/sessionManagerServiceRef';
