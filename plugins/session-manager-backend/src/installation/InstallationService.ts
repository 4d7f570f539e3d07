import {
  AuthService,
  CacheService,
  RootConfigService,
  RootInstanceMetadataService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { Installation } from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  FleetConfig,
} from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import pLimit from 'p-limit';
import { Deadlines, readingOrFault } from '../accounts/deadlines';
import { withDatabaseErrors } from '../database/transact';
import { readAccounts } from '../fleet/database/operations/accounts';
import { accountChecks } from './accountChecks';
import {
  actionsCheck,
  cacheCheck,
  configurationCheck,
  databaseCheck,
  notificationsCheck,
  ownAccountCheck,
} from './portalChecks';
import { eventsCheck, scanCheck } from './scanChecks';
import { templateChecks } from './templateChecks';

/** Checks whether the plugins are installed completely. */
export interface InstallationService {
  /** Calls AWS in each account; concurrent callers share the result. */
  check(): Promise<Installation>;
}

interface InstallationDeps {
  accounts: AwsAccounts;
  auth: AuthService;
  cache: CacheService;
  catalog: CatalogService;
  config: RootConfigService;
  fleet: FleetConfig;
  knex: Knex;
  rootInstanceMetadata: RootInstanceMetadataService;
  scaffolder: ScaffolderService;
  startDeadline: Deadlines;
  /** The template that executes an approved request. */
  templateRef: string;
}

// Each account has its own deadline, which starts when its turn comes.
const ACCOUNTS_AT_ONCE = 10;

export function createInstallationService(
  deps: InstallationDeps,
): InstallationService {
  let underWay: Promise<Installation> | undefined;
  return {
    check() {
      underWay ??= checkAll(deps).finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
  };
}

async function checkAll(deps: InstallationDeps): Promise<Installation> {
  const { accounts, fleet, knex, startDeadline, templateRef } = deps;
  const { configured } = accounts;
  const now = new Date();
  const [own, templates, actions, plugins, cacheWorks, scanned] =
    await Promise.all([
      readingOrFault(startDeadline(), undefined, accounts.identity()),
      readTemplates(deps),
      listActions(deps),
      deps.rootInstanceMetadata.getInstalledPlugins(),
      keepsInCache(deps),
      withDatabaseErrors(() => readAccounts(knex)),
    ]);
  const each = configured ?? ('fault' in own ? [] : [own]);
  const limit = pLimit(ACCOUNTS_AT_ONCE);
  const ofAccounts = await Promise.all(
    each.map(account =>
      limit(async () => [
        ...(await accountChecks(deps, account)),
        scanCheck(
          account,
          scanned.find(({ accountId }) => accountId === account.accountId),
          { refresh: fleet.refresh, now: now.getTime() },
        ),
      ]),
    ),
  );
  return {
    checkedAt: now.toISOString(),
    checks: [
      configurationCheck(configured),
      ownAccountCheck(configured, own),
      actionsCheck(actions),
      ...templateChecks(templates, {
        requestTemplateRef: templateRef,
        roleTemplateRef: fleet.templateRef,
        requiresApproval: (configured ?? []).some(({ approval }) => approval),
      }),
      notificationsCheck(plugins),
      eventsCheck(scanned, { isConfigured: fleet.events !== undefined }),
      cacheCheck(
        deps.config.getOptionalString('backend.cache.store') ?? 'memory',
        cacheWorks,
      ),
      databaseCheck(knex.client.config.client),
      ...ofAccounts.flat(),
    ],
  };
}

async function readTemplates({
  auth,
  catalog,
}: InstallationDeps): Promise<Entity[] | { reason: string }> {
  try {
    const { items } = await catalog.getEntities(
      {
        filter: { kind: 'Template' },
        fields: ['kind', 'metadata', 'spec.parameters', 'spec.steps'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items;
  } catch (error) {
    return { reason: toError(error).message };
  }
}

async function listActions({ auth, scaffolder }: InstallationDeps) {
  try {
    return await scaffolder.listActions(undefined, {
      credentials: await auth.getOwnServiceCredentials(),
    });
  } catch (error) {
    return { reason: toError(error).message };
  }
}

const CACHE_KEY = 'installation-check';

async function keepsInCache({ cache }: InstallationDeps): Promise<boolean> {
  try {
    const value = new Date().toISOString();
    await cache.set(CACHE_KEY, value, { ttl: { minutes: 1 } });
    return (await cache.get(CACHE_KEY)) !== undefined;
  } catch {
    return false;
  }
}
