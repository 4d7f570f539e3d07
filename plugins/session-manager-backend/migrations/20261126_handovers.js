// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('handovers', table => {
    table.comment('Secrets that wait for one person; they are not in here');
    table.string('id', 36).primary().comment('A random UUID');
    table.string('recipient', 255).notNullable();
    table.text('subject').notNullable().comment('What it is for, as JSON');
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.timestamp('expires_at', { useTz: true }).notNullable();
    table
      .timestamp('opened_at', { useTz: true })
      .nullable()
      .comment('When its recipient got it, which happens once');
    table.index(['expires_at'], 'handovers_expires_at_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('handovers');
};
