import {
  BatchAction,
  BatchOmission,
  ExistingRole,
  FleetRole,
  managerOf,
  planWarnings,
  resolveRoleSpec,
  roleOfArn,
  RoleRepair,
  RoleSpec,
  serviceInTags,
} from 'backstage-plugin-session-manager-common';
import { managementOf, repairOf } from 'backstage-plugin-session-manager-node';
import { RepairBasis } from '../roles/repairBasis';

/** A role of the fleet, and what a decision about it depends on. */
export interface Candidate {
  role: Pick<FleetRole, 'roleArn' | 'roleName' | 'accountId' | 'entityRef'>;
  basis: RepairBasis;
}

/** What is started for a role, or why it is left out. */
export type RoleDecision =
  | { omission: BatchOmission }
  | { start: 'request' | 'task'; spec: RoleSpec; adopt: boolean };

/** An action, and the service that `assign` names. */
export interface WantedAction {
  action: Exclude<BatchAction, 'attach'>;
  entityRef?: string;
}

const REPAIRS: Record<
  WantedAction['action'],
  (...basis: Parameters<typeof repairOf>) => RoleRepair | undefined
> = { repair: repairOf, adopt: managementOf, assign: managementOf };

/**
 * Decides what is started for a role. Nothing is if a person must look at it
 * first, because the form of a single role would warn them.
 *
 * @param isGated - whether the account requires an approval
 */
export function decideRole(
  wanted: WantedAction,
  role: Pick<FleetRole, 'entityRef'>,
  { snapshot, evidence }: RepairBasis,
  isGated: boolean,
): RoleDecision {
  const service = serviceInTags(snapshot.role.tags);
  if (wanted.action === 'assign' && service && service !== wanted.entityRef) {
    return { omission: 'other-service' };
  }
  const repair = isNeeded(wanted, snapshot)
    ? REPAIRS[wanted.action](snapshot, evidence)
    : undefined;
  if (!repair) {
    return { omission: 'nothing-to-do' };
  }
  if (repair.managedBy) {
    return { omission: 'other-manager' };
  }
  const spec: RoleSpec =
    wanted.action === 'assign'
      ? { ...repair.spec, entityRef: wanted.entityRef }
      : // The recorded service stays, even if another one claims the role.
        { entityRef: role.entityRef, ...repair.spec };
  if (!spec.entityRef) {
    return { omission: 'no-service' };
  }
  if (!isGated && cutsOff(spec, snapshot)) {
    return { omission: 'cuts-off' };
  }
  return {
    start: isGated ? 'request' : 'task',
    spec,
    adopt: repair.adopt ?? false,
  };
}

function isNeeded(
  { action, entityRef }: WantedAction,
  { role: { tags } }: ExistingRole,
): boolean {
  switch (action) {
    case 'adopt':
      return !managerOf(tags);
    case 'assign':
      return !managerOf(tags) || serviceInTags(tags) !== entityRef;
    default:
      return true;
  }
}

/** Approvers see who would lose access; without approvers, nobody would. */
function cutsOff(spec: RoleSpec, snapshot: ExistingRole): boolean {
  const account = roleOfArn(snapshot.role.arn);
  return (
    account !== undefined &&
    planWarnings(resolveRoleSpec(spec, account), snapshot).some(
      ({ code }) => code === 'cuts-off' || code === 'cuts-off-maybe',
    )
  );
}
