import { FleetRolePart } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../../../database/Cursor';
import { SHAPE_PARTS } from '../../roleVariant';
import { RoleSelection, selectRoles } from '../RoleSelection';
import { RoleRow } from '../rows';
import { LISTED_COLUMNS, ListedRole } from '../StoredRole';
import { withAges } from './listFleetRoles';

/** The roles of one name, of which not all are alike. */
export interface ListedVariant {
  /** `*` stands for the id of the account. */
  roleName: string;
  accounts: number;
  usual: { accounts: number; role: ListedRole };
  odd: Array<{ role: ListedRole; differs: FleetRolePart[] }>;
}

const KEYS = { name: { column: 'variant_name', kind: 'text' } } as const;

/**
 * One page of the names of which the selected roles, in several accounts, are
 * not all alike, in the order of the names.
 */
export async function listVariants(
  tx: Knex,
  selection: RoleSelection,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ items: ListedVariant[]; nextCursor?: string }> {
  const names = await differingNames(tx, selection, { cursor, limit });
  const shown = names.slice(0, limit);
  const rows: VariantRow[] = await selectRoles(tx, selection)
    .select(LISTED_COLUMNS)
    .select('fleet_roles.variant_name', 'fleet_roles.variant_shape')
    .whereIn('fleet_roles.variant_name', shown)
    .orderBy('fleet_roles.role_arn');
  const roles = await withAges(tx, rows);
  const compared = rows.map((row, index) => ({ row, role: roles[index] }));
  const byName = Map.groupBy(compared, ({ row }) => row.variant_name);
  const last = shown.at(-1);
  return {
    items: shown.flatMap(name => toVariant(name, byName.get(name) ?? [])),
    ...(names.length > limit &&
      last !== undefined && {
        nextCursor: encodeCursor({
          field: 'name',
          order: 'asc',
          value: last,
          id: last,
          direction: 'next',
        }),
      }),
  };
}

type VariantRow = RoleRow & { variant_name: string; variant_shape: string };

/** One more than the limit, if there are so many. */
async function differingNames(
  tx: Knex,
  selection: RoleSelection,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<string[]> {
  const query = selectRoles(tx, selection)
    .select('variant_name')
    .groupBy('variant_name')
    .havingRaw('count(distinct account_id) > 1')
    .havingRaw(
      '(count(distinct variant_shape) > 1 or count(distinct state_rank) > 1)',
    )
    .orderBy('variant_name')
    .limit(limit + 1);
  if (cursor) {
    query.where('variant_name', '>', decodeCursor(cursor, KEYS).value);
  }
  const rows: Array<Pick<VariantRow, 'variant_name'>> = await query;
  return rows.map(({ variant_name: name }) => name);
}

interface ComparedRole {
  row: VariantRow;
  role: ListedRole;
}

function toVariant(
  roleName: string,
  compared: readonly ComparedRole[],
): ListedVariant | [] {
  const alike = [...Map.groupBy(compared, kindOf).values()].sort(
    ([a, ...others], [b, ...more]) =>
      more.length - others.length ||
      // The best state has the last rank.
      b.row.state_rank - a.row.state_rank ||
      (a.row.role_arn < b.row.role_arn ? -1 : 1),
  );
  const [usual, ...odd] = alike;
  // They may have changed since the names were read.
  if (!usual || odd.length === 0) {
    return [];
  }
  const accountsOf = (group: readonly ComparedRole[]) =>
    new Set(group.map(({ role }) => role.accountId)).size;
  return {
    roleName,
    accounts: accountsOf(compared),
    usual: { accounts: accountsOf(usual), role: usual[0].role },
    odd: odd.flat().map(({ row, role }) => ({
      role,
      differs: differences(row, usual[0].row),
    })),
  };
}

/** Equal for roles that are alike. */
function kindOf({ row }: ComparedRole): string {
  return `${row.variant_shape} ${row.state}`;
}

function differences(row: VariantRow, usual: VariantRow): FleetRolePart[] {
  const own = row.variant_shape.split(' ');
  const others = usual.variant_shape.split(' ');
  return [
    ...SHAPE_PARTS.filter((_, index) => own[index] !== others[index]),
    ...(row.state === usual.state ? [] : ['state' as const]),
  ];
}
