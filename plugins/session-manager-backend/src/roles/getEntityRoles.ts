import {
  AccountFault,
  ClaimedReadiness,
  claimedReadiness,
  EntityRoles,
  RoleIdentity,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { repairOf } from 'backstage-plugin-session-manager-node';
import { Reading } from '../cache/SharedReadCache';
import { readableEntity } from '../permissions/readableEntity';
import { notReadable, RoleDecisions } from '../permissions/RoleAccess';
import { Visibility } from '../permissions/RoleVisibility';
import { KnownEntityRole } from './entityRoles';
import { KnownRole } from './roleReader';
import { isFound, RoleStatusDeps, visibilities } from './RoleStatusDeps';
import { EntityRolesRequest } from './RoleStatusService';

const NOT_IN_TIME: ClaimedReadiness = {
  region: '',
  state: 'unknown',
  online: 'unknown',
  starts: 'unknown',
  logged: { s3: 'unknown', cloudWatchLogs: 'unknown' },
  problems: [],
};

/** See {@link RoleStatusService.getEntityRoles}. */
export async function getEntityRoles(
  parts: RoleStatusDeps,
  { entityRef, credentials, refresh = false }: EntityRolesRequest,
): Promise<EntityRoles> {
  const { accounts, catalog, entityRoles, roleAccess, startDeadline } = parts;
  const ofNone = await roleAccess.decisions(credentials, []);
  if (ofNone.isNever('read')) {
    throw notReadable(entityRef);
  }
  const entity = await readableEntity(catalog, entityRef, credentials);
  const decisions = ofNone.withEntity(entity);
  const { may } = decisions;
  const how = { fresh: refresh, deadline: startDeadline() };
  const known = await entityRoles.read(entity, how);
  const readings = known.roles.map(({ reading }) => reading.value);
  const judged = await visibilities(
    parts,
    entity,
    readings,
    credentials,
    decisions,
  );
  // Roles that could not be read have only their fault to show.
  const shown = known.roles.filter(({ identity, reading: { value } }) =>
    isFound(value)
      ? judged.get(value)?.shown !== 'hidden'
      : may('read', { ...identity, entityRef }),
  );
  const mayReadIn = ({ accountId }: AccountFault) =>
    may('read', { accountId, entityRef });
  const incomplete = known.incomplete.filter(mayReadIn);
  const isNothingLeft = shown.length + incomplete.length === 0;
  if (isNothingLeft && !may('read', { entityRef })) {
    throw notReadable(entityRef);
  }
  const roles = shown.map(role =>
    withActions(
      describe(role, judged.get(role.reading.value)),
      entityRef,
      decisions,
    ),
  );
  const places = accounts.configured ?? [{ accountId: undefined }];
  const placesToCreate = places.filter(({ accountId }) =>
    decisions.mayCreateOrRequest({ accountId, entityRef }),
  );
  return {
    roles: roles.map(({ value }) => value),
    incomplete: withLate(incomplete, how.deadline.late().filter(mayReadIn)),
    invalidAnnotations: known.invalidAnnotations,
    mayCreate: placesToCreate.length > 0,
    mayCreateElsewhere: placesToCreate.some(
      place => !shown.some(role => role.identity.accountId === place.accountId),
    ),
    ...(known.notRead && { notRead: known.notRead }),
    checkedAt: new Date(
      Math.min(
        Date.now(),
        ...roles.map(({ readAt }) => readAt),
        ...known.searchedAt,
      ),
    ).toISOString(),
  };
}

/** A role as it is shown to the caller. */
function describe(
  { identity, reading, summary }: KnownEntityRole,
  visibility: Visibility | undefined,
): Reading<RoleStatus> {
  const { value, readAt } = reading;
  if (value.status !== 'found') {
    return { value: { ...identity, ...value }, readAt };
  }
  const known: RoleIdentity = {
    ...identity,
    ...(visibility?.claim && { claim: visibility.claim }),
  };
  const readiness = summary?.value.readiness;
  return {
    value:
      visibility?.shown === 'whole'
        ? {
            ...known,
            may: visibility.may,
            ...whole(value),
            ...(readiness && { readiness }),
            repair: summary ? summary.value.repair : repairOf(value.snapshot),
          }
        : {
            ...known,
            status: 'claimed',
            readiness: readiness
              ? claimedReadiness(readiness, readiness.region)
              : NOT_IN_TIME,
          },
    readAt: Math.min(readAt, summary?.readAt ?? readAt),
  };
}

/** A missing role can be created by callers who may request it. */
function withActions(
  { value, readAt }: Reading<RoleStatus>,
  entityRef: string,
  { mayCreateOrRequest }: RoleDecisions,
): Reading<RoleStatus> {
  const { accountId, roleName } = value;
  return value.status === 'missing'
    ? {
        value: {
          ...value,
          may: {
            change: mayCreateOrRequest({ accountId, roleName, entityRef }),
            attach: false,
            delete: false,
          },
        },
        readAt,
      }
    : { value, readAt };
}

/** Why something is missing, once per account. */
function withLate(
  incomplete: readonly AccountFault[],
  late: readonly AccountFault[],
): AccountFault[] {
  const named = incomplete.map(({ accountId }) => accountId);
  return [
    ...incomplete,
    ...late.filter(({ accountId }) => !named.includes(accountId)),
  ];
}

/** The parts of a role that are shown, without its snapshot. */
function whole({ snapshot, ...role }: KnownRole) {
  return role;
}
