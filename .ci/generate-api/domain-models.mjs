/**
 * The models of ideas that the domain has, by the domain's module: the client
 * uses the types of the domain. The backend proves by tsc that they are what the
 * document says (wireTypes.test.ts).
 */
export const DOMAIN_MODELS = {
  'catalog/roleOwnership': ['RoleConfirmation'],
  'changes/ReportedChange': ['ReportedChange'],
  'connect/connectWay': ['ConnectWay'],
  'documents/documents': ['RoleDocuments'],
  'fault/AwsFault': ['AccountFault', 'AwsFault'],
  'logAccess/StatementChange': ['StatementChange'],
  'plan/Change': ['Change'],
  'plan/PreviewPlan': ['PreviewPlan'],
  'plan/driftOf': ['Drift'],
  'plan/otherManager': ['OtherManager'],
  'plan/outsidePolicies': ['OutsidePolicies'],
  'policy/PolicyDocument': ['NamedPolicy', 'PolicyDocument', 'PolicyStatement'],
  'readiness/explain/explainMessage': ['MessageExplanation'],
  'readiness/explain/headline': ['Headline', 'ReadinessState'],
  'readiness/model/PreferencesReading': ['PreferencesReading'],
  'readiness/model/Readiness': [
    'NodeVerdicts',
    'ProblemCode',
    'Readiness',
    'Refuser',
    'Stage',
  ],
  'readiness/model/SimulatorResult': ['SimulatorResult'],
  'readiness/model/facts': ['SessionFacts', 'UnknownReason'],
  'readiness/predict/previewBasis': ['PreviewBasis'],
  'readiness/repair/repairedSpec': ['SpecChange'],
  'requests/RequestState': ['ApprovalKind', 'RequestPartKind', 'RequestStatus'],
  'requests/RoleRequest': [
    'RequestActor',
    'RequestHistoryEntry',
    'RoleRequest',
  ],
  'requests/frozenReview': ['FrozenReview'],
  'requests/transition': ['RequestAbilities'],
  'requests/widerThanLeastPrivilege': ['WiderGrant'],
  'roleSpec/roleSpec': ['ResolvedRoleSpec', 'RoleSpec'],
  'ternary/ternary': ['Verdict'],
  'trust/evaluateTrust': ['NodeKind'],
  'trust/trustedPurpose': ['RolePurpose'],
};
