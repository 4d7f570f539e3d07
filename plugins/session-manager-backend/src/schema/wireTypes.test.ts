import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as domain from 'backstage-plugin-session-manager-common';

import * as document from './openapi/generated/models';

/** The types of the document have read-only lists. */
type WithReadOnlyLists<T> = T extends readonly (infer Item)[]
  ? readonly WithReadOnlyLists<Item>[]
  : T extends object
    ? { [Key in keyof T]: WithReadOnlyLists<T[Key]> }
    : T;

/** Whether each type is assignable to the other. */
type Same<Domain, Document> = [Domain] extends [Document]
  ? [Document] extends [WithReadOnlyLists<Domain>]
    ? true
    : 'the type of the document is not assignable to the domain'
  : 'the type of the domain is not assignable to the document';

/** Checked by tsc. */
const isSame: {
  AccountFault: Same<domain.AccountFault, document.AccountFault>;
  ApprovalKind: Same<domain.ApprovalKind, document.ApprovalKind>;
  AwsFault: Same<domain.AwsFault, document.AwsFault>;
  Change: Same<domain.Change, document.Change>;
  ConnectWay: Same<domain.ConnectWay, document.ConnectWay>;
  Drift: Same<domain.Drift, document.Drift>;
  FrozenReview: Same<domain.FrozenReview, document.FrozenReview>;
  Headline: Same<domain.Headline, document.Headline>;
  MessageExplanation: Same<
    domain.MessageExplanation,
    document.MessageExplanation
  >;
  NamedPolicy: Same<domain.NamedPolicy, document.NamedPolicy>;
  NodeKind: Same<domain.NodeKind, document.NodeKind>;
  NodeVerdicts: Same<domain.NodeVerdicts, document.NodeVerdicts>;
  OtherManager: Same<domain.OtherManager, document.OtherManager>;
  OutsidePolicies: Same<domain.OutsidePolicies, document.OutsidePolicies>;
  PolicyDocument: Same<domain.PolicyDocument, document.PolicyDocument>;
  PolicyStatement: Same<domain.PolicyStatement, document.PolicyStatement>;
  PreferencesReading: Same<
    domain.PreferencesReading,
    document.PreferencesReading
  >;
  PreviewBasis: Same<domain.PreviewBasis, document.PreviewBasis>;
  PreviewPlan: Same<domain.PreviewPlan, document.PreviewPlan>;
  ProblemCode: Same<domain.ProblemCode, document.ProblemCode>;
  Readiness: Same<domain.Readiness, document.Readiness>;
  ReadinessState: Same<domain.ReadinessState, document.ReadinessState>;
  Refuser: Same<domain.Refuser, document.Refuser>;
  ReportedChange: Same<domain.ReportedChange, document.ReportedChange>;
  RequestAbilities: Same<domain.RequestAbilities, document.RequestAbilities>;
  RequestActor: Same<domain.RequestActor, document.RequestActor>;
  RequestHistoryEntry: Same<
    domain.RequestHistoryEntry,
    document.RequestHistoryEntry
  >;
  RequestPartKind: Same<domain.RequestPartKind, document.RequestPartKind>;
  RequestStatus: Same<domain.RequestStatus, document.RequestStatus>;
  ResolvedRoleSpec: Same<domain.ResolvedRoleSpec, document.ResolvedRoleSpec>;
  RoleConfirmation: Same<domain.RoleConfirmation, document.RoleConfirmation>;
  RoleDocuments: Same<domain.RoleDocuments, document.RoleDocuments>;
  RolePurpose: Same<domain.RolePurpose, document.RolePurpose>;
  RoleRequest: Same<domain.RoleRequest, document.RoleRequest>;
  RoleSpec: Same<domain.RoleSpec, document.RoleSpec>;
  StatementChange: Same<domain.StatementChange, document.StatementChange>;
  SessionFacts: Same<domain.SessionFacts, document.SessionFacts>;
  SimulatorResult: Same<domain.SimulatorResult, document.SimulatorResult>;
  SpecChange: Same<domain.SpecChange, document.SpecChange>;
  Stage: Same<domain.Stage, document.Stage>;
  UnknownReason: Same<domain.UnknownReason, document.UnknownReason>;
  Verdict: Same<domain.Verdict, document.Verdict>;
  WiderGrant: Same<domain.WiderGrant, document.WiderGrant>;
} = {
  AccountFault: true,
  ApprovalKind: true,
  AwsFault: true,
  Change: true,
  ConnectWay: true,
  Drift: true,
  FrozenReview: true,
  Headline: true,
  MessageExplanation: true,
  NamedPolicy: true,
  NodeKind: true,
  NodeVerdicts: true,
  OtherManager: true,
  OutsidePolicies: true,
  PolicyDocument: true,
  PolicyStatement: true,
  PreferencesReading: true,
  PreviewBasis: true,
  PreviewPlan: true,
  ProblemCode: true,
  Readiness: true,
  ReadinessState: true,
  Refuser: true,
  ReportedChange: true,
  RequestAbilities: true,
  RequestActor: true,
  RequestHistoryEntry: true,
  RequestPartKind: true,
  RequestStatus: true,
  ResolvedRoleSpec: true,
  RoleConfirmation: true,
  RoleDocuments: true,
  RolePurpose: true,
  RoleRequest: true,
  RoleSpec: true,
  StatementChange: true,
  SessionFacts: true,
  SimulatorResult: true,
  SpecChange: true,
  Stage: true,
  UnknownReason: true,
  Verdict: true,
  WiderGrant: true,
};

const CLIENT_MODELS = resolve(
  __dirname,
  '../../../session-manager-common/src/schema/openapi/generated/models',
);

describe('the types of the OpenAPI document', () => {
  it.each(Object.entries(isSame))(
    'equal those of the domain: %s',
    (_, same) => {
      expect(same).toBe(true);
    },
  );

  it('are compared where the client has the type of the domain', () => {
    const replaced = readdirSync(CLIENT_MODELS).flatMap(file =>
      Array.from(
        readFileSync(resolve(CLIENT_MODELS, file), 'utf8').matchAll(
          /^export type \{ (\w+) \} from/gm,
        ),
        ([, name]) => name,
      ),
    );

    expect(replaced.sort()).toEqual(Object.keys(isSame).sort());
  });
});
