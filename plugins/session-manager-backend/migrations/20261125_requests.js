// @ts-check

/**
 * The content of a request, its requester and its rules, which do not change
 * after it is filed.
 */
const FROZEN = [
  'id',
  'account_id',
  'role_name',
  'role_key',
  'entity_ref',
  'requester',
  'reason',
  'spec',
  'spec_hash',
  'adopt',
  'exclusive',
  'rules',
  'rules_hash',
  'created_at',
];

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('role_requests', table => {
    table.comment('Roles that somebody asked for');
    table.string('id', 36).primary().comment('A random UUID');
    table.string('status', 16).notNullable();
    table.string('account_id', 12).notNullable();
    table.string('role_name', 64).notNullable();
    table
      .string('role_key', 64)
      .notNullable()
      .comment('The name as IAM compares it: without regard to case');
    table.string('entity_ref', 256).nullable();
    table.string('requester', 255).notNullable();
    table.text('reason').notNullable();
    table.text('spec').notNullable().comment('The resolved role spec as JSON');
    table.string('spec_hash', 64).notNullable();
    table.boolean('adopt').notNullable();
    table.boolean('exclusive').notNullable();
    table
      .text('rules')
      .notNullable()
      .comment('The approval rules that it was made under, as JSON');
    table.string('rules_hash', 64).notNullable();
    table.string('approved_by_rule', 255).nullable();
    table.string('approved_by_rule_version', 255).nullable();
    table.string('rejected_by', 255).nullable();
    table.text('rejection').nullable();
    table
      .string('task_id', 255)
      .nullable()
      .comment('The scaffolder task that carries it out');
    table
      .text('remaining')
      .nullable()
      .comment('The kinds of the parts that are still to do, as JSON');
    table.text('error').nullable();
    table.text('start_error').nullable();
    table.integer('start_attempts').notNullable().defaultTo(0);
    table
      .timestamp('due_at', { useTz: true })
      .nullable()
      .comment('When the portal looks after it next; until then somebody does');
    table
      .timestamp('announced_at', { useTz: true })
      .nullable()
      .comment('When a rule approved it, or people were told of it');
    table
      .integer('version')
      .notNullable()
      .comment('Counts its changes, so that none is made on an older one');
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.timestamp('updated_at', { useTz: true }).notNullable();
    table.timestamp('expires_at', { useTz: true }).notNullable();

    table.check(
      "status in ('pending', 'approved', 'rejected', 'withdrawn', 'expired', 'provisioning', 'provisioned', 'failed')",
      {},
      'role_requests_status_known',
    );
    table.check(
      "(status = 'rejected') = (rejected_by is not null)",
      {},
      'role_requests_rejected_by_somebody',
    );
    table.check(
      "(status in ('provisioning', 'failed')) = (remaining is not null)",
      {},
      'role_requests_remaining_while_open',
    );

    table.index(['created_at', 'id'], 'role_requests_created_idx');
    table.index(['updated_at', 'id'], 'role_requests_updated_idx');
    table.index(['role_key', 'id'], 'role_requests_role_idx');
    table.index(['status', 'created_at', 'id'], 'role_requests_status_idx');
    table.index(['requester', 'created_at', 'id'], 'role_requests_mine_idx');
    table.index(
      ['account_id', 'created_at', 'id'],
      'role_requests_account_idx',
    );
    table.index(['entity_ref', 'created_at', 'id'], 'role_requests_entity_idx');
  });
  await knex.schema.raw(
    "create unique index role_requests_one_pending on role_requests (account_id, role_key) where status = 'pending'",
  );

  await knex.schema.createTable('role_request_approvers', table => {
    table.comment('Who may approve a request, as its rules name them');
    table
      .string('request_id', 36)
      .notNullable()
      .references('id')
      .inTable('role_requests');
    table.string('approver', 255).notNullable().comment('A user or a group');
    table.primary(['request_id', 'approver']);
    table.index(['approver', 'request_id'], 'role_request_approvers_idx');
  });

  await knex.schema.createTable('role_request_approvals', table => {
    table.comment('The yes of one person to one request');
    table
      .string('request_id', 36)
      .notNullable()
      .references('id')
      .inTable('role_requests');
    table.string('approver', 255).notNullable();
    table.text('comment').nullable();
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.primary(['request_id', 'approver']);
  });

  await knex.schema.createTable('role_request_history', table => {
    table.comment('All that happened to a request; rows are only added');
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
    table.string('from_status', 16).nullable();
    table.string('to_status', 16).notNullable();
    table.text('comment').nullable();
    table.string('spec_hash', 64).notNullable();
    table
      .text('detail')
      .nullable()
      .comment('The rule, task, error or parts of the event, as JSON');
    table.index(['request_id', 'id'], 'role_request_history_request_idx');
  });

  await (isPostgres(knex) ? guardInPostgres(knex) : guardInSqlite(knex));
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('role_request_history');
  await knex.schema.dropTable('role_request_approvals');
  await knex.schema.dropTable('role_request_approvers');
  await knex.schema.dropTable('role_requests');
  if (isPostgres(knex)) {
    await knex.schema.raw('drop function role_request_history_refuse()');
    await knex.schema.raw('drop function role_requests_refuse()');
  }
};

/**
 * @param {import('knex').Knex} knex
 */
async function guardInPostgres(knex) {
  await knex.schema.raw(`
    create function role_request_history_refuse() returns trigger as $$
    begin
      raise exception 'the history of requests is only added to';
    end
    $$ language plpgsql
  `);
  await knex.schema.raw(`
    create trigger role_request_history_is_kept
    before update or delete or truncate on role_request_history
    for each statement execute function role_request_history_refuse()
  `);
  await knex.schema.raw(`
    create function role_requests_refuse() returns trigger as $$
    begin
      raise exception 'what a request asks for does not change';
    end
    $$ language plpgsql
  `);
  await knex.schema.raw(`
    create trigger role_requests_are_frozen
    before update of ${FROZEN.join(', ')} on role_requests
    for each statement execute function role_requests_refuse()
  `);
}

/**
 * @param {import('knex').Knex} knex
 */
async function guardInSqlite(knex) {
  const refuse = (trigger, when, message) =>
    knex.schema.raw(
      `create trigger ${trigger} ${when} begin select raise(abort, '${message}'); end`,
    );
  const added = 'the history of requests is only added to';
  const frozen = 'what a request asks for does not change';
  for (const event of ['update', 'delete']) {
    await refuse(
      `role_request_history_no_${event}`,
      `before ${event} on role_request_history`,
      added,
    );
  }
  await refuse(
    'role_requests_are_frozen',
    `before update of ${FROZEN.join(', ')} on role_requests`,
    frozen,
  );
  // REPLACE removes a row without an update, and deletes without firing a
  // trigger.
  for (const [table, message] of [
    ['role_request_history', added],
    ['role_requests', frozen],
  ]) {
    await refuse(
      `${table}_no_replace`,
      `before insert on ${table} when exists (select 1 from ${table} where id = new.id)`,
      message,
    );
  }
}

/**
 * @param {import('knex').Knex} knex
 */
function isPostgres(knex) {
  return knex.client.config.client !== 'better-sqlite3';
}
