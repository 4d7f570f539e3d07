import { Headline } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { PredictedRole } from '../../RoleEntry';
import {
  afterTelling,
  knownNotice,
  newsOf,
  noticeAfter,
  NoticedRole,
  RoleCondition,
  OwnerNotice,
} from '../../notices/OwnerNotice';
import { inBatches } from '../inBatches';
import { NoticeRow, RoleRow } from '../rows';
import { lockAccount } from './accounts';
import { NEVER } from './scanClaims';

/**
 * Notes what there is to tell once these roles are stored. Belongs in the
 * transaction that stores them, before it does, and behind the lock of their
 * account.
 */
export async function noteChanges(
  tx: Knex.Transaction,
  roles: readonly PredictedRole[],
  reading: { observedAt: Date; byPortal: boolean },
): Promise<void> {
  await inBatches(roles, async batch => {
    const arns = batch.map(({ roleArn }) => roleArn);
    const stored = await storedRoles(tx, arns);
    const notices = batch.flatMap(role => {
      const before = stored.get(role.roleArn);
      const notice = before && noticeAfter(before, role, reading);
      return notice ? [rowOf(role.roleArn, notice)] : [];
    });
    const noted = [...stored].flatMap(([arn, { notice }]) =>
      notice ? [arn] : [],
    );
    await tx('fleet_notices').whereIn('role_arn', noted).delete();
    await inBatches(notices, rows => tx('fleet_notices').insert(rows));
  });
}

/** What there is to tell of a role. */
export interface DueNotice {
  accountId: string;
  roleArn: string;
  roleName: string;
  entityRef: string;
  /** The owner of its service; empty if there is none. */
  owner: string;
  headline: Headline;
  notice: OwnerNotice;
}

// Those of an owner are told together.
const AT_ONCE = 500;

/**
 * What there is to tell, the oldest first: a few of what a further reading, of
 * the role or its account, has confirmed.
 */
export async function dueNotices(tx: Knex, now: Date): Promise<DueNotice[]> {
  const rows: Array<NoticeRow & Omit<RoleRow, 'state'>> = await tx(
    'fleet_notices',
  )
    .join('fleet_roles', 'fleet_roles.role_arn', 'fleet_notices.role_arn')
    .join(
      'fleet_accounts',
      'fleet_accounts.account_id',
      'fleet_roles.account_id',
    )
    .whereIn('news', ['problem', 'recovery'])
    .where('fleet_notices.claimed_until', '<=', now)
    .where(confirmed =>
      confirmed
        .where('fleet_roles.observed_at', '>=', tx.ref('settles_at'))
        .orWhere(scanned =>
          scanned
            .where('fleet_roles.missing', false)
            .where('fleet_accounts.scanned_at', '>=', tx.ref('settles_at')),
        ),
    )
    .orderBy(['settles_at', 'fleet_notices.role_arn'])
    .limit(AT_ONCE)
    .select(
      ...['account_id', 'role_name', 'entity_ref', 'owner_ref', 'headline'].map(
        column => `fleet_roles.${column}`,
      ),
      'fleet_notices.*',
    );
  return rows.map(row => ({
    accountId: row.account_id,
    roleArn: row.role_arn,
    roleName: row.role_name,
    entityRef: row.entity_ref,
    owner: row.owner_ref,
    headline: JSON.parse(row.headline),
    notice: noticeIn(row),
  }));
}

/**
 * The roles whose owners were told that they have drifted, and of which a scan
 * has read too little since then to know whether that is over.
 */
export async function rolesToComplete(
  tx: Knex,
  now: Date,
): Promise<Array<{ accountId: string; roleArn: string; roleName: string }>> {
  const rows: RoleRow[] = await tx('fleet_notices')
    .join('fleet_roles', 'fleet_roles.role_arn', 'fleet_notices.role_arn')
    .where({ told_drifted: true, drift: 'not-read' })
    .where('claimed_until', '<=', now)
    .orderBy('fleet_notices.role_arn')
    .limit(AT_ONCE)
    .select('fleet_roles.*');
  return rows.map(row => ({
    accountId: row.account_id,
    roleArn: row.role_arn,
    roleName: row.role_name,
  }));
}

/** Claims a notice for one replica. Returns false if another one has it. */
export async function claimNotice(
  tx: Knex,
  roleArn: string,
  { now, until }: { now: Date; until: Date },
): Promise<boolean> {
  const claimed = await tx('fleet_notices')
    .where({ role_arn: roleArn })
    .where('claimed_until', '<=', now)
    .update({ claimed_until: until });
  return claimed > 0;
}

/**
 * Stores that something was told.
 *
 * @param isTold - false if there was nobody to tell: it is no news any more
 */
export async function settleNotice(
  tx: Knex.Transaction,
  { accountId, roleArn, notice }: DueNotice,
  isTold: boolean,
): Promise<void> {
  await lockAccount(tx, accountId);
  const role = (await storedRoles(tx, [roleArn])).get(roleArn);
  if (!role) {
    return;
  }
  const next = afterTelling(
    notice,
    role.notice ?? knownNotice(role, new Date()),
    isTold,
  );
  await tx('fleet_notices').where({ role_arn: roleArn }).delete();
  if (next) {
    await tx('fleet_notices').insert(rowOf(roleArn, next));
  }
}

async function storedRoles(
  tx: Knex.Transaction,
  arns: readonly string[],
): Promise<Map<string, NoticedRole & { notice?: OwnerNotice }>> {
  const roles: Array<NoticedRole & { roleArn: string }> = await tx(
    'fleet_roles',
  )
    .whereIn('role_arn', arns)
    .select({
      roleArn: 'role_arn',
      state: 'state',
      drift: 'drift',
      snapshotHash: 'snapshot_hash',
    });
  const rows: NoticeRow[] = await tx('fleet_notices').whereIn('role_arn', arns);
  const notices = new Map(rows.map(row => [row.role_arn, noticeIn(row)]));
  return new Map(
    roles.map(({ roleArn, ...role }) => [
      roleArn,
      { ...role, notice: notices.get(roleArn) },
    ]),
  );
}

function rowOf(roleArn: string, notice: OwnerNotice): NoticeRow {
  const { usual, told, current, settlesAt } = notice;
  return {
    role_arn: roleArn,
    usual_state: usual.state ?? '',
    usual_drifted: usual.drifted,
    told_state: told.state ?? '',
    told_drifted: told.drifted,
    state: current.state ?? '',
    drifted: current.drifted,
    news: newsOf(notice) ?? '',
    settles_at: settlesAt,
    claimed_until: NEVER,
  };
}

function noticeIn(row: NoticeRow): OwnerNotice {
  return {
    usual: condition(row.usual_state, row.usual_drifted),
    told: condition(row.told_state, row.told_drifted),
    current: condition(row.state, row.drifted),
    settlesAt: new Date(row.settles_at),
  };
}

function condition(state: string, drifted: boolean | number): RoleCondition {
  return {
    ...(state && { state: state as RoleCondition['state'] }),
    drifted: Boolean(drifted),
  };
}
