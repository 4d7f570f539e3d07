// @ts-check

const COLUMNS = [
  'break_glass_by',
  'break_glass_reason',
  'reviewed_by',
  'review_comment',
  'reviewed_at',
];

/**
 * Requests that were carried out without an approval, and who reviewed them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('role_requests', table => {
    table
      .string('break_glass_by', 255)
      .nullable()
      .comment('Who had it carried out without an approval');
    table.text('break_glass_reason').nullable();
    table.string('reviewed_by', 255).nullable();
    table.text('review_comment').nullable();
    table.timestamp('reviewed_at', { useTz: true }).nullable();
    table.index(
      ['approval_kind', 'created_at', 'id'],
      'role_requests_approval_idx',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('role_requests', table => {
    table.dropIndex([], 'role_requests_approval_idx');
  });
  for (const column of COLUMNS) {
    await knex.schema.raw('alter table role_requests drop column ??', [column]);
  }
};
