import { LoggerService } from '@backstage/backend-plugin-api';
import {
  MetricsService,
  MetricsServiceObservableCallback,
} from '@backstage/backend-plugin-api/alpha';
import { stringifyError } from '@backstage/errors';
import { Knex } from 'knex';
import { redactSql } from '../database/transact';
import { readAccounts, ScannedAccount } from './database/operations/accounts';
import { readStateCounts } from './database/operations/stateCounts';

/** How a scan of an account ended; an interrupted one continues later. */
export type ScanResult = 'completed' | 'failed' | 'interrupted';

/** The metrics of the roles of all accounts, and of their scans. */
export interface FleetMetrics {
  /** Notes that a scan of an account ended. */
  scanned(result: ScanResult, milliseconds: number): void;
}

// A scan takes seconds to minutes.
const SCAN_SECONDS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800];

/**
 * What is observed is read from a few rows per account, and is the same on all
 * replicas.
 */
export function createFleetMetrics(options: {
  knex: Knex;
  logger: LoggerService;
  metrics: MetricsService;
}): FleetMetrics {
  const { knex, logger, metrics } = options;

  /** While the database does not answer, the last values stay. */
  const observed =
    (observe: MetricsServiceObservableCallback): typeof observe =>
    async result => {
      try {
        await observe(result);
      } catch (error) {
        logger.warn(
          `Metrics of roles could not be read: ${stringifyError(redactSql(error))}`,
        );
      }
    };

  // All that is observed at a time is asked for at once.
  let reading: Promise<ScannedAccount[]> | undefined;
  const accountsNow = () =>
    (reading ??= readAccounts(knex).finally(() => {
      reading = undefined;
    }));

  const duration = metrics.createHistogram(
    'session_manager.fleet.scan.duration',
    {
      description: 'Time that the scans of accounts took, by their result',
      unit: 's',
      advice: { explicitBucketBoundaries: SCAN_SECONDS },
    },
  );

  metrics
    .createObservableGauge('session_manager.fleet.roles', {
      description: 'Roles in each state at the last scan of their account',
      unit: '{role}',
    })
    .addCallback(
      observed(async result => {
        for (const { accountId, state, roles } of await readStateCounts(knex)) {
          result.observe(roles, { 'cloud.account.id': accountId, state });
        }
      }),
    );

  metrics
    .createObservableGauge('session_manager.fleet.accounts', {
      description: 'Accounts, by how their last scan ended',
      unit: '{account}',
    })
    .addCallback(
      observed(async result => {
        const accounts = await accountsNow();
        for (const state of ['read', 'failed', 'pending'] as const) {
          const inState = accounts.filter(one => accountState(one) === state);
          result.observe(inState.length, { state });
        }
      }),
    );

  metrics
    .createObservableGauge('session_manager.fleet.age', {
      description:
        'Age of what is known of the account that was read longest ago',
      unit: 's',
    })
    .addCallback(
      observed(async result => {
        const times = (await accountsNow()).flatMap(({ scannedAt }) =>
          scannedAt ? Date.parse(scannedAt) : [],
        );
        if (times.length > 0) {
          result.observe((Date.now() - Math.min(...times)) / 1000);
        }
      }),
    );

  return {
    scanned: (result, milliseconds) =>
      duration.record(milliseconds / 1000, { result }),
  };
}

function accountState({ fault, scannedAt }: ScannedAccount) {
  if (fault) {
    return 'failed';
  }
  return scannedAt ? 'read' : 'pending';
}
