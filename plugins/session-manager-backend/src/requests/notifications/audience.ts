import { RoleRequest } from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Membership } from '../../people/Membership';
import { NestedGroups } from '../../people/NestedGroups';
import {
  approvalToday,
  currentRulesFor,
  missingApprovals,
  stillApprovers,
} from '../execution/currentRules';

/** The users and groups concerned with a request, as of now. */
export interface Audience {
  /**
   * Users and groups who may decide on it, by both its own rules and the
   * current ones. If there are none, the current approvers, who can see it.
   */
  approvers: readonly string[];
  /** Whether these may decide on it. */
  mayDecide: boolean;
  /** Those who approved it and are still approvers. */
  approved: readonly string[];
  /** The number of further approvals that it requires. */
  missing: number;
}

/** The sources of an audience. */
export interface AudienceSources {
  accounts: Pick<AwsAccounts, 'configured'>;
  membership: Pick<Membership, 'refsOfUser'>;
  nestedGroups: Pick<NestedGroups, 'withParents'>;
}

/** Reads the catalog only if the current rules differ. */
export async function audienceOf(
  request: RoleRequest,
  sources: AudienceSources,
): Promise<Audience> {
  const { accounts, membership } = sources;
  const today = approvalToday(request, accounts)?.approvers ?? [];
  const [both, approved, rules] = await Promise.all([
    withinBoth(request.rules.approvers, today, sources),
    stillApprovers(approversIn(request), today, membership),
    currentRulesFor(request, accounts, membership),
  ]);
  return {
    approvers: both.length > 0 ? both : today,
    mayDecide: both.length > 0,
    approved,
    missing: missingApprovals(request, rules),
  };
}

/** Those in either list whose members are all in the other list as well. */
async function withinBoth(
  then: readonly string[],
  today: readonly string[],
  { membership, nestedGroups }: AudienceSources,
): Promise<string[]> {
  const isNamed = (list: readonly string[], refs: readonly string[]) =>
    refs.some(ref => list.includes(ref));
  const kept = await Promise.all(
    [...new Set([...then, ...today])].map(async ref => {
      if (then.includes(ref) && today.includes(ref)) {
        return [ref];
      }
      const above = ref.startsWith('user:')
        ? ((await membership.refsOfUser(ref)) ?? [ref])
        : await nestedGroups.withParents([ref]);
      return isNamed(then, above) && isNamed(today, above) ? [ref] : [];
    }),
  );
  return kept.flat();
}

function approversIn({ state }: RoleRequest): string[] {
  const approval = 'approval' in state ? state.approval : undefined;
  return approval?.kind === 'people'
    ? approval.approvals.map(({ by }) => by)
    : [];
}
