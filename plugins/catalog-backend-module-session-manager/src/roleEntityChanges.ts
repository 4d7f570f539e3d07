import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { FleetAccount } from 'backstage-plugin-session-manager-common';
import { Fleet } from './fleet';
import { entityHash, ProvidedRole, ProvidedRoles } from './providedRoles';
import { roleEntity } from './roleEntity';
import { RoleEntityConfig } from './roleEntityConfig';

/** What has to change in the catalog. */
export interface RoleEntityChanges {
  /** New or changed. */
  added: Entity[];
  /** References of entities. */
  removed: string[];
}

/** Compares the roles with the entities that the catalog has. */
export async function roleEntityChanges(
  fleet: Fleet,
  provided: ProvidedRoles,
  config: Pick<RoleEntityConfig, 'appUrl' | 'defaultOwner'>,
): Promise<RoleEntityChanges> {
  // Before the roles: an account whose first scan ends meanwhile counts as one
  // whose roles are not all known.
  const accounts = await fleet.readAccounts();
  const refs = new Set<string>();
  const added: Entity[] = [];
  for await (const roles of fleet.readRoles()) {
    for (const entity of roles.flatMap(
      role => roleEntity(role, config) ?? [],
    )) {
      const ref = stringifyEntityRef(entity);
      refs.add(ref);
      if (provided.get(ref)?.hash !== entityHash(entity)) {
        added.push(entity);
      }
    }
  }
  const mayRemove = removable(accounts);
  const removed = [...provided]
    .filter(([ref, role]) => !refs.has(ref) && mayRemove(role))
    .map(([ref]) => ref);
  return { added, removed };
}

/**
 * The roles of an account are not all known before its first scan has ended, and
 * no account is known before the first scan has begun.
 */
function removable(accounts: readonly FleetAccount[]) {
  const unscanned = new Set(
    accounts
      .filter(({ scannedAt }) => !scannedAt)
      .map(({ accountId }) => accountId),
  );
  return ({ accountId = '' }: ProvidedRole) =>
    accounts.length > 0 && !unscanned.has(accountId);
}
