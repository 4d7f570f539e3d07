import { NotFoundError } from '@backstage/errors';
import {
  AccountConfig,
  ApprovalConfig,
  AwsAccounts,
} from 'backstage-plugin-session-manager-node';

/** The accounts that the portal is configured for. */
export type ConfiguredAccounts = Pick<AwsAccounts, 'configured'>;

/** An account's configuration; absent where the account has none. */
export function configuredAccount(
  { configured }: ConfiguredAccounts,
  accountId: string | undefined,
): AccountConfig | undefined {
  return configured?.find(account => account.accountId === accountId);
}

/** The rules of approval in an account today; absent where it needs none. */
export function approvalRulesOf(
  accounts: ConfiguredAccounts,
  accountId: string,
): ApprovalConfig | undefined {
  return configuredAccount(accounts, accountId)?.approval;
}

/** The accounts that name one of these as an approver today. */
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

/**
 * Throws a `NotFoundError` for a region that is not among those of the account.
 *
 * @param of - what the regions are of, where it is not one account
 */
export function requireRegion(
  region: string,
  regions: readonly string[],
  of = 'account',
): void {
  if (!regions.includes(region)) {
    throw new NotFoundError(
      `region: ${region} is not among those of the ${of}: ${regions.join(', ')}`,
    );
  }
}
