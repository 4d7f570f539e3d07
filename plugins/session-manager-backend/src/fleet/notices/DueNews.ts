import { Knex } from 'knex';
import { ChangeMarks } from '../../cache/ChangeMarks';
import { transact } from '../../database/transact';
import {
  claimNotice,
  DueNotice,
  dueNotices,
  settleNotice,
} from '../database/operations/notices';
import {
  claimRemoval,
  dueRemovals,
  GoneRole,
  settleRemoval,
} from '../database/operations/removals';
import { NoticeText, noticeText, removalText } from './noticeText';
import { newsOf, RoleNews } from './OwnerNotice';

/** What happened to a role. */
export type NewsKind = RoleNews | 'removal';

/** Something to tell the owner of a service about a role. */
export interface DueNews {
  kind: NewsKind;
  accountId: string;
  roleArn: string;
  roleName: string;
  entityRef: string;
  /** The owner of the service; empty if there is none. */
  owner: string;
  /** What to say, given the name of the role and its account. */
  text(name: string): NoticeText;
  /** Claims it for this replica. Returns false if another one has it. */
  claim(times: { now: Date; until: Date }): Promise<boolean>;
  /**
   * Stores that it was told.
   *
   * @param wasTold - false if there was nobody to tell: it is no news any more
   */
  settle(wasTold: boolean): Promise<void>;
}

interface NewsSources {
  changeMarks: Pick<ChangeMarks, 'last'>;
  knex: Knex;
}

/** What is due to be told, the oldest first: a few of it. */
export async function dueNews(
  sources: NewsSources,
  now: Date,
): Promise<DueNews[]> {
  const { knex } = sources;
  const notices = await dueNotices(knex, now);
  const removals = await removalsOutside(sources, now);
  return [
    ...notices.map(notice => newsOfNotice(knex, notice)),
    ...removals.map(removal => newsOfRemoval(knex, removal)),
  ];
}

function newsOfNotice(knex: Knex, due: DueNotice): DueNews {
  const { notice, headline, ...role } = due;
  return {
    ...role,
    kind: newsOf(notice) ?? 'recovery',
    text: name => noticeText(notice, name, headline),
    claim: times => claimNotice(knex, role.roleArn, times),
    settle: wasTold => transact(knex, tx => settleNotice(tx, due, wasTold)),
  };
}

function newsOfRemoval(knex: Knex, { seenAt, ...role }: GoneRole): DueNews {
  return {
    ...role,
    kind: 'removal',
    text: removalText,
    claim: times => claimRemoval(knex, role.roleArn, times),
    settle: () => settleRemoval(knex, role.roleArn),
  };
}

/** Those that the portal removed are no news. */
async function removalsOutside(
  { changeMarks, knex }: NewsSources,
  now: Date,
): Promise<GoneRole[]> {
  const removals = await dueRemovals(knex, now);
  const isByPortal = await Promise.all(
    removals.map(async ({ accountId, roleName, seenAt }) => {
      const { changedAt } = await changeMarks.last([
        { what: 'role', accountId, roleName },
      ]);
      return changedAt !== undefined && changedAt >= seenAt.getTime();
    }),
  );
  const [own, outside] = [true, false].map(byPortal =>
    removals.filter((_, index) => isByPortal[index] === byPortal),
  );
  await Promise.all(own.map(({ roleArn }) => settleRemoval(knex, roleArn)));
  return outside;
}
