/**
 * The domain of AWS Session Manager roles: specs, policy documents, plans,
 * readiness, requests. Pure: no clock, no network, no Node built-ins. Also the
 * client of the backend's HTTP API, and its types.
 *
 * @packageDocumentation
 */
export { iamArn, parseArn, roleOfArn, type Arn } from './aws/arn';
export {
  isRegionOf,
  partitionFacts,
  partitions,
  REGION_PATTERN,
  roleConsoleUrl,
  type PartitionFacts,
} from './aws/partition';
export { PREFERENCES_DOCUMENT } from './aws/preferencesDocument';

export * from './config/refuseUnknownKeys';

export * from './json/canonicalJson';
export * from './json/ownValue';
export * from './json/parseJson';

export type { Verdict } from './ternary/ternary';

export * from './fault/AwsFault';

export * from './policy/PolicyDocument';

export * from './access/AccessRequest';
export {
  evaluateAccess,
  type AccessDecision,
  type AccessPolicies,
  type AccessReason,
  type DecisiveStatement,
  type UnknownElement,
} from './access/evaluateAccess';

export type { NodeKind } from './trust/evaluateTrust';
export { mayBeOfNodes } from './trust/mayBeOfNodes';
export type { RolePurpose } from './trust/trustedPurpose';

export * from './role/RoleSnapshot';

export * from './roleSpec/allowsName';
export * from './roleSpec/managedSpec';
export {
  ENTITY_REF_TAG,
  instanceProfileTags,
  isManagedByPortal,
  MANAGED_BY,
  MANAGED_BY_TAG,
  managerOf,
  policyTags,
  roleTags,
  SPEC_TAG,
  type Manager,
} from './roleSpec/ownershipTags';
export {
  recordedProfiles,
  recordedSpec,
  specHash,
  specRecord,
  type RecordingRole,
  type SpecRecord,
} from './roleSpec/recordedSpec';
export * from './roleSpec/resolveRoleSpec';
export * from './roleSpec/roleFormData';
export * from './roleSpec/roleSpec';
export * from './roleSpec/specLosses';

export type { DocumentSpec } from './documents/DocumentSpec';
export * from './documents/documents';
export { isForeignBucket } from './documents/logObjects';
export * from './documents/permissionsPolicy';
export * from './documents/trustPolicy';

export * from './logAccess/StatementChange';
export * from './logAccess/logAccess';
export * from './logAccess/mergeStatements';

export * from './catalog/roleAnnotations';
export * from './catalog/roleOwnership';
export { isTemplateForRequests } from './catalog/isTemplateForRequests';
export * from './catalog/roleEntityType';

export * from './permissions/actionRules';
export * from './permissions/logBucketResourceRef';
export * from './permissions/permissions';
export * from './permissions/preferencesResourceRef';
export * from './permissions/roleResourceRef';

export * from './changes/ReportedChange';
export * from './changes/changeMarks';

export * from './instances/fields';

export * from './connect/ConnectSettings';
export {
  connectTarget,
  nodeKindOf,
  type ConnectTarget,
} from './connect/ConnectTarget';
export type {
  AccessRequestCommands,
  SessionCommands,
} from './connect/commands';
export * from './connect/connectWay';
export * from './connect/nodeObstacle';
export * from './connect/userPolicy';

export * from './readiness/model/PreferencesReading';
export * from './readiness/model/Readiness';
export * from './readiness/model/SessionEnvironment';
export * from './readiness/model/SimulatorResult';
export {
  ADVICE,
  type AdviceId,
  type AdviceSentence,
  type Repair,
} from './readiness/model/advice';
export type { AgentCall } from './readiness/model/agentCalls';
export * from './readiness/model/facts';
export { AGENT_MESSAGE_TEXTS } from './readiness/model/messages';
export * from './readiness/model/messages/AgentMessage';
export * from './readiness/model/messages/AgentMessageId';
export * from './readiness/model/nodeKinds';
export {
  isFromParameterStore,
  parsePreferences,
  type PreferenceText,
  type SessionPreferences,
  type SessionType,
} from './readiness/model/preferences';
export * from './readiness/model/sessionDocument';
export { sessionKeyOf } from './readiness/model/sessionKey';
export * from './readiness/model/sessionRole';

export * from './readiness/predict/applySimulatorResult';
export * from './readiness/predict/predictedCalls';
export { isInstanceTagKey } from './readiness/predict/knownKeys';
export * from './readiness/predict/predict';
export * from './readiness/predict/predictRegions';
export * from './readiness/predict/predictSpec';
export * from './readiness/predict/previewBasis';
export * from './readiness/repair/preferredSpec';
export * from './readiness/predict/readinessOf';

export * from './readiness/repair/repairedSpec';

export * from './readiness/explain/causes';
export {
  REFUSED_ELSEWHERE,
  type RefusedElsewhere,
  type RefusedElsewhereId,
} from './readiness/explain/elsewhere';
export * from './readiness/explain/explainMessage';
export {
  headline,
  HEADLINES,
  READINESS_STATES,
  readinessState,
  worstReadiness,
  type Headline,
  type HeadlineId,
  type HeadlineSentence,
  type ReadinessState,
} from './readiness/explain/headline';
export type { AwsRefusal, RefusedCaller } from './readiness/explain/refusal';
export type { SessionDestination } from './readiness/explain/userStatements';

