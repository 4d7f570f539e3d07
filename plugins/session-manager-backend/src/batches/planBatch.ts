import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  BatchOmission,
  FleetRole,
  NewBatch,
  PlannedRole,
  serviceInTags,
} from 'backstage-plugin-session-manager-common';
import {
  approvalRulesOf,
  configuredAccount,
  ConfiguredAccounts,
} from '../accounts/configuredAccounts';
import { FleetRoles } from '../fleet/FleetRoles';
import { StoredRoles } from '../fleet/StoredRoles';
import { roleOf } from '../input/roleOf';
import { isEntityRef } from '../people/isEntityRef';
import { refsInCatalog } from '../people/refsInCatalog';
import { existingScope } from '../permissions/RoleVisibility';
import { storedRepairBasis } from '../roles/repairBasis';
import { AttachmentDecision, sharingInstances } from './decideAttachment';
import { AttachmentDeps, decideAttachments } from './decideAttachments';
import {
  Candidate,
  decideRole,
  RoleDecision,
  WantedAction,
} from './decideRole';

export interface PlanningDeps extends AttachmentDeps {
  fleetRoles: Pick<FleetRoles, 'select'>;
  storedRoles: Pick<StoredRoles, 'readAny'>;
}

/**
 * Plans a batch for its caller from what is stored. AWS is asked only for the
 * instances that roles are attached to.
 */
export async function planBatch(
  deps: PlanningDeps,
  batch: NewBatch,
  credentials: BackstageCredentials,
): Promise<PlannedRole[]> {
  requireService(batch);
  const roles = await deps.fleetRoles.select(batch.roles, credentials);
  const stored = await deps.storedRoles.readAny(
    roles.map(({ roleArn }) => roleArn),
  );
  const decisions = await decideForCaller(
    deps,
    batch,
    roles.flatMap(role => {
      const known = stored.get(role.roleArn);
      return known && !known.missing
        ? { role, basis: storedRepairBasis(known) }
        : [];
    }),
    credentials,
    { refresh: false },
  );
  const planned = [
    ...roles.map(role =>
      plannedRole(
        role,
        decisions.get(role.roleArn) ?? { omission: 'not-found' },
      ),
    ),
    ...unknownRoles(batch, roles).map(roleArn => ({
      ...identityOf(roleArn, deps.accounts),
      omission: 'not-found' as const,
    })),
  ];
  return batch.action === 'attach'
    ? withOmission(planned, sharingInstances(planned), 'same-instances')
    : planned;
}

/**
 * Decides for roles as the permission policy allows the caller, by ARN.
 *
 * @param options - whether instances are read from AWS again
 */
export async function decideForCaller(
  deps: AttachmentDeps,
  { action, entityRef }: Pick<NewBatch, 'action' | 'entityRef'>,
  candidates: readonly Candidate[],
  credentials: BackstageCredentials,
  options: { refresh: boolean },
): Promise<Map<string, RoleDecision | AttachmentDecision>> {
  return action === 'attach'
    ? decideAttachments(deps, candidates, credentials, options)
    : decideRoles(deps, { action, entityRef }, candidates, credentials);
}

async function decideRoles(
  { accounts, catalog, roleAccess }: AttachmentDeps,
  wanted: WantedAction,
  candidates: readonly Candidate[],
  credentials: BackstageCredentials,
): Promise<Map<string, RoleDecision>> {
  const judged = candidates.map(({ role, basis }) => ({
    role,
    tags: basis.snapshot.role.tags,
    decision: decideRole(
      wanted,
      role,
      basis,
      approvalRulesOf(accounts, role.accountId) !== undefined,
    ),
  }));
  const services = [
    ...new Set(
      judged
        .flatMap(({ tags, decision }) => [
          serviceInTags(tags),
          'spec' in decision ? decision.spec.entityRef : undefined,
        ])
        .filter(ref => ref !== undefined && isEntityRef(ref)),
    ),
  ] as string[];
  const [readable, { mayCreateOrRequest }] = await Promise.all([
    refsInCatalog(catalog, services, credentials),
    roleAccess.decisions(credentials, services),
  ]);
  return new Map(
    judged.map(({ role, tags, decision }) => {
      const { roleArn, accountId, roleName } = role;
      const mayChange =
        !('spec' in decision) ||
        (readable.has(decision.spec.entityRef ?? '') &&
          mayCreateOrRequest(
            { accountId, roleName, entityRef: decision.spec.entityRef },
            existingScope({ accountId, roleName, tags }),
          ));
      return [roleArn, mayChange ? decision : { omission: 'not-allowed' }];
    }),
  );
}

function requireService({ action, entityRef }: NewBatch): void {
  if ((action === 'assign') !== (entityRef !== undefined)) {
    throw new InputError(
      'entityRef: must name the service if the action is assign, and otherwise be absent',
    );
  }
}

function plannedRole(
  { roleArn, roleName, accountId, accountName, entityRef, owner }: FleetRole,
  decision: RoleDecision | AttachmentDecision,
): PlannedRole {
  return {
    ...{ roleArn, roleName, accountId },
    ...(accountName && { accountName }),
    ...(entityRef && { entityRef }),
    ...(owner && { owner }),
    ...('start' in decision
      ? { start: decision.start }
      : { omission: decision.omission }),
    ...('instances' in decision && { instances: decision.instances }),
  };
}

/** The name and account of a role. */
export function identityOf(
  roleArn: string,
  accounts: ConfiguredAccounts,
): Pick<PlannedRole, 'roleArn' | 'roleName' | 'accountId' | 'accountName'> {
  const { roleName, accountId } = roleOf(roleArn);
  const { name } = configuredAccount(accounts, accountId) ?? {};
  return { roleArn, roleName, accountId, ...(name && { accountName: name }) };
}

/** The roles of a selection that the caller does not see. */
function unknownRoles(
  { roles: selection }: NewBatch,
  seen: readonly FleetRole[],
): string[] {
  const known = new Set(seen.map(({ roleArn }) => roleArn));
  return 'roleArns' in selection
    ? [...new Set(selection.roleArns)].filter(arn => !known.has(arn))
    : [];
}

/** Leaves out roles of a plan. */
export function withOmission(
  planned: readonly PlannedRole[],
  roleArns: ReadonlySet<string>,
  omission: BatchOmission,
): PlannedRole[] {
  return planned.map(({ start, ...role }) =>
    start && roleArns.has(role.roleArn)
      ? { ...role, omission }
      : { ...role, ...(start && { start }) },
  );
}
