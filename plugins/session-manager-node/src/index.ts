/**
 * AWS access for Session Manager backends: clients per account, observe, apply
 * and scan.
 *
 * @packageDocumentation
 */
export {
  createActivation,
  deleteActivation,
  type Activation,
  type ActivationOptions,
} from './activation/createActivation';
export {
  findHybridRole,
  trustsSystemsManager,
} from './activation/findHybridRole';
export { listActivations } from './activation/listActivations';
export {
  AwsAccounts,
  type AwsAccount,
  type CallerIdentity,
} from './accounts/AwsAccounts';
export type { CallObserver } from './accounts/observeCalls';
export { requireRegion } from './accounts/requireRegion';
export { listChoices } from './choices/listChoices';
export { readSessionManagerConfig } from './config/readSessionManagerConfig';
export type {
  AccountConfig,
  ApprovalConfig,
  DigestConfig,
  FleetConfig,
  InstanceTagConfig,
  LimitsConfig,
  RequestsConfig,
  SessionManagerConfig,
} from './config/SessionManagerConfig';
export {
  readPermissionStates,
  type PermissionState,
} from './portalAccess/readPermissionStates';
export { awsFault } from './fault/awsFault';
export { toAwsError } from './fault/toAwsError';
export { seal, unseal, type Sealed } from './handover/seal';
export { bucketOwnerOf } from './logAccess/bucketOwnerOf';
export {
  grantLogAccess,
  planLogAccess,
  type LogAccessOptions,
  type LogAccessPart,
} from './logAccess/grantLogAccess';
export {
  updatePreferences,
  type PreferencesUpdate,
  type UpdatedPreferences,
} from './preferences/updatePreferences';
export {
  createTaskCache,
  type ReadCache,
  type ReadOptions,
} from './cache/ReadCache';
export { readBucketOwner } from './readiness/readBucketOwner';
export {
  deleteRole,
  observeDeletion,
  type Deleted,
  type DeleteOptions,
  type ObservedDeletion,
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
  type AttachmentOutcome,
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
  listNodes,
  type ManagedNode,
  type NodeSelection,
} from './readiness/listNodes';
export { listTaggedNodes, type TaggedNodes } from './readiness/listTaggedNodes';
export {
  managementOf,
  repairOf,
  type RepairEvidence,
} from './readiness/repairOf';
export {
  readNamedResources,
  readSessionEnvironment,
} from './readiness/readSessionEnvironment';
export {
  readEvidence,
  predictRoleReadiness,
  predictSpecReadiness,
  type ReadinessContext,
} from './readiness/predictRoleReadiness';
export type {
  Permission,
  PermissionLimit,
  PermissionScope,
  PermissionTarget,
} from './awsPermissions/Permission';
export { policyFor } from './awsPermissions/policyFor';
export {
  portalPermissions,
  type PortalPart,
} from './awsPermissions/portalPermissions';
export type { RoleAtPath } from './role/findRole';
export { instancesUsing } from './role/instancesUsing';
export { knownRolesIn, type KnownRoles } from './role/knownRoles';
export { listRoles } from './role/listRoles';
export { namesOf, observeRole, type RoleNames } from './role/observeRole';
export { readRoleSnapshot, withOtherPolicies } from './role/readRoleSnapshot';
export { readRoleTags, readTaggedRole } from './role/readRoleTags';
export {
  provisionRole,
  type Provisioned,
  type ProvisionOptions,
} from './role/provisionRole';
export {
  isMarkerRefused,
  scanAccount,
  type RolePage,
  type ScanOptions,
} from './scan/scanAccount';
export { isKept } from './scan/isKept';
export { scanEnvironment } from './scan/scanEnvironment';
export {
  scanNodes,
  type RegionNodes,
  type CountedNodes,
} from './scan/scanNodes';
export type {
  SessionManagerRequestOptions,
  SessionManagerService,
} from './service/SessionManagerService';
export { sessionManagerServiceRef } from './service/sessionManagerServiceRef';
