import { needsPeople } from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { AutoApproval } from '../../preview/AutoApproval';
import { StoredRequest } from '../database/StoredRequest';
import { RolePlans } from '../RolePlans';
import { hasCurrentRules } from './currentRules';

/** What the check of a rule's approval works with. */
export interface RuleCheckDeps {
  accounts: Pick<AwsAccounts, 'configured'>;
  autoApproval: AutoApproval;
  plans: Pick<RolePlans, 'of'>;
}

/**
 * Why a request that a rule approved goes to people instead of being carried
 * out: the rule, or the facts that it decided by, are not what they were.
 * Absent where the approval holds, and where no rule gave it.
 */
export async function whyRuleFails(
  { accounts, autoApproval, plans }: RuleCheckDeps,
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
  if (rule?.name !== name || rule.version !== version) {
    return unknown ?? `The rule ${name} does not fit the request any more.`;
  }
  // What there is may be another than when the rule approved it.
  const plan = await plans.of(request);
  const reason =
    'fault' in plan
      ? `its dry run failed: ${plan.fault.message}`
      : needsPeople(plan.changes);
  return reason && `The rule ${name} is not enough any more: ${reason}.`;
}
