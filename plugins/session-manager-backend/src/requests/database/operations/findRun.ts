import { Knex } from 'knex';
import { RequestRow } from '../rows';
import { StoredRequest } from '../StoredRequest';
import { withApprovals } from './readRequests';

/** The unfinished run of a task that needed no approval, if any. */
export async function findRun(
  tx: Knex,
  taskId: string,
  specHash: string,
): Promise<StoredRequest | undefined> {
  const rows: RequestRow[] = await tx('role_requests').where({
    task_id: taskId,
    spec_hash: specHash,
    status: 'provisioning',
    approval_kind: 'not-needed',
  });
  const [found] = await withApprovals(tx, rows);
  return found;
}
