import { durationToMilliseconds } from '@backstage/types';
import {
  ApprovalRules,
  CurrentRules,
  DEFAULT_USE_WITHIN_DAYS,
  RoleRequest,
  rulesHash,
} from 'backstage-plugin-session-manager-common';
import { ApprovalConfig } from 'backstage-plugin-session-manager-node';
import {
  approvalRulesOf,
  ConfiguredAccounts,
} from '../../accounts/configuredAccounts';
import { Membership } from '../../people/Membership';
import { StoredRequest } from '../database/StoredRequest';

/**
 * The current approval configuration of a request's account; `undefined` if it
 * no longer takes requests.
 */
export function approvalToday(
  { spec }: Pick<RoleRequest, 'spec'>,
  accounts: ConfiguredAccounts,
): ApprovalConfig | undefined {
  return approvalRulesOf(accounts, spec.accountId);
}

/** The current rules, as decisions apply them. */
export async function currentRulesFor(
  request: RoleRequest,
  accounts: ConfiguredAccounts,
  membership: Pick<Membership, 'refsOfUser'>,
): Promise<CurrentRules> {
  const {
    approvers = [],
    required = 1,
    useWithin = { days: DEFAULT_USE_WITHIN_DAYS },
  } = approvalToday(request, accounts) ?? {};
  const { state } = request;
  const given = state.status === 'pending' ? state.approvals : [];
  return {
    required,
    approvers: await stillApprovers(
      given.map(({ by }) => by),
      approvers,
      membership,
    ),
    useWithin: durationToMilliseconds(useWithin),
  };
}

/** Those of the users who are still approvers. */
export async function stillApprovers(
  users: readonly string[],
  approversToday: readonly string[],
  membership: Pick<Membership, 'refsOfUser'>,
): Promise<string[]> {
  const still = await Promise.all(
    users.map(async user => {
      const refs = await membership.refsOfUser(user);
      // For users outside the catalog, groups are known only at sign-in.
      return !refs || refs.some(ref => approversToday.includes(ref))
        ? [user]
        : [];
    }),
  );
  return still.flat();
}

/** The number of further users who must approve a pending request. */
export function missingApprovals(
  { state, rules }: RoleRequest,
  today: CurrentRules,
): number {
  if (state.status !== 'pending') {
    return 0;
  }
  const counted = state.approvals.filter(({ by }) =>
    today.approvers.includes(by),
  );
  return Math.max(rules.required, today.required) - counted.length;
}

/** Whether the account's rules are unchanged since the request was filed. */
export function hasCurrentRules(
  { request, rulesHash: hash }: StoredRequest,
  accounts: ConfiguredAccounts,
): boolean {
  const approval = approvalToday(request, accounts);
  if (!approval) {
    return false;
  }
  const { expireAfter, useWithin, ...rules } = approval;
  return rulesHash(rules satisfies ApprovalRules) === hash;
}