export * from './plan/Change';
export * from './plan/affectedServices';
export * from './plan/outsidePolicies';
export type { PlanOptions } from './plan/PlanContext';
export * from './plan/PreviewPlan';
export { describeChange, describeDone } from './plan/describeChange';
export * from './plan/driftOf';
export * from './plan/otherManager';
export * from './plan/plan';
export * from './plan/planDeletion';
export {
  planWarnings,
  warnedPlan,
  type PlanWarning,
  type WarnedPlan,
} from './plan/planWarnings';
export * from './plan/planWarningTexts';
export * from './plan/removal';
export * from './plan/waves';

export * from './preferences/changePreferences';
export * from './preferences/disallowedPreferences';
export * from './preferences/preferencesInputs';

export * from './render/render';

export * from './requests/ApprovalRules';
export * from './requests/TransitionRequest';
export * from './requests/RequestContent';
export {
  SCAFFOLDER,
  type Actor,
  type PersonEvent,
  type RequestEvent,
} from './requests/RequestEvent';
export * from './requests/RequestState';
export * from './requests/RoleRequest';
export {
  autoApproveRule,
  isEverything,
  type RuleFacts,
} from './requests/autoApproveRule';
export * from './requests/frozenReview';
export * from './requests/isRoleOfApprovedRequest';
export * from './requests/requiresManualApproval';
export * from './requests/requestParts';
export * from './requests/transition';
export * from './requests/widerThanLeastPrivilege';

export * from './whatIf/WhatIfChange';
export * from './whatIf/namedResources';
export {
  isUnsafe,
  WHAT_IF_VERDICT_ORDER,
  WHAT_IF_VERDICTS,
  type WhatIfVerdict,
} from './whatIf/verdicts';
export {
  createWhatIf,
  emptyWhatIf,
  mergeWhatIf,
  whatIf,
  type WhatIfItem,
  type WhatIfOutcome,
  type WhatIfProblem,
  type WhatIfResult,
  type WhatIfRole,
} from './whatIf/whatIf';

export * from './api/claimedReadiness';
export * from './api/deletion';
export * from './api/fleet';
export * from './api/handover';
export {
  REQUESTS_CHANNEL,
  requestPath,
  type AnyRequestDecision,
  type RequestQuery,
  type RequestSignal,
} from './api/requests';
export * from './api/responses';
export * from './api/roles';

export {
  DefaultApiClient,
  type RequestOptions,
  type TypedResponse,
} from './schema/openapi/generated/apis';
export type {
  AccountInfo,
  AccountPreferences,
  AffectedRole,
  AppearedProblem,
  Batch,
  BatchAction,
  BatchCounts,
  BatchGroup,
  BatchItem,
  BatchOmission,
  BatchPlan,
  BatchSelection,
  BatchStatus,
  BreakGlassDecision,
  ChangedBucket,
  ChangedKey,
  ChangedLogGroup,
  Choice,
  ChoiceKind,
  Choices,
  ClaimedProblem,
  ClaimedReadiness,
  CommentedDecision,
  ConnectAccount,
  ConnectNode,
  ConnectObstacle,
  DeletionPreview,
  DeletionPreviewRequest,
  EntityConnect,
  EntityInstances,
  EntityRoles,
  EnvironmentBasis,
  EnvironmentChange,
  ExplainRequest,
  ExplainedMessage,
  ExplainedRole,
  FiledRequest,
  FleetAccount,
  FleetDrift,
  FleetNodeKind,
  FleetOddRole,
  FleetRole,
  FleetRoleList,
  FleetRolePart,
  FleetSort,
  FleetStates,
  FleetSummary,
  FleetVariant,
  FleetVariantList,
  Handover,
  HandoverSubject,
  InstanceExcerpt,
  Installation,
  InstallationCheck,
  InstallationCheckId,
  InstallationCheckState,
  InstanceNote,
  InstanceUse,
  LogAccessPolicyPreview,
  LogAccessPreview,
  LogAccessPreviewRequest,
  NewBatch,
  NewHandover,
  NewRoleRequest,
  NewRun,
  ObservedInstance,
  ObservedInstances,
  OpenedHandover,
  PlannedInstances,
  PlannedRole,
  PreviewRequest,
  ProblemSummary,
  ProfileInstances,
  ReadinessSummary,
  RecordedRole,
  RegionFault,
  RequestContentOrigin,
  RequestDecision,
  RequestDecisionRecord,
  RequestDetails,
  RequestList,
  RequestReport,
  RequestReview,
  RequestSort,
  RequestTotals,
  RequestView,
  RoleActions,
  RoleActivation,
  RoleActivations,
  RoleClaim,
  RoleDisclosure,
  RoleFilter,
  RolePreview,
  RoleReadiness,
  RoleRepair,
  RoleStatus,
  RunRequester,
  ServiceInstance,
  StartedBatch,
  UnknownLeftovers,
  WhatIfBasis,
  WhatIfRequest,
  WhatIfResponse,
  WhatIfVerdictName,
  WhatIfVerdicts,
} from './schema/openapi/generated/models';
