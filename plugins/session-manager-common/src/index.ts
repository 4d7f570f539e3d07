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
export * from './spec/roleSpec';
export * from './spec/resolveRoleSpec';
export * from './spec/ownershipTags';
export { recordedProfiles, recordedSpec, specHash } from './spec/recordedSpec';
export * from './plan/ObservedRole';
export * from './plan/Change';
export { plan } from './plan/plan';
export type { PlanOptions } from './plan/plan';
export * from './plan/planDeletion';
export { describeChange, describeDone } from './plan/describeChange';
export { waves } from './plan/waves';
export * from './access/abilities';
export * from './access/evaluateAccess';
export type { AccessRequest } from './access/AccessRequest';
export { matchesPattern } from './access/pattern';
export * from './catalog/roleAnnotations';
export * from './status/RolePreview';
export * from './status/RoleStatus';
export { predict } from './readiness/predict';
export * from './readiness/preferences';
export * from './readiness/facts';
export * from './readiness/Readiness';
export type { SessionRole } from './readiness/calls';
