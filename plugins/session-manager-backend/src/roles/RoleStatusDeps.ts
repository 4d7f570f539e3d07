import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Deadlines } from '../accounts/deadlines';
import { StoredRoles } from '../fleet/StoredRoles';
import { RoleAccess, RoleDecisions } from '../permissions/RoleAccess';
import { RoleVisibility, Visibility } from '../permissions/RoleVisibility';
import { ReadinessReader } from '../readiness/readinessReader';
import { EntityRolesReader } from './entityRoles';
import { roleOf } from '../input/roleOf';
import { KnownRole, RoleReader, RoleReading } from './roleReader';

/** The dependencies of reading roles. */
export interface RoleStatusDeps {
  accounts: AwsAccounts;
  catalog: CatalogService;
  entityRoles: EntityRolesReader;
  readiness: ReadinessReader;
  roleAccess: RoleAccess;
  roleReader: RoleReader;
  roleVisibility: RoleVisibility;
  startDeadline: Deadlines;
  storedRoles: StoredRoles;
}

/** How each of the roles that IAM has is shown. */
export async function visibilities(
  { roleVisibility }: Pick<RoleStatusDeps, 'roleVisibility'>,
  entity: Entity | undefined,
  readings: readonly RoleReading[],
  credentials: BackstageCredentials,
  decisions?: RoleDecisions,
): Promise<Map<RoleReading, Visibility>> {
  const found = readings.filter(isFound);
  const judged = await roleVisibility.of(
    entity,
    found.map(({ snapshot: { role } }) => ({
      ...roleOf(role.arn),
      tags: role.tags,
    })),
    credentials,
    decisions,
  );
  return new Map(found.map((role, index) => [role, judged[index]]));
}

export function isFound(reading: RoleReading): reading is KnownRole {
  return reading.status === 'found';
}
