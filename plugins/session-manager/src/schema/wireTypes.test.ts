import * as domain from 'backstage-plugin-session-manager-common';

import * as generated from './openapi/generated/models';

/**
 * Whether each fits where the other is wanted; generated types have no
 * read-only lists.
 */
type Same<Domain, Generated> = [domain.DeepMutable<Domain>] extends [Generated]
  ? [Generated] extends [Domain]
    ? true
    : 'what the document says does not fit the domain'
  : 'what the domain says does not fit the document';

/** It is tsc that checks it. */
const isSame: {
  AccountInfo: Same<domain.AccountInfo, generated.AccountInfo>;
  Change: Same<domain.Change, generated.Change>;
  Choices: Same<domain.Choices, generated.Choices>;
  EntityInstances: Same<domain.EntityInstances, generated.EntityInstances>;
  EntityRoles: Same<domain.EntityRoles, generated.EntityRoles>;
  ExplainedMessage: Same<domain.ExplainedMessage, generated.ExplainedMessage>;
  FiledRequest: Same<domain.FiledRequest, generated.FiledRequest>;
  Handover: Same<domain.Handover, generated.Handover>;
  NewRoleRequest: Same<domain.NewRoleRequest, generated.NewRoleRequest>;
  OpenedHandover: Same<domain.OpenedHandover, generated.OpenedHandover>;
  PolicyDocument: Same<domain.PolicyDocument, generated.PolicyDocument>;
  PreviewRequest: Same<domain.PreviewRequest, generated.PreviewRequest>;
  Readiness: Same<domain.Readiness, generated.Readiness>;
  RequestAbilities: Same<domain.RequestAbilities, generated.RequestAbilities>;
  RequestDecision: Same<domain.RequestDecision, generated.RequestDecision>;
  RequestDetails: Same<domain.RequestDetails, generated.RequestDetails>;
  RequestHistoryEntry: Same<
    domain.RequestHistoryEntry,
    generated.RequestHistoryEntry
  >;
  RequestList: Same<domain.RequestList, generated.RequestList>;
  RequestReview: Same<domain.RequestReview, generated.RequestReview>;
  RequestState: Same<domain.RequestState, generated.RequestState>;
  ResolvedRoleSpec: Same<domain.ResolvedRoleSpec, generated.ResolvedRoleSpec>;
  RoleConfirmation: Same<domain.RoleConfirmation, generated.RoleConfirmation>;
  RolePreview: Same<domain.RolePreview, generated.RolePreview>;
  RoleReadiness: Same<domain.RoleReadiness, generated.RoleReadiness>;
  RoleRequest: Same<domain.RoleRequest, generated.RoleRequest>;
  RoleSpec: Same<domain.RoleSpec, generated.RoleSpec>;
  RoleStatus: Same<domain.RoleStatus, generated.RoleStatus>;
  SessionFacts: Same<domain.SessionFacts, generated.SessionFacts>;
} = {
  AccountInfo: true,
  Change: true,
  Choices: true,
  EntityInstances: true,
  EntityRoles: true,
  ExplainedMessage: true,
  FiledRequest: true,
  Handover: true,
  NewRoleRequest: true,
  OpenedHandover: true,
  PolicyDocument: true,
  PreviewRequest: true,
  Readiness: true,
  RequestAbilities: true,
  RequestDecision: true,
  RequestDetails: true,
  RequestHistoryEntry: true,
  RequestList: true,
  RequestReview: true,
  RequestState: true,
  ResolvedRoleSpec: true,
  RoleConfirmation: true,
  RolePreview: true,
  RoleReadiness: true,
  RoleRequest: true,
  RoleSpec: true,
  RoleStatus: true,
  SessionFacts: true,
};

describe('the types of the OpenAPI document', () => {
  it.each(Object.entries(isSame))('are the domain’s: %s', (_, same) => {
    expect(same).toBe(true);
  });
});
