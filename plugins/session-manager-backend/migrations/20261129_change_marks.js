// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('change_marks', table => {
    table.comment(
      'What the portal changed in AWS lately: older readings of it are out of date',
    );
    table
      .string('mark', 255)
      .primary()
      .comment('Such as role/any/111122223333');
    table
      .string('version', 36)
      .notNullable()
      .comment('Another with each change');
    table.timestamp('changed_at', { useTz: true }).notNullable();
    table.index(['changed_at'], 'change_marks_changed_at_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('change_marks');
};
