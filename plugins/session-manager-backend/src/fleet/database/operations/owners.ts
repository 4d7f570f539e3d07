import { Knex } from 'knex';

/** The services of the stored roles, and the owner that is stored of each. */
export async function storedOwners(
  tx: Knex,
): Promise<Array<{ entityRef: string; owner: string }>> {
  const rows: Array<{ entity_ref: string; owner_ref: string }> = await tx(
    'fleet_roles',
  )
    .distinct('entity_ref', 'owner_ref')
    .whereNot('entity_ref', '');
  return rows.map(row => ({
    entityRef: row.entity_ref,
    owner: row.owner_ref,
  }));
}

/** @param owner - empty if the service has none */
export async function storeOwner(
  tx: Knex,
  entityRef: string,
  owner: string,
): Promise<void> {
  await tx('fleet_roles')
    .where({ entity_ref: entityRef })
    .whereNot({ owner_ref: owner })
    .update({ owner_ref: owner });
}
