// @ts-check

/**
 * Makes tables append-only: SQL statements, too, can add rows but not update,
 * replace or delete them.
 *
 * @param {import('knex').Knex} knex
 * @param {string} table - with a column `id`, or another that is its key
 * @param {{ key: string, message: string }} options
 */
exports.guard = async function guard(knex, table, { key, message }) {
  if (isPostgres(knex)) {
    await knex.schema.raw(`
      create function ${table}_refuse() returns trigger as $$
      begin
        raise exception '${message}';
      end
      $$ language plpgsql
    `);
    await knex.schema.raw(`
      create trigger ${table}_is_kept
      before update or delete or truncate on ${table}
      for each statement execute function ${table}_refuse()
    `);
    return;
  }
  const refuse = (name, when) =>
    knex.schema.raw(
      `create trigger ${table}_${name} ${when} begin select raise(abort, '${message}'); end`,
    );
  await refuse('no_update', `before update on ${table}`);
  await refuse('no_delete', `before delete on ${table}`);
  // REPLACE removes a row without an update, and deletes without firing a
  // trigger.
  await refuse(
    'no_replace',
    `before insert on ${table} when exists (select 1 from ${table} where ${key} = new.${key})`,
  );
};

/**
 * @param {import('knex').Knex} knex
 * @param {string} table
 */
exports.drop = async function drop(knex, table) {
  await knex.schema.dropTable(table);
  if (isPostgres(knex)) {
    await knex.schema.raw(`drop function ${table}_refuse()`);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
function isPostgres(knex) {
  return knex.client.config.client !== 'better-sqlite3';
}
