import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  FleetDrift,
  ProblemCode,
  ReadinessState,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { ColumnCriterion, whereCriteria } from '../../database/whereCriteria';
import { whereText } from '../../database/whereText';
import { EnvironmentResource } from '../environmentResources';

/** A criterion by a role's account or service. */
export type RoleCriterion = ColumnCriterion<keyof typeof CRITERIA_COLUMNS>;

/** The roles that a caller may see; absent: all. */
export type RoleCriteria = PermissionCriteria<RoleCriterion>;

const CRITERIA_COLUMNS = {
  account: 'fleet_roles.account_id',
  entity: 'fleet_roles.entity_ref',
};

/** Selects roles of the fleet. */
export interface RoleSelection {
  /** The roles that the caller may see; absent: all. */
  visible?: RoleCriteria;
  /** Only these; absent: all. */
  roleArns?: readonly string[];
  /** In one of these accounts; empty: in any. */
  accountIds?: readonly string[];
  region?: string;
  state?: readonly ReadinessState[];
  problem?: ProblemCode;
  /** Of one of these; an empty text stands for no owner. Empty: any. */
  owner?: readonly string[];
  /** Empty: those without a service. */
  entityRef?: string;
  managed?: boolean;
  drift?: readonly FleetDrift[];
  /** Whether nodes use them. A role whose nodes were not read is in neither. */
  hasNodes?: boolean;
  /** A part of the name, service or owner. */
  q?: string;
  /** Those of an account, or whose environments depend on one of the resources. */
  concerned?: {
    accountId: string;
    /** Absent: any. */
    region?: string;
    resources: readonly EnvironmentResource[];
  };
}

/**
 * A query of `fleet_roles` for the selected ones. Lists, counts and exports all
 * begin with it, so that they agree.
 */
export function selectRoles(
  tx: Knex,
  selection: RoleSelection,
): Knex.QueryBuilder {
  const query = tx('fleet_roles');
  const { visible, roleArns, accountIds, owner, state, drift, managed } =
    selection;
  const { hasNodes, q } = selection;
  if (visible) {
    whereCriteria(query, visible, CRITERIA_COLUMNS);
  }
  if (roleArns) {
    query.whereIn('fleet_roles.role_arn', roleArns);
  }
  if (accountIds?.length) {
    query.whereIn('fleet_roles.account_id', accountIds);
  }
  whereEqual(
    query,
    'entity_ref',
    selection.entityRef?.toLocaleLowerCase('en-US'),
  );
  if (owner?.length) {
    query.whereIn(
      'fleet_roles.owner_ref',
      owner.map(ref => ref.toLocaleLowerCase('en-US')),
    );
  }
  if (state?.length) {
    query.whereIn('fleet_roles.state', state);
  }
  if (drift?.length) {
    query.whereIn('fleet_roles.drift', drift);
  }
  if (managed !== undefined) {
    query.where('fleet_roles.managed', managed);
  }
  if (hasNodes !== undefined) {
    query.where('fleet_roles.nodes_total', hasNodes ? '>' : '=', 0);
  }
  whereHas(query, 'fleet_role_problems', 'code', selection.problem);
  whereHas(query, 'fleet_role_regions', 'region', selection.region);
  if (selection.concerned) {
    whereConcerned(query, selection.concerned);
  }
  if (q?.trim()) {
    whereText(query, q.trim(), [
      'fleet_roles.role_name',
      'fleet_roles.entity_ref',
      'fleet_roles.owner_ref',
    ]);
  }
  return query;
}

function whereConcerned(
  query: Knex.QueryBuilder,
  { accountId, region, resources }: NonNullable<RoleSelection['concerned']>,
): void {
  query.where(any => {
    any.where(own => {
      own.where('fleet_roles.account_id', accountId);
      whereHas(own, 'fleet_role_regions', 'region', region);
    });
    for (const { kind, name } of resources) {
      any.orWhereExists(sub =>
        sub
          .from('fleet_role_regions')
          .join('fleet_environment_resources', {
            'fleet_environment_resources.region': 'fleet_role_regions.region',
          })
          .whereRaw('?? = ??', [
            'fleet_role_regions.role_arn',
            'fleet_roles.role_arn',
          ])
          .whereRaw('?? = ??', [
            'fleet_environment_resources.account_id',
            'fleet_roles.account_id',
          ])
          .where({
            'fleet_environment_resources.kind': kind,
            'fleet_environment_resources.name': name,
          }),
      );
    }
  });
}

function whereEqual(
  query: Knex.QueryBuilder,
  column: string,
  value: string | undefined,
): void {
  if (value !== undefined) {
    query.where(`fleet_roles.${column}`, value);
  }
}

function whereHas(
  query: Knex.QueryBuilder,
  table: string,
  column: string,
  value: string | undefined,
): void {
  if (value !== undefined) {
    query.whereExists(sub =>
      sub
        .from(table)
        .whereRaw('?? = ??', [`${table}.role_arn`, 'fleet_roles.role_arn'])
        .where(`${table}.${column}`, value),
    );
  }
}
