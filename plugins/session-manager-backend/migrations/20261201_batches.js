// @ts-check

/**
 * Actions that a person started for many roles at once.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('batches', table => {
    table.comment('Actions for many roles, each started by one person');
    table.string('id', 36).primary().comment('A random UUID');
    table.string('action', 16).notNullable();
    table.string('creator', 255).notNullable();
    table.text('reason').notNullable().comment('Empty if none was given');
    table
      .string('entity_ref', 256)
      .notNullable()
      .comment('The service that roles are assigned to; empty if they are not');
    table.timestamp('created_at', { useTz: true }).notNullable();
    table
      .timestamp('active_at', { useTz: true })
      .notNullable()
      .comment(
        'When the last role was started; a replica that dies stays here',
      );
    table.index(['created_at'], 'batches_created_at_idx');
  });

  await knex.schema.createTable('batch_items', table => {
    table.comment('The roles of a batch, and what was started for each');
    table
      .string('batch_id', 36)
      .notNullable()
      .references('id')
      .inTable('batches');
    table.string('role_arn', 700).notNullable();
    table
      .string('entity_ref', 256)
      .notNullable()
      .comment('Its service; empty if it had none');
    table
      .string('owner_ref', 256)
      .notNullable()
      .comment('The owner of its service; empty if there was none');
    table
      .string('omission', 32)
      .nullable()
      .comment('Why it is left out; absent if it is not');
    table.string('task_id', 255).nullable();
    table.string('request_id', 36).nullable();
    table
      .string('ended', 8)
      .nullable()
      .comment('The outcome of its task, or that nothing could be started');
    table.text('error').nullable().comment('Why it failed');

    table.primary(['batch_id', 'role_arn']);
    table.index(['role_arn'], 'batch_items_role_idx');
    table.check(
      "ended is null or ended in ('done', 'failed')",
      {},
      'batch_items_ended_known',
    );
    table.check(
      'omission is null or (task_id is null and request_id is null)',
      {},
      'batch_items_left_out',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('batch_items');
  await knex.schema.dropTable('batches');
};
