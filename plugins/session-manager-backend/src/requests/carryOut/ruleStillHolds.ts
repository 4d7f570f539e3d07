import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { AutoApproval } from '../AutoApproval';
import { StoredRequest } from '../database/StoredRequest';
import { hasCurrentRules } from './currentRules';

/** What the check of a rule's approval works with. */
export interface RuleCheckDeps {
  accounts: Pick<AwsAccounts, 'configured'>;
  autoApproval: AutoApproval;
}

/**
 * Why a request that a rule approved goes to people instead of being carried
 * out: the rule, or the facts that it decided by, are not what they were.
 * Absent where the approval holds, and where no rule gave it.
 */
export async function whyRuleFails(
  { accounts, autoApproval }: RuleCheckDeps,
  stored: StoredRequest,
): Promise<string | undefined> {
  const { request } = stored;
  const { state, rules } = request;
  const isToCarryOut = state.status === 'approved' || state.status === 'failed';
  if (!isToCarryOut || state.approval.kind !== 'rule') {
    return undefined;
  }
  if (!hasCurrentRules(stored, accounts)) {
    return 'The approval rules of the account have changed since a rule approved it.';
  }
  const { name, version } = state.approval.rule;
  const { rule, unknown } = await autoApproval.ruleFor(request, rules);
  if (rule?.name === name && rule.version === version) {
    return undefined;
  }
  return unknown ?? `The rule ${name} does not fit the request any more.`;
}
