/**
 * Throws an error if a region is not one of an account's, or of several
 * accounts'.
 *
 * @param RegionError - the class of the error: an `InputError` for the input of
 *   an action, a `NotFoundError` for the address of an HTTP request
 * @public
 */
export function requireRegion(
  region: string,
  regions: readonly string[],
  RegionError: new (message: string) => Error,
  accounts: 'account' | 'accounts' = 'account',
): void {
  if (regions.includes(region)) {
    return;
  }
  const where =
    accounts === 'account'
      ? 'this account, which has'
      : 'these accounts, which have';
  throw new RegionError(
    `region: ${region} is not configured for ${where} ${regions.join(', ')}. To add it, change regions of the account in sessionManager.accounts.`,
  );
}
