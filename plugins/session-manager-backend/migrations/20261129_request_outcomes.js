// @ts-check
const appendOnly = require('../migrationHelpers/appendOnly');

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('role_request_outcomes', table => {
    table.comment(
      'Whether sessions work on a role that was created; rows are only added',
    );
    table
      .string('request_id', 36)
      .primary()
      .references('id')
      .inTable('role_requests');
    table.timestamp('checked_at', { useTz: true }).notNullable();
    table.string('state', 16).notNullable().comment('Such as logs-lost');
    table
      .text('detail')
      .notNullable()
      .comment('The region, the sentences and the problems, as JSON');
  });
  await appendOnly.guard(knex, 'role_request_outcomes', {
    key: 'request_id',
    message: 'the outcomes of requests are only added to',
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await appendOnly.drop(knex, 'role_request_outcomes');
};
