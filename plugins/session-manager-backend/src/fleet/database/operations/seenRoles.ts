import { Knex } from 'knex';
import { ScanClaim } from './scanClaims';

type Scan = Pick<ScanClaim, 'accountId' | 'generation'>;

/** Notes that a scan has seen roles, or need not see them any more. */
export async function markSeen(
  tx: Knex.Transaction,
  { accountId, generation }: Scan,
  arns: readonly string[],
): Promise<void> {
  if (arns.length > 0) {
    await tx('fleet_scan_pages').insert({
      account_id: accountId,
      generation,
      role_arns: JSON.stringify(arns),
    });
  }
}

/** The ARNs of all roles that a scan has seen. */
export async function seenRoles(
  tx: Knex.Transaction,
  { accountId, generation }: Scan,
): Promise<Set<string>> {
  const pages: string[] = await tx('fleet_scan_pages')
    .where({ account_id: accountId, generation })
    .pluck('role_arns');
  return new Set(pages.flatMap(page => JSON.parse(page) as string[]));
}
