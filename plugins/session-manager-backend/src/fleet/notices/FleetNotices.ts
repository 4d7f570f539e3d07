import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { serviceRolePath } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import {
  configuredAccount,
  ConfiguredAccounts,
} from '../../accounts/configuredAccounts';
import { redactSql, transact } from '../../database/transact';
import { refsInCatalog } from '../../people/refsInCatalog';
import {
  claimNotice,
  DueNotice,
  dueNotices,
  rolesToComplete,
  settleNotice,
} from '../database/operations/notices';
import { LiveRoles } from '../LiveRoles';
import { noticeText } from './noticeText';

/** Notifies owners of services about their roles. */
export interface FleetNotices {
  /**
   * Sends each notification that is due. One that cannot be sent is sent by a
   * later run.
   */
  run(signal: AbortSignal): Promise<void>;
}

const TOPIC = 'session-manager:roles';

// If a replica dies while it sends, another one sends after that.
const CLAIM_MS = 5 * 60_000;
// A role that AWS does not return is not asked for at each run.
const COMPLETE_AGAIN_MS = 60 * 60_000;

interface NoticeDeps {
  accounts: ConfiguredAccounts;
  auth: AuthService;
  catalog: CatalogService;
  knex: Knex;
  liveRoles: Pick<LiveRoles, 'refresh'>;
  logger: LoggerService;
  notifications: NotificationService;
}

export function createFleetNotices(deps: NoticeDeps): FleetNotices {
  const { knex } = deps;
  return {
    async run(signal) {
      for (const role of await rolesToComplete(knex, new Date())) {
        signal.throwIfAborted();
        if (await claim(knex, role.roleArn, COMPLETE_AGAIN_MS)) {
          await complete(deps, role);
        }
      }
      for (;;) {
        const due = await dueNotices(knex, new Date());
        if (due.length === 0) {
          return;
        }
        const owners = await existingOwners(deps, due);
        for (const notice of due) {
          signal.throwIfAborted();
          if (await claim(knex, notice.roleArn, CLAIM_MS)) {
            await send(deps, notice, owners.has(notice.owner));
          }
        }
      }
    },
  };
}

/** A failure is logged: what was not read is not told. */
async function complete(
  { liveRoles, logger }: NoticeDeps,
  role: { accountId: string; roleName: string },
): Promise<void> {
  try {
    await liveRoles.refresh(role);
  } catch (error) {
    logger.warn(
      `Role ${role.roleName} in account ${role.accountId} was not read: ${stringifyError(redactSql(error))}`,
    );
  }
}

function claim(knex: Knex, roleArn: string, milliseconds: number) {
  const now = new Date();
  const until = new Date(now.getTime() + milliseconds);
  return claimNotice(knex, roleArn, { now, until });
}

/** The users and groups among the owners that the catalog has. */
async function existingOwners(
  { auth, catalog }: NoticeDeps,
  due: readonly DueNotice[],
): Promise<Set<string>> {
  const owners = [...new Set(due.map(({ owner }) => owner))].filter(owner =>
    /^(?:group|user):/.test(owner),
  );
  return refsInCatalog(catalog, owners, await auth.getOwnServiceCredentials());
}

async function send(
  { accounts, knex, logger, notifications }: NoticeDeps,
  due: DueNotice,
  hasOwner: boolean,
): Promise<void> {
  const { accountId, entityRef, headline, notice, owner, roleArn, roleName } =
    due;
  const account = configuredAccount(accounts, accountId)?.name ?? accountId;
  try {
    if (hasOwner) {
      await notifications.send({
        recipients: { type: 'entity', entityRef: owner },
        payload: {
          ...noticeText(notice, `${roleName} in ${account}`, headline),
          link: serviceRolePath(entityRef, roleArn),
          topic: TOPIC,
          // A later notification about the role replaces an earlier one.
          scope: `role:${roleArn}`,
        },
      });
    }
    await transact(knex, tx => settleNotice(tx, due, hasOwner));
  } catch (error) {
    logger.warn(
      `The owner of role ${roleName} in account ${accountId} could not be notified: ${stringifyError(redactSql(error))}`,
      { accountId, roleArn },
    );
  }
}
