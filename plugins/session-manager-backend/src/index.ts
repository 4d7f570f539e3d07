/**
 * The backend of AWS Session Manager roles: what AWS has of them, and requests
 * for them. It only reads AWS.
 *
 * @packageDocumentation
 */
export { sessionManagerPlugin as default } from './plugin';
export { decideByRelation } from './permissions/decideByRelation';
export {
  createLogBucketConditionalDecision,
  logBucketConditions,
} from './permissions/logBucketRules';
export {
  createPreferencesConditionalDecision,
  preferencesConditions,
} from './permissions/preferencesRules';
export {
  createRequestConditionalDecision,
  requestConditions,
} from './permissions/requestRules';
export {
  logBucketPermissionResourceRef,
  preferencesPermissionResourceRef,
  requestPermissionResourceRef,
  rolePermissionResourceRef,
  type LogBucketFacts,
  type RequestFacts,
  type RequestRuleQuery,
  type RoleFacts,
  type RoleRuleQuery,
} from './permissions/resources';
export {
  createRoleConditionalDecision,
  roleConditions,
} from './permissions/roleRules';
