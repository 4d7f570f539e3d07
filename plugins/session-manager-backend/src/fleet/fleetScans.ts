import { LoggerService } from '@backstage/backend-plugin-api';
import { isError, stringifyError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import pLimit from 'p-limit';
import { MIN_REFRESH_AGE } from '../cache/freshness';
import { redactSql, transact } from '../database/transact';
import { syncAccounts } from './database/operations/accounts';
import { failScan, releaseScan } from './database/operations/endScan';
import {
  claimScan,
  dueAccounts,
  ScanClaim,
} from './database/operations/scanClaims';
import { createDailyCache } from './dailyCache';
import { FleetMetrics } from './FleetMetrics';
import { annotatedOnce, RoleServices } from './roleServices';
import { ScanFault } from './ScanFault';
import { claimTimes, ScanDeps, scanFleetAccount } from './scanFleetAccount';

/** Keeps the roles of all accounts up to date. */
export interface FleetScans {
  /**
   * Scans the accounts that are due. A fault of an account is stored, and does
   * not affect the others.
   *
   * @param signal - stops it; the next run continues where it stopped
   */
  run(signal: AbortSignal): Promise<void>;
}

/** The dependencies of the scans of all accounts. */
type FleetScanDeps = ScanDeps & {
  logger: LoggerService;
  metrics: Pick<FleetMetrics, 'scanned'>;
};

// Each needs memory for a page of an account, and time of the event loop.
const ACCOUNTS_AT_ONCE = 4;
// An account that refused or throttled is asked again after that.
const RETRY_MS = 5 * 60_000;

export function createFleetScans(
  options: Omit<FleetScanDeps, 'annotated' | 'interval' | 'policyCache'> & {
    refresh: HumanDuration;
    roleServices: RoleServices;
  },
): FleetScans {
  const { refresh, ...parts } = options;
  const common = {
    ...parts,
    interval: Math.max(durationToMilliseconds(refresh), MIN_REFRESH_AGE),
    policyCache: createDailyCache(),
  };
  const { knex, roleServices } = parts;
  return {
    async run(signal) {
      // For all accounts of a run, if one is due.
      const deps: FleetScanDeps = {
        ...common,
        annotated: annotatedOnce(roleServices),
      };
      const accounts = await fleetAccounts(deps);
      await transact(knex, tx => syncAccounts(tx, accounts, new Date()));
      const limit = pLimit(ACCOUNTS_AT_ONCE);
      const due = await dueAccounts(knex, new Date());
      await Promise.all(
        due.map(accountId =>
          limit(async () => {
            if (!signal.aborted) {
              await scanIfDue(deps, accountId, signal);
            }
          }),
        ),
      );
    },
  };
}

/** The configured accounts, or else the account of the credentials. */
async function fleetAccounts({ accounts }: FleetScanDeps) {
  return (
    accounts.configured ?? [
      { accountId: (await accounts.get()).settings.accountId },
    ]
  );
}

async function scanIfDue(
  deps: FleetScanDeps,
  accountId: string,
  signal: AbortSignal,
): Promise<void> {
  const { knex, logger } = deps;
  try {
    const claim = await transact(knex, tx =>
      claimScan(tx, accountId, claimTimes()),
    );
    if (claim) {
      await scanClaimed(deps, claim, signal);
    }
  } catch (error) {
    // Such as that the database does not answer; the claim expires.
    logger.warn(
      `Account ${accountId} was not scanned: ${stringifyError(redactSql(error))}`,
      { accountId },
    );
  }
}

async function scanClaimed(
  deps: FleetScanDeps,
  claim: ScanClaim,
  signal: AbortSignal,
): Promise<void> {
  const { logger, metrics } = deps;
  const { accountId } = claim;
  const started = Date.now();
  const elapsed = () => Date.now() - started;
  try {
    const outcome = await scanFleetAccount(deps, claim, signal);
    metrics.scanned('completed', elapsed());
    logger.info(`Account ${accountId} was scanned`, {
      accountId,
      ...outcome,
      milliseconds: elapsed(),
    });
  } catch (error) {
    metrics.scanned(
      signal.aborted || isLost(error) ? 'interrupted' : 'failed',
      elapsed(),
    );
    await giveUp(deps, claim, error, signal);
  }
}

/** Whether another replica has claimed the account meanwhile. */
function isLost(error: unknown): boolean {
  return isError(error) && error.name === 'ConflictError';
}

async function giveUp(
  { interval, knex, logger }: FleetScanDeps,
  claim: ScanClaim,
  error: unknown,
  { aborted }: AbortSignal,
): Promise<void> {
  if (isLost(error)) {
    return;
  }
  const now = new Date();
  const later = new Date(now.getTime() + Math.min(interval, RETRY_MS));
  if (aborted) {
    await transact(knex, tx => releaseScan(tx, claim, now));
    return;
  }
  if (!(error instanceof ScanFault)) {
    await transact(knex, tx => releaseScan(tx, claim, later));
    throw error;
  }
  const { accountId } = claim;
  const { fault } = error;
  logger.warn(`Account ${accountId} could not be scanned: ${fault.message}`, {
    accountId,
    code: fault.code,
    requestId: fault.requestId,
  });
  await transact(knex, tx => failScan(tx, claim, { fault, now, dueAt: later }));
}
