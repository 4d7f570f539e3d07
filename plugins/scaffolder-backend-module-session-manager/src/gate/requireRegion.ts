import { InputError } from '@backstage/errors';
import { AwsAccount } from 'backstage-plugin-session-manager-node';

/** Throws an `InputError` where a region is not one of the account's. */
export function requireRegion(
  { regions }: Pick<AwsAccount, 'regions'>,
  region: string,
): void {
  if (!regions.includes(region)) {
    throw new InputError(
      `region: ${region} is not configured for this account, which has ${regions.join(', ')}. To add it, change regions of the account in sessionManager.accounts.`,
    );
  }
}
