import {
  RequestStatus,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { RequestCriteria, whereVisible } from '../RequestCriteria';
import { RequestRow } from '../rows';
import { StoredRequest } from '../StoredRequest';
import { roleKey } from './insertRequest';
import { readableAmong } from './readRequests';

const CAME_TO_NOTHING: readonly RequestStatus[] = [
  'rejected',
  'withdrawn',
  'expired',
  'revoked',
];

const AT_MOST = 5;

/**
 * The latest earlier requests for the role of this one that came to nothing, as
 * far as they may be seen; newest first.
 */
export async function earlierRequests(
  tx: Knex,
  { id, spec, createdAt }: RoleRequest,
  visible: RequestCriteria | undefined,
): Promise<StoredRequest[]> {
  const query = tx('role_requests')
    .select<RequestRow[]>('role_requests.*')
    .where({ account_id: spec.accountId, role_key: roleKey(spec.roleName) })
    .whereIn('status', CAME_TO_NOTHING)
    .where('created_at', '<=', new Date(createdAt))
    .whereNot({ id })
    .orderBy([{ column: 'created_at', order: 'desc' }, { column: 'id' }])
    .limit(AT_MOST);
  whereVisible(query, visible);
  const rows: RequestRow[] = await query;
  return (await readableAmong(tx, rows)).stored;
}
