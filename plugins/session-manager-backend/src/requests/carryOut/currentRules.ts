import {
  ApprovalRules,
  rulesHash,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { StoredRequest } from '../database/StoredRequest';

/** Whether the rules of the request's account are still those of its filing. */
export function hasCurrentRules(
  { request, rulesHash: hash }: StoredRequest,
  accounts: AwsAccounts,
): boolean {
  const account = accounts.configured?.find(
    ({ accountId }) => accountId === request.spec.accountId,
  );
  if (!account?.approval) {
    return false;
  }
  const { expireAfter: _, ...rules } = account.approval;
  return rulesHash(rules satisfies ApprovalRules) === hash;
}

/** Whether a rule approved the request that is another by now. */
export function isApprovedByOldRule(
  stored: StoredRequest,
  accounts: AwsAccounts,
): boolean {
  const { state } = stored.request;
  return (
    'approval' in state &&
    state.approval.kind === 'rule' &&
    (state.status === 'approved' || state.status === 'failed') &&
    !hasCurrentRules(stored, accounts)
  );
}
