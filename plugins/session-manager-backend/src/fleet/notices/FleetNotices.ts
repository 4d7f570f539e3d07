import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import {
  ALL_ROLES_PATH,
  serviceRolePath,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import {
  configuredAccount,
  ConfiguredAccounts,
} from '../../accounts/configuredAccounts';
import { ChangeMarks } from '../../cache/ChangeMarks';
import { redactSql } from '../../database/transact';
import { refsInCatalog } from '../../people/refsInCatalog';
import { claimNotice, rolesToComplete } from '../database/operations/notices';
import { LiveRoles } from '../LiveRoles';
import { contentHash } from '../snapshotHash';
import { DueNews, dueNews } from './DueNews';
import { textOfMany } from './noticeText';

/** Notifies owners of services about their roles. */
export interface FleetNotices {
  /**
   * Sends each notification that is due. One that cannot be sent is sent by a
   * later run.
   */
  run(signal: AbortSignal): Promise<void>;
}

const TOPIC = 'session-manager:roles';

// More of one kind are told together.
const MOST_APART = 3;

// If a replica dies while it sends, another one sends after that.
const CLAIM_MS = 5 * 60_000;
// A role that AWS does not return is not asked for at each run.
const COMPLETE_AGAIN_MS = 60 * 60_000;

interface NoticeDeps {
  accounts: ConfiguredAccounts;
  auth: AuthService;
  catalog: CatalogService;
  changeMarks: Pick<ChangeMarks, 'last'>;
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
        const times = claimTimes(COMPLETE_AGAIN_MS);
        if (await claimNotice(knex, role.roleArn, times)) {
          await complete(deps, role);
        }
      }
      for (;;) {
        const due = await dueNews(deps, new Date());
        if (due.length === 0) {
          return;
        }
        const owners = await existingOwners(deps, due);
        for (const together of inGroups(due)) {
          signal.throwIfAborted();
          await tell(deps, await claimed(together), owners);
        }
      }
    },
  };
}

/** What is told in one notification, for each owner and kind of news. */
function inGroups(due: readonly DueNews[]): DueNews[][] {
  const groups = new Map<string, DueNews[]>();
  for (const news of due) {
    const key = `${news.kind} ${news.owner}`;
    groups.set(key, [...(groups.get(key) ?? []), news]);
  }
  return [...groups.values()].flatMap(group =>
    group.length > MOST_APART ? [group] : group.map(news => [news]),
  );
}

async function claimed(due: readonly DueNews[]): Promise<DueNews[]> {
  const times = claimTimes(CLAIM_MS);
  const isOurs = await Promise.all(due.map(news => news.claim(times)));
  return due.filter((_, index) => isOurs[index]);
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

function claimTimes(milliseconds: number): { now: Date; until: Date } {
  const now = new Date();
  return { now, until: new Date(now.getTime() + milliseconds) };
}

/** The users and groups among the owners that the catalog has. */
async function existingOwners(
  { auth, catalog }: NoticeDeps,
  due: readonly DueNews[],
): Promise<Set<string>> {
  const owners = [...new Set(due.map(({ owner }) => owner))].filter(owner =>
    /^(?:group|user):/.test(owner),
  );
  return refsInCatalog(catalog, owners, await auth.getOwnServiceCredentials());
}

async function tell(
  { accounts, logger, notifications }: NoticeDeps,
  news: readonly DueNews[],
  owners: ReadonlySet<string>,
): Promise<void> {
  const [first] = news;
  if (!first) {
    return;
  }
  const hasOwner = owners.has(first.owner);
  try {
    if (hasOwner) {
      await notifications.send({
        recipients: { type: 'entity', entityRef: first.owner },
        payload: { ...payloadOf(news, accounts), topic: TOPIC },
      });
    }
    await Promise.all(news.map(({ settle }) => settle(hasOwner)));
  } catch (error) {
    const roleArns = news.map(({ roleArn }) => roleArn);
    logger.warn(
      `${first.owner} could not be notified of ${roleArns.join(', ')}: ${stringifyError(redactSql(error))}`,
    );
  }
}

function payloadOf(
  news: readonly DueNews[],
  accounts: ConfiguredAccounts,
): Omit<NotificationSendOptions['payload'], 'topic'> {
  const nameOf = ({ accountId, roleName }: DueNews) =>
    `${roleName} in ${configuredAccount(accounts, accountId)?.name ?? accountId}`;
  const [first] = news;
  if (news.length === 1) {
    return {
      ...first.text(nameOf(first)),
      link: serviceRolePath(first.entityRef, first.roleArn),
      // A later notification about the role replaces an earlier one.
      scope: `role:${first.roleArn}`,
    };
  }
  const arns = news.map(({ roleArn }) => roleArn).sort();
  return {
    ...textOfMany(first.kind, news.map(nameOf)),
    link: `${ALL_ROLES_PATH}?${new URLSearchParams({ owner: first.owner })}`,
    // The same news again replaces the first notification.
    scope: `roles:${contentHash([first.kind, arns])}`,
  };
}
