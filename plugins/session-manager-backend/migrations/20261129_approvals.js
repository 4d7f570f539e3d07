// @ts-check

const OLD_STATUSES =
  "status in ('pending', 'approved', 'rejected', 'withdrawn', 'expired', 'provisioning', 'provisioned', 'failed')";
const NEW_STATUSES =
  "status in ('pending', 'approved', 'rejected', 'withdrawn', 'expired', 'revoked', 'superseded', 'provisioning', 'provisioned', 'failed')";

const WEEK = 7 * 24 * 60 * 60_000;

// SQLite rebuilds the table to add a check, which requires foreign keys to be
// off: https://www.sqlite.org/lang_altertable.html#otheralter
exports.config = { transaction: false };

/**
 * What allows a request to be carried out, until when, and how that can end.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = knex => atOnce(knex, addApprovals);

/**
 * @param {import('knex').Knex} knex
 */
exports.down = knex => atOnce(knex, removeApprovals);

/**
 * Runs a change in a transaction on PostgreSQL. SQLite cannot run it in one.
 *
 * @param {import('knex').Knex} knex
 * @param {(knex: import('knex').Knex) => Promise<void>} change
 */
async function atOnce(knex, change) {
  await (isPostgres(knex) ? knex.transaction(change) : change(knex));
}

/**
 * @param {import('knex').Knex} knex
 */
async function addApprovals(knex) {
  await replaceStatuses(knex, OLD_STATUSES, NEW_STATUSES);
  await knex.schema.alterTable('role_requests', table => {
    table
      .string('approval_kind', 16)
      .nullable()
      .comment('What let it be carried out: people, or a rule');
    table.timestamp('approved_at', { useTz: true }).nullable();
    table
      .timestamp('usable_until', { useTz: true })
      .nullable()
      .comment('From then on nothing is carried out with its approval');
    table.string('revoked_by', 255).nullable();
    table.text('revocation').nullable();
    table
      .string('successor_id', 36)
      .nullable()
      .comment('The newer request that took its place');
    table.index(['usable_until', 'id'], 'role_requests_usable_idx');
  });
  const used = () =>
    knex('role_requests').whereIn('status', [
      'approved',
      'provisioning',
      'provisioned',
      'failed',
    ]);
  await used().update({
    approval_kind: knex.raw(
      "case when approved_by_rule is null then 'people' else 'rule' end",
    ),
    approved_at: knex.ref('updated_at'),
    usable_until: knex.raw(
      isPostgres(knex)
        ? "updated_at + interval '7 days'"
        : `updated_at + ${WEEK}`,
    ),
  });
}

/**
 * @param {import('knex').Knex} knex
 */
async function removeApprovals(knex) {
  await knex('role_requests')
    .whereIn('status', ['revoked', 'superseded'])
    .update({ status: 'withdrawn' });
  await knex.schema.alterTable('role_requests', table => {
    table.dropIndex(['usable_until', 'id'], 'role_requests_usable_idx');
  });
  for (const column of [
    'approval_kind',
    'approved_at',
    'usable_until',
    'revoked_by',
    'revocation',
    'successor_id',
  ]) {
    await knex.schema.raw('alter table role_requests drop column ??', [column]);
  }
  await replaceStatuses(knex, NEW_STATUSES, OLD_STATUSES);
}

/**
 * @param {import('knex').Knex} knex
 * @param {string} before
 * @param {string} after
 */
async function replaceStatuses(knex, before, after) {
  if (isPostgres(knex)) {
    await knex.schema.raw(
      `alter table role_requests drop constraint role_requests_status_known,
       add constraint role_requests_status_known check (${after})`,
    );
    return;
  }
  const parts = await knex('sqlite_master')
    .where({ tbl_name: 'role_requests' })
    .whereNotNull('sql')
    .orderByRaw("type = 'table' desc");
  const [{ sql: table }, ...others] = parts;
  if (!table.includes(before)) {
    throw new Error(
      `The table role_requests does not have the check that is to change: ${before}`,
    );
  }
  await knex.raw('pragma foreign_keys = off');
  try {
    await knex.transaction(async tx => {
      await tx.raw(
        table
          .replace(before, after)
          .replace(/role_requests(?=[`"']?\s*\()/, 'role_requests_next'),
      );
      await tx.raw(
        'insert into role_requests_next select * from role_requests',
      );
      await tx.raw('drop table role_requests');
      await tx.raw('alter table role_requests_next rename to role_requests');
      for (const { sql } of others) {
        await tx.raw(sql);
      }
      const broken = await tx.raw('pragma foreign_key_check');
      if (broken.length > 0) {
        throw new Error('The tables of requests do not fit together any more');
      }
    });
  } finally {
    await knex.raw('pragma foreign_keys = on');
  }
}

/**
 * @param {import('knex').Knex} knex
 */
function isPostgres(knex) {
  return knex.client.config.client !== 'better-sqlite3';
}
