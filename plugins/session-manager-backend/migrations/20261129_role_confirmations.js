// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('role_confirmations', table => {
    table.comment('Whose roles are that an annotation alone names');
    table.string('role_arn', 700).notNullable();
    table.string('entity_ref', 255).notNullable();
    table
      .string('tagged_for', 255)
      .nullable()
      .comment('The service in the role’s tags when it was confirmed');
    table.string('confirmed_by', 255).notNullable();
    table.timestamp('confirmed_at', { useTz: true }).notNullable();
    table.primary(['role_arn', 'entity_ref']);
    table.index(['entity_ref'], 'role_confirmations_entity_ref_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('role_confirmations');
};
