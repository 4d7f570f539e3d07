import {
  AccountConfig,
  ApprovalConfig,
  AwsAccounts,
} from 'backstage-plugin-session-manager-node';

/** The accounts that the portal is configured for. */
export type ConfiguredAccounts = Pick<AwsAccounts, 'configured'>;

/** An account's configuration; undefined if it has none. */
export function configuredAccount(
  { configured }: ConfiguredAccounts,
  accountId: string | undefined,
): AccountConfig | undefined {
  return configured?.find(account => account.accountId === accountId);
}

/** An account's current approval rules; undefined if it needs no approval. */
export function approvalRulesOf(
  accounts: ConfiguredAccounts,
  accountId: string,
): ApprovalConfig | undefined {
  return configuredAccount(accounts, accountId)?.approval;
}

/** The accounts that currently list one of these as an approver. */
export function accountsApprovedBy(
  refs: readonly string[],
  { configured }: ConfiguredAccounts,
): string[] {
  return (configured ?? [])
    .filter(({ approval }) =>
      approval?.approvers.some(approver => refs.includes(approver)),
    )
    .map(({ accountId }) => accountId);
}
