/**
 * The domain of AWS Session Manager roles: spec, policy documents, plan.
 * Pure: no clock, no network, no Node built-ins.
 *
 * @packageDocumentation
 */
export * from './aws/arn';
export * from './aws/partition';
export * from './policy/PolicyDocument';
export type { DocumentSpec } from './policy/DocumentSpec';
export * from './policy/documents';
export { permissionsPolicy } from './policy/permissionsPolicy';
export { trustPolicy } from './policy/trustPolicy';
export {
  bucketPolicyStatements,
  keyPolicyStatements,
} from './policy/ownerStatements';
export * from './handover/Handover';
export * from './logAccess/logAccess';
export * from './logAccess/mergeStatements';
export * from './logAccess/StatementChange';
export * from './roleSpec/roleSpec';
export * from './roleSpec/resolveRoleSpec';
export { managedSpec } from './roleSpec/managedSpec';
export { allowsName } from './roleSpec/allowsName';
export {
  ENTITY_REF_TAG,
  instanceProfileTags,
  isOurs,
  keeperOf,
  MANAGED_BY,
  MANAGED_BY_TAG,
  policyTags,
  roleTags,
  SPEC_TAG,
} from './roleSpec/ownershipTags';
export type { Keeper } from './roleSpec/ownershipTags';
export {
  recordedProfiles,
  recordedSpec,
  specHash,
  specRecord,
  type SpecRecord,
  type RecordingRole,
} from './roleSpec/recordedSpec';
export * from './role/RoleSnapshot';
export * from './plan/Change';
export { plan } from './plan/plan';
export type { PlanOptions } from './plan/plan';
export * from './plan/planWarnings';
export { otherManagerOf, type OtherManager } from './plan/otherManager';
export * from './plan/planDeletion';
export {
  describeChange,
  describeDone,
  describeMissed,
} from './plan/describeChange';
export { waves } from './plan/waves';
export { evaluateAccess } from './access/evaluateAccess';
export type {
  AccessDecision,
  AccessPolicies,
  AccessReason,
  DecisiveStatement,
  UnsettledElement,
} from './access/evaluateAccess';
export type {
  AccessCall,
  AccessCaller,
  AccessRequest,
} from './access/AccessRequest';
export { matchesPattern } from './access/pattern';
export type { DeepMutable } from './json/DeepMutable';
export { ownValue } from './json/ownValue';
export { parseJson } from './json/parseJson';
export * from './catalog/roleAnnotations';
export * from './catalog/roleOwnership';
export * from './changes/ReportedChange';
export * from './changes/changeMarks';
export * from './api/AccountInfo';
export * from './api/claimedReadiness';
export * from './fault/AwsFault';
export * from './api/RoleStatus';
export * from './api/EntityInstances';
export * from './instances/fields';
export * from './readiness/PreferencesReading';
export * from './readiness/SecondOpinion';
export * from './api/RoleReadiness';
export * from './api/Choices';
export * from './plan/PreviewPlan';
export * from './api/RolePreview';
export * from './readiness/previewBasis';
export * from './api/ExplainedMessage';
export { predict } from './readiness/predict';
export { nodeKindsOf } from './readiness/nodeKinds';
export type { NodeKind } from './trust/judgeTrust';
export type { RolePurpose } from './trust/trustedPurpose';
export * from './readiness/predictSpec';
export { readinessOf } from './readiness/readinessOf';
export { askedCalls, type AskedCall } from './readiness/askedCalls';
export { heedSecondOpinion } from './readiness/heedSecondOpinion';
export * from './permissions/actionRules';
export * from './permissions/logBucketResourceRef';
export * from './permissions/permissions';
export * from './permissions/roleResourceRef';
export * from './requests/ApprovalRules';
export * from './requests/frozenReview';
export * from './requests/RequestContent';
export * from './requests/RequestState';
export * from './requests/RoleRequest';
export * from './api/requests';
export { actionPurposes, narrowings } from './policy/statementNotes';
export type { Narrowing } from './policy/statementNotes';
export * from './render/render';
export * from './requests/MovableRequest';
export * from './requests/RequestEvent';
export {
  autoApproveRule,
  isEverything,
  type RuleFacts,
} from './requests/autoApproveRule';
export {
  isRoleOfApprovedRequest,
  ROLE_MAKING_STATES,
} from './requests/madeRole';
export { needsPeople } from './requests/needsPeople';
export { requestParts } from './requests/requestParts';
export * from './requests/transition';
export {
  widerThanLeastPrivilege,
  type WiderGrant,
} from './requests/widerThanLeastPrivilege';
export type { PredictionInput } from './readiness/predict';
export {
  isFromParameterStore,
  parsePreferences,
} from './readiness/preferences';
export { parseSessionDocument } from './readiness/sessionDocument';
export type {
  PreferenceText,
  SessionPreferences,
  SessionType,
} from './readiness/preferences';
export * from './readiness/facts';
export { isInstanceTagKey } from './readiness/knownKeys';
export * from './readiness/Readiness';
export type { Verdict } from './ternary/ternary';
export * from './readiness/sessionRole';
export { ADVICE } from './readiness/advice';
export type { AdviceId, AdviceSentence } from './readiness/advice';
export * from './readiness/agentCalls';
export { AGENT_MESSAGES } from './readiness/messages';
export type { AgentMessage } from './readiness/messages/AgentMessage';
export { causeOf, CAUSES } from './readiness/causes';
export type { Cause, CauseId } from './readiness/causes';
export * from './readiness/headline';
export * from './readiness/repairedSpec';
export * from './readiness/explain/explainMessage';
export type { AwsRefusal, RefusedCaller } from './readiness/explain/refusal';
export { REFUSED_ELSEWHERE } from './readiness/explain/elsewhere';
export type {
  RefusedElsewhere,
  RefusedElsewhereId,
} from './readiness/explain/elsewhere';
export type { SessionDestination } from './readiness/explain/userStatements';
