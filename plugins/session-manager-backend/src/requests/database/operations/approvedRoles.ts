import {
  isRoleOfApprovedRequest,
  ROLE_MAKING_STATES,
  Tags,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { RequestRow } from '../rows';
import { roleKey } from './insertRequest';
import { readableAmong } from './readRequests';

/** An existing role, with what identifies the request that created it. */
export interface MadeRole {
  accountId: string;
  roleName: string;
  tags: Tags;
}

/** Returns those of the roles that still match an approved request. */
export async function approvedRoles<Role extends MadeRole>(
  tx: Knex,
  roles: readonly Role[],
): Promise<Set<Role>> {
  if (roles.length === 0) {
    return new Set();
  }
  const rows: RequestRow[] = await tx('role_requests')
    .whereIn(
      ['account_id', 'role_key'],
      roles.map(({ accountId, roleName }) => [accountId, roleKey(roleName)]),
    )
    .whereIn('status', [...ROLE_MAKING_STATES]);
  const { stored } = await readableAmong(tx, rows);
  return new Set(
    roles.filter(({ tags }) =>
      stored.some(({ request }) => isRoleOfApprovedRequest(request, tags)),
    ),
  );
}
