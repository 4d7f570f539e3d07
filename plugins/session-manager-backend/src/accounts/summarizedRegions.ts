import { AwsAccount } from 'backstage-plugin-session-manager-node';

/**
 * The regions that a list shows for a role: those of its instances, or else the
 * account's first.
 */
export function summarizedRegions(
  { regions }: Pick<AwsAccount, 'regions'>,
  usedIn: readonly string[],
): readonly string[] {
  return usedIn.length > 0 ? usedIn : regions.slice(0, 1);
}
