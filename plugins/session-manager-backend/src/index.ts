/**
 * The API of AWS Session Manager roles and of the requests for them. It only
 * reads AWS.
 *
 * @packageDocumentation
 */
export { sessionManagerPlugin as default } from './plugin';
export {
  createRequestConditionalDecision,
  requestConditions,
} from './permissions/requestRules';
export {
  createRoleConditionalDecision,
  roleConditions,
} from './permissions/roleRules';
export {
  requestPermissionResourceRef,
  rolePermissionResourceRef,
  type RequestFacts,
  type RequestRuleQuery,
  type RoleFacts,
} from './permissions/resources';
