import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import pLimit from 'p-limit';
import { redactSql, transact } from '../../database/transact';
import {
  claimRefreshes,
  dueRefreshes,
  failRefresh,
  finishRefresh,
  RefreshClaim,
} from '../database/operations/refreshClaims';
import { LiveRoles } from '../LiveRoles';
import { AnnotatedRoles, annotatedOnce, RoleServices } from '../roleServices';
import { refreshEnvironment } from './refreshEnvironment';

/** Reads again what events say has changed. */
export interface FleetRefreshes {
  /**
   * Reads what is due, except of accounts that an earlier call still reads: an
   * account that is slow delays no other. Resolves when that is done, and never
   * rejects. What cannot be read is tried again a few times, and then left to
   * the scan.
   */
  run(): Promise<void>;
}

interface RefreshDeps {
  accounts: AwsAccounts;
  annotated: () => Promise<AnnotatedRoles>;
  knex: Knex;
  liveRoles: Pick<LiveRoles, 'refresh'>;
  logger: LoggerService;
}

const ACCOUNTS_AT_ONCE = 8;
// Each takes up to a dozen calls of an account.
const REFRESHES_AT_ONCE = 4;
// Longer than a refresh takes, even if AWS is slow.
const CLAIM_MS = 3 * 60_000;

export function createFleetRefreshes(
  options: Omit<RefreshDeps, 'annotated'> & {
    roleServices: Pick<RoleServices, 'annotated'>;
  },
): FleetRefreshes {
  const { roleServices, ...parts } = options;
  const { knex, logger } = parts;
  const limit = pLimit(ACCOUNTS_AT_ONCE);
  const busy = new Set<string>();

  /** A failure is logged, such as that the database does not answer. */
  async function logged(work: () => Promise<unknown>) {
    try {
      await work();
    } catch (error) {
      logger.warn(
        `What events have changed was not read: ${stringifyError(redactSql(error))}`,
      );
    }
  }

  async function refreshAccount(deps: RefreshDeps, accountId: string) {
    busy.add(accountId);
    await limit(() => logged(() => refreshDue(deps, accountId)));
    busy.delete(accountId);
  }

  return {
    run: () =>
      logged(async () => {
        // For all roles of a run, if one needs it.
        const deps: RefreshDeps = {
          ...parts,
          annotated: annotatedOnce(roleServices),
        };
        const due = await dueRefreshes(knex, new Date());
        await Promise.all(
          due
            .filter(accountId => !busy.has(accountId))
            .map(accountId => refreshAccount(deps, accountId)),
        );
      }),
  };
}

async function refreshDue(deps: RefreshDeps, accountId: string): Promise<void> {
  const now = new Date();
  const until = new Date(now.getTime() + CLAIM_MS);
  const claims = await transact(deps.knex, tx =>
    claimRefreshes(tx, accountId, { now, until }),
  );
  const limit = pLimit(REFRESHES_AT_ONCE);
  await Promise.all(claims.map(claim => limit(() => carryOut(deps, claim))));
}

async function carryOut(deps: RefreshDeps, claim: RefreshClaim): Promise<void> {
  const { knex, logger } = deps;
  const { accountId, what, name } = claim;
  const startedAt = new Date();
  try {
    await refresh(deps, claim);
  } catch (error) {
    logger.warn(
      `The ${what} ${name} of account ${accountId} was not read after a change: ${stringifyError(redactSql(error))}`,
      { accountId },
    );
    await transact(knex, tx => failRefresh(tx, claim, new Date()));
    return;
  }
  await transact(knex, tx => finishRefresh(tx, claim, { startedAt }));
}

function refresh(
  deps: RefreshDeps,
  { accountId, what, name }: RefreshClaim,
): Promise<void> {
  return what === 'role'
    ? deps.liveRoles.refresh({ accountId, roleName: name }, deps.annotated)
    : refreshEnvironment(deps, { accountId, region: name });
}
