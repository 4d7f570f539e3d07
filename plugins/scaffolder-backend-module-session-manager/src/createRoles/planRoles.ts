import { InputError, isError } from '@backstage/errors';
import {
  parseRoleSpec,
  resolveRoleSpec,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount, AwsAccounts } from 'backstage-plugin-session-manager-node';
import { requireReason } from '../createRequest/fileRoleRequest';
import { RolesInput } from './schema';

/** A role of the run, and its account. */
export interface RoleToCreate {
  account: AwsAccount;
  /** The name of the account, or its ID. */
  name: string;
  spec: RoleSpec & { accountId: string };
}

/**
 * Validates all roles before anything is written, so that a mistake in one does
 * not leave others done.
 */
export async function planRoles(
  accounts: AwsAccounts,
  { defaults, roles, reason }: RolesInput,
): Promise<RoleToCreate[]> {
  requireDistinct(roles.map(({ accountId }) => accountId));
  const planned: RoleToCreate[] = [];
  for (const { account: _, ...role } of roles) {
    const { accountId } = role;
    const account = await accounts.get(accountId);
    const { settings, approval } = account;
    const name = settings.name ?? settings.accountId;
    const spec = requireValid(name, () => {
      const wanted = parseRoleSpec({ ...defaults, ...role });
      resolveRoleSpec(wanted, settings);
      return { ...wanted, accountId };
    });
    if (approval) {
      requireReason(reason, name);
    }
    planned.push({ account, name, spec });
  }
  return planned;
}

function requireDistinct(accountIds: readonly string[]): void {
  const twice = accountIds.find((id, at) => accountIds.indexOf(id) !== at);
  if (twice !== undefined) {
    throw new InputError(
      `roles: names the account ${twice} more than once. Nothing was done.`,
    );
  }
}

function requireValid<T>(name: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw isError(error) && error.name === 'InputError'
      ? new InputError(`${name}: ${error.message} Nothing was done.`)
      : error;
  }
}
