import { rounded } from '../provision/statistics';
import { Database } from './databases';
import { catalogOf } from './entities';
import { Calls, startAws } from './startAws';
import { Memory, ScanNeeds, startPortal } from './startPortal';

export const ROLES_PER_ACCOUNT = 1_000;

/** What a scan of all accounts cost. */
export interface ScanCost {
  seconds: number;
  /** CPU of the portal. */
  cpuSeconds: number;
  /** By operation, of all accounts. */
  calls: Calls;
  /** Megabytes, the highest that was seen. */
  peak: { rss: number; heap: number };
  /** The roles whose readiness was computed. */
  predicted: number;
  /** The roles that were written. */
  rolesWritten: number;
  /** The rows of the database with roles, documents, problems and so on. */
  rowsWritten: number;
}

/** A fleet, and what its first two scans cost. */
export interface ScanCosts {
  database: Database['name'];
  accounts: number;
  /** The limit of the heap, in megabytes. */
  heapLimit: number;
  /** Megabytes before the first scan. */
  idle: { rss: number; heap: number };
  scans: ScanCost[];
}

/** The ids of that many accounts. */
export function accountIds(count: number): string[] {
  return Array.from({ length: count }, (_, n) => String(111122223333 + n));
}

/** Scans accounts twice, on an empty database. */
export async function measureScans(options: {
  accounts: number;
  database: Database;
  heapLimit: number;
}): Promise<ScanCosts> {
  const { accounts, database, heapLimit } = options;
  const aws = await startAws({ nodeRoles: ROLES_PER_ACCOUNT });
  const portal = await startPortal({
    accountIds: accountIds(accounts),
    database,
    entities: catalogOf(['service-12']),
    env: aws.env,
    heap: heapLimit,
  });
  try {
    const first = costOf(await portal.firstScan(), await aws.calls());
    const second = costOf(await portal.scanAgain(), await aws.calls());
    return {
      database: database.name,
      accounts,
      heapLimit,
      idle: megabytes(portal.idle),
      scans: [first, second],
    };
  } finally {
    await portal.stop();
    await aws.stop();
  }
}

function costOf(needed: ScanNeeds, calls: Calls): ScanCost {
  const { cpuMs, peak, rowsWritten, scans } = needed;
  const sum = (of: 'predicted' | 'written') =>
    scans.reduce((total, scan) => total + scan[of], 0);
  const begins = scans.map(
    ({ endedAt, milliseconds }) => endedAt - milliseconds,
  );
  const ends = scans.map(({ endedAt }) => endedAt);
  return {
    seconds: rounded((Math.max(...ends) - Math.min(...begins)) / 1000, 1),
    cpuSeconds: rounded(cpuMs / 1000, 1),
    calls,
    peak: megabytes(peak),
    predicted: sum('predicted'),
    rolesWritten: sum('written'),
    rowsWritten,
  };
}

function megabytes({ rss, heap }: Memory) {
  return { rss: rounded(rss / 1e6), heap: rounded(heap / 1e6) };
}
