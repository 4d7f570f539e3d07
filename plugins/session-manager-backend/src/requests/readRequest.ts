import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  RequestDetails,
  requestReadPermission,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import {
  approvalRulesOf,
  ConfiguredAccounts,
} from '../accounts/configuredAccounts';
import { withDatabaseErrors } from '../database/transact';
import { Caller, Callers, isApproverOf, RuleMembers } from '../people/Callers';
import { EntityOwnership } from '../people/EntityOwnership';
import { RequestAccess } from '../permissions/RequestAccess';
import { contentOrigin } from './contentOrigin';
import { earlierRequests } from './database/operations/earlierRequests';
import { readHistory } from './database/operations/readHistory';
import { readReviews } from './database/operations/reviews';
import { StoredRequest } from './database/StoredRequest';
import { decisionsForOthers } from './decisions';
import { Audience } from './notifications/audience';
import { abilitiesOf } from './requestAbilities';
import { noSuchRequest, requireRequest } from './RequestTransitions';
import { ReviewDeps, reviewRequest } from './reviewRequest';
import { VisibleRequests } from './visibleRequests';

/** The dependencies of reading requests. */
export interface ReadingDeps extends ReviewDeps {
  knex: Knex;
  access: RequestAccess;
  callers: Callers;
  ownership: EntityOwnership;
  /** The current approvers and other recipients of a request. */
  audienceOf: (request: RoleRequest) => Promise<Audience>;
  /** Adds the display name of the account. */
  named: (request: RoleRequest) => RoleRequest;
  visibleRequests: VisibleRequests;
}

/** The request, if the caller may see it; otherwise a `NotFoundError`. */
export async function requireVisible(
  { knex, access }: Pick<ReadingDeps, 'knex' | 'access'>,
  requestId: string,
  { credentials }: Caller,
): Promise<StoredRequest> {
  const stored = await withDatabaseErrors(() =>
    requireRequest(knex, requestId),
  );
  const { request } = stored;
  if (await access.allows(requestReadPermission, request, credentials)) {
    return stored;
  }
  throw noSuchRequest(requestId);
}

/** A request with everything that its page shows. */
export async function readDetails(
  deps: ReadingDeps,
  requestId: string,
  credentials: BackstageCredentials,
): Promise<RequestDetails> {
  const { knex, access, named } = deps;
  const caller = await deps.callers.of(credentials);
  const { request } = await requireVisible(deps, requestId, caller);
  const today = currentRuleMembers(request, deps.accounts);
  const [history, abilities, review, approvers, decisions, earlier, content] =
    await Promise.all([
      withDatabaseErrors(() => readHistory(knex, requestId)),
      abilitiesOf(access, request, caller, today),
      reviewRequest(deps, request, caller),
      waitingFor(deps, request),
      withDatabaseErrors(() => readReviews(knex, requestId)),
      earlierVisible(deps, request, credentials),
      contentOrigin(deps.ownership, request, caller),
    ]);
  return {
    request: named(request),
    history,
    approvers,
    caller: abilities,
    review,
    ...(content && { contentOrigin: content }),
    earlier,
    decisions: isApproverOf(caller, request, today.approvers)
      ? decisions
      : decisionsForOthers(decisions, review),
  };
}

async function earlierVisible(
  { knex, named, visibleRequests }: ReadingDeps,
  request: RoleRequest,
  credentials: BackstageCredentials,
): Promise<RoleRequest[]> {
  const visible = await visibleRequests.to(credentials);
  const earlier = await withDatabaseErrors(() =>
    earlierRequests(knex, request, visible),
  );
  return earlier.map(stored => named(stored.request));
}

/** Who must approve a request, while it is pending. */
export async function waitingFor(
  { audienceOf }: Pick<ReadingDeps, 'audienceOf'>,
  request: RoleRequest,
): Promise<RequestDetails['approvers']> {
  if (request.state.status !== 'pending') {
    return { missing: 0, refs: [] };
  }
  const { missing, approvers } = await audienceOf(request);
  return { missing, refs: [...approvers] };
}

/** The users and groups in the current rules of the request's account. */
export function currentRuleMembers(
  { spec }: RoleRequest,
  accounts: ConfiguredAccounts,
): RuleMembers {
  return approvalRulesOf(accounts, spec.accountId) ?? { approvers: [] };
}
