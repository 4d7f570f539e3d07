import {
  AccountFault,
  ClaimedReadiness,
  claimedReadiness,
  EntityRoles,
  RoleIdentity,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { Reading } from '../cache/SharedReadCache';
import { readableEntity } from '../permissions/readableEntity';
import { notReadable, RoleDecisions } from '../permissions/RoleAccess';
import { Visibility } from '../permissions/RoleVisibility';
import { KnownEntityRole } from './entityRoles';
import { KnownRole } from './roleReader';
import { isFound, RoleStatusParts, visibilities } from './RoleStatusParts';
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
  parts: RoleStatusParts,
  { entityRef, credentials, refresh = false }: EntityRolesRequest,
): Promise<EntityRoles> {
  const { accounts, catalog, entityRoles, roleAccess, startDeadline } = parts;
  const decisions = await roleAccess.decisions(credentials, [entityRef]);
  const { may, isNever, mayAskFor } = decisions;
  if (isNever('read')) {
    throw notReadable(entityRef);
  }
  const entity = await readableEntity(catalog, entityRef, credentials);
  const how = { fresh: refresh, deadline: startDeadline() };
  const known = await entityRoles.read(entity, how);
  const readings = known.roles.map(({ reading }) => reading.value);
  const judged = await visibilities(parts, entity, readings, credentials);
  // Of what IAM does not tell of there is nothing to read but that.
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
  return {
    roles: roles.map(({ value }) => value),
    incomplete: withLate(incomplete, how.deadline.late().filter(mayReadIn)),
    invalidAnnotations: known.invalidAnnotations,
    mayCreate: places.some(({ accountId }) =>
      mayAskFor({ accountId, entityRef }),
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
  return {
    value:
      visibility?.shown === 'whole'
        ? {
            ...known,
            may: visibility.may,
            ...whole(value),
            ...(summary && { readiness: summary.value }),
          }
        : {
            ...known,
            status: 'claimed',
            readiness: summary
              ? claimedReadiness(summary.value, summary.value.region)
              : NOT_IN_TIME,
          },
    readAt: Math.min(readAt, summary?.readAt ?? readAt),
  };
}

/** What is missing may be made, by whoever may ask for it. */
function withActions(
  { value, readAt }: Reading<RoleStatus>,
  entityRef: string,
  { mayAskFor }: RoleDecisions,
): Reading<RoleStatus> {
  const { accountId, roleName } = value;
  return value.status === 'missing'
    ? {
        value: {
          ...value,
          may: {
            change: mayAskFor({ accountId, roleName, entityRef }),
            attach: false,
          },
        },
        readAt,
      }
    : { value, readAt };
}

/** Why something is missing, once for each account. */
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

/** What is shown of a role, without its snapshot. */
function whole({ snapshot, ...role }: KnownRole) {
  return role;
}
