// @ts-check
const appendOnly = require('../migrationHelpers/appendOnly');

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('role_request_origins', table => {
    table.comment(
      'Through which service and template requests were filed; rows are only added',
    );
    table
      .string('request_id', 36)
      .primary()
      .references('id')
      .inTable('role_requests');
    table
      .string('service', 255)
      .notNullable()
      .comment('That filed it, or spoke for the user who did');
    table.string('template_ref', 255).nullable();
  });
  await appendOnly.guard(knex, 'role_request_origins', {
    key: 'request_id',
    message: 'the origin of a request does not change',
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await appendOnly.drop(knex, 'role_request_origins');
};
