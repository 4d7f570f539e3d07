// @ts-check
const appendOnly = require('../migrationHelpers/appendOnly');

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('role_request_reviews', table => {
    table.comment(
      'What people and rules decided about, as it was then; rows are only added',
    );
    table.bigIncrements('id');
    table
      .string('request_id', 36)
      .notNullable()
      .references('id')
      .inTable('role_requests');
    table.timestamp('at', { useTz: true }).notNullable();
    table.string('event', 16).notNullable();
    table.string('actor_kind', 16).notNullable();
    table.string('actor', 255).nullable();
    table.string('spec_hash', 64).notNullable();
    table.string('review_hash', 64).notNullable();
    table
      .text('review')
      .notNullable()
      .comment('Documents, plan, warnings and readiness, as JSON');
    table.index(['request_id', 'id'], 'role_request_reviews_request_idx');
  });
  await appendOnly.guard(knex, 'role_request_reviews', {
    key: 'id',
    message: 'what was decided about is only added to',
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await appendOnly.drop(knex, 'role_request_reviews');
};
