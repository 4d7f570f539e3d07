import { requiresManualApproval } from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { AutoApproval } from '../../preview/AutoApproval';
import { StoredRequest } from '../database/StoredRequest';
import { RolePlans } from '../RolePlans';
import { hasCurrentRules } from './currentRules';

/** The dependencies of checking a rule's approval. */
export interface RuleCheckDeps {
  accounts: Pick<AwsAccounts, 'configured'>;
  autoApproval: AutoApproval;
  plans: Pick<RolePlans, 'of'>;
}

/**
 * Why a request that a rule approved requires approvers: the rule, or the facts
 * that it decided by, have changed. Undefined if the approval is still valid,
 * or was not given by a rule.
 */
export async function ruleFailureReason(
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
    return unknown ?? `The rule ${name} no longer matches the request.`;
  }
  // The existing resources may have changed since the rule approved it.
  const plan = await plans.of(request);
  const reason =
    'fault' in plan
      ? `its dry run failed: ${plan.fault.message}`
      : requiresManualApproval(plan.changes);
  return reason && `The rule ${name} is no longer sufficient: ${reason}.`;
}
