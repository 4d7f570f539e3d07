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
import { reached } from '../database/transact';
import {
  Caller,
  Callers,
  isApproverOf,
  PeopleOfRules,
} from '../people/Callers';
import { EntityOwnership } from '../people/EntityOwnership';
import { RequestAccess } from '../permissions/RequestAccess';
import { contentOrigin } from './contentOrigin';
import { readHistory } from './database/operations/readHistory';
import { readReviews } from './database/operations/reviews';
import { StoredRequest } from './database/StoredRequest';
import { decisionsForOthers } from './decisions';
import { Audience } from './notifications/audience';
import { abilitiesOf } from './requestAbilities';
import { noSuchRequest, requireRequest } from './RequestTransitions';
import { ReviewDeps, reviewRequest } from './reviewRequest';

/** What reading requests works with. */
export interface ReadingDeps extends ReviewDeps {
  knex: Knex;
  access: RequestAccess;
  callers: Callers;
  ownership: EntityOwnership;
  /** The people of a request, as they are today. */
  audienceOf: (request: RoleRequest) => Promise<Audience>;
  /** Adds the name that people know the account by. */
  named: (request: RoleRequest) => RoleRequest;
}

/** The request, for someone who may see it; to others there is none. */
export async function requireVisible(
  { knex, access }: Pick<ReadingDeps, 'knex' | 'access'>,
  requestId: string,
  { credentials }: Caller,
): Promise<StoredRequest> {
  const stored = await reached(() => requireRequest(knex, requestId));
  const { request } = stored;
  if (await access.allows(requestReadPermission, request, credentials)) {
    return stored;
  }
  throw noSuchRequest(requestId);
}

/** A request with all that its page shows. */
export async function readDetails(
  deps: ReadingDeps,
  requestId: string,
  credentials: BackstageCredentials,
): Promise<RequestDetails> {
  const { knex, access, named } = deps;
  const caller = await deps.callers.of(credentials);
  const { request } = await requireVisible(deps, requestId, caller);
  const today = peopleToday(request, deps.accounts);
  const [history, abilities, review, approvers, decisions, content] =
    await Promise.all([
      reached(() => readHistory(knex, requestId)),
      abilitiesOf(access, request, caller, today),
      reviewRequest(deps, request, caller),
      waitingFor(deps, request),
      reached(() => readReviews(knex, requestId)),
      contentOrigin(deps.ownership, request, caller),
    ]);
  return {
    request: named(request),
    history,
    approvers,
    caller: abilities,
    review,
    ...(content && { contentOrigin: content }),
    decisions: isApproverOf(caller, request, today.approvers)
      ? decisions
      : decisionsForOthers(decisions, review),
  };
}

/** Whom a request waits for, while it is pending. */
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

/** Those whom the rules of the request's account name today. */
export function peopleToday(
  { spec }: RoleRequest,
  accounts: ConfiguredAccounts,
): PeopleOfRules {
  return approvalRulesOf(accounts, spec.accountId) ?? { approvers: [] };
}
