import { Knex } from 'knex';
import { RequestRow } from '../rows';
import { StoredRequest } from '../StoredRequest';
import { roleKey } from './insertRequest';
import { withApprovals } from './readRequests';

/** The pending request for a role, if any. */
export async function findPendingRequest(
  tx: Knex,
  role: { accountId: string; roleName: string },
): Promise<StoredRequest | undefined> {
  const rows: RequestRow[] = await tx('role_requests').where({
    account_id: role.accountId,
    role_key: roleKey(role.roleName),
    status: 'pending',
  });
  const [found] = await withApprovals(tx, rows);
  return found;
}
