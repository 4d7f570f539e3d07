import { Portal } from './startPortal';

type Row = Record<string, unknown>;

/** Later than the benchmark ends, so that the catalog does not process clones. */
const NEVER = "'2099-01-01 00:00:00'";

/**
 * Copies the stored roles of an account to all others, because a scan of as many
 * roles takes minutes. Returns the number of roles.
 */
export async function cloneRoles(
  portal: Portal,
  accountId: string,
): Promise<number> {
  const sql = (statement: string) =>
    portal.ask('sql', 'session-manager', statement);
  for (const table of [
    'fleet_roles',
    'fleet_role_documents',
    'fleet_role_problems',
    'fleet_role_regions',
  ]) {
    const columns = Object.entries(await sample(sql, table, '1 = 1'));
    const copied = columns.map(([column, value]) => {
      if (column === 'account_id') {
        return 'other.account_id';
      }
      return isText(column, value)
        ? `replace(one.${column}, '${accountId}', other.account_id)`
        : `one.${column}`;
    });
    await sql(
      `insert into ${table} (${columns.map(([column]) => column).join(', ')})
       select ${copied.join(', ')}
       from ${table} one cross join fleet_accounts other
       where other.account_id <> '${accountId}'`,
    );
  }
  await sql('analyze');
  const [{ count }] = await sql('select count(*) as count from fleet_roles');
  return Number(count);
}

/**
 * Copies an entity that the catalog has processed, with all that it stores of
 * it, because to process as many takes an hour. Returns the number of entities.
 */
export async function cloneEntity(
  portal: Portal,
  entityRef: string,
  copies: number,
): Promise<number> {
  const sql = (statement: string) => portal.ask('sql', 'catalog', statement);
  const [{ entity_id: id }] = await sql(
    `select entity_id from refresh_state where entity_ref = '${entityRef}'`,
  );
  const name = entityRef.slice(entityRef.indexOf('/') + 1);
  const ofEntity = `entity_id = '${id}'`;
  for (const [table, where] of [
    ['refresh_state', ofEntity],
    ['final_entities', ofEntity],
    ['relations', `originating_entity_id = '${id}'`],
    ['refresh_state_references', `target_entity_ref = '${entityRef}'`],
    ['search', ofEntity],
  ]) {
    const columns = Object.entries(await sample(sql, table, where)).filter(
      ([column]) => column !== 'id',
    );
    const copied = columns.map(([column, value]) => {
      if (column === 'next_update_at') {
        return NEVER;
      }
      return isText(column, value)
        ? `replace(replace(one.${column}, '${id}', 'copy-' || n), '${name}', 'copy-' || n)`
        : `one.${column}`;
    });
    await sql(
      `with recursive copy(n) as (
         select 1 union all select n + 1 from copy where n < ${copies}
       )
       insert into ${table} (${columns.map(([column]) => column).join(', ')})
       select ${copied.join(', ')}
       from (select * from ${table} where ${where}) one cross join copy`,
    );
  }
  await sql('analyze');
  const [{ count }] = await sql('select count(*) as count from final_entities');
  return Number(count);
}

/** Not a time, and not a number, which drivers can return as text, too. */
function isText(column: string, value: unknown): boolean {
  return (
    typeof value === 'string' && !column.endsWith('_at') && !/^\d+$/.test(value)
  );
}

/** A row with a value in each column that any of the rows has a value in. */
async function sample(
  sql: (statement: string) => Promise<Row[]>,
  table: string,
  where: string,
): Promise<Row> {
  const rows = await sql(`select * from ${table} where ${where} limit 1000`);
  const merged: Row = {};
  for (const row of rows) {
    for (const [column, value] of Object.entries(row)) {
      merged[column] ??= value;
    }
  }
  return merged;
}
