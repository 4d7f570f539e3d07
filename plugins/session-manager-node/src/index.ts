/**
 * AWS for Session Manager backends: clients per account, observe and apply.
 *
 * @packageDocumentation
 */
export { AwsAccounts, type AwsAccount } from './accounts/AwsAccounts';
export { readSessionManagerConfig } from './config/readSessionManagerConfig';
export type {
  AccountConfig,
  ApprovalConfig,
  SessionManagerConfig,
} from './config/SessionManagerConfig';
export { awsFault } from './fault/awsFault';
export { toAwsError } from './fault/toAwsError';
export {
  deleteRole,
  type Deleted,
  type DeleteOptions,
} from './role/deleteRole';
export { instancesUsing } from './role/instancesUsing';
export { keptBy } from './role/keptBy';
export { knownRolesIn, type KnownRoles } from './role/knownRoles';
export { listRoles, type ListedRole } from './role/listRoles';
export { namesOf, observeRole, type RoleNames } from './role/observeRole';
export {
  provisionRole,
  type Provisioned,
  type ProvisionOptions,
} from './role/provisionRole';
export { CancelledError } from './role/runError';
