import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  claimedReadiness,
  FaultyRole,
  MissingRole,
  ReadinessSummary,
  RoleEvidence,
  RoleReadiness,
  RoleDisclosure,
} from 'backstage-plugin-session-manager-common';
import { Reading } from '../cache/SharedReadCache';
import { readableEntity } from '../permissions/readableEntity';
import { Visibility } from '../permissions/RoleVisibility';
import { roleOf } from '../input/roleOf';
import { readInTime, RoleReading } from './roleReader';
import { RoleStatusDeps, visibilities } from './RoleStatusDeps';
import { RoleReadinessRequest, RoleStatusService } from './RoleStatusService';

/** See {@link RoleStatusService.getRole}. */
export async function getRole(
  parts: RoleStatusDeps,
  request: Parameters<RoleStatusService['getRole']>[0],
): Promise<{ reading: Reading<RoleReading>; visibility?: Visibility }> {
  const { entityRef, roleArn, credentials, refresh = false } = request;
  const { catalog, entityRoles, roleAccess, roleReader } = parts;
  const { accountId, roleName } = roleOf(roleArn);
  await roleAccess.requireReadable(
    { accountId, roleName, entityRef },
    credentials,
  );
  const entity = await readableEntity(catalog, entityRef, credentials);
  const none = new NotFoundError(`${entityRef} has no role ${roleArn}`);
  const how = { fresh: refresh, deadline: parts.startDeadline() };
  if (!(await entityRoles.has(entity, roleArn, how))) {
    throw none;
  }
  const reading = await readInTime(roleReader, roleArn, how);
  const judged = await visibilities(
    parts,
    entity,
    [reading.value],
    credentials,
  );
  const visibility = judged.get(reading.value);
  if (visibility?.shown === 'hidden') {
    throw none;
  }
  return { reading, visibility };
}

/** See {@link RoleStatusService.getVisibility}. */
export async function getVisibility(
  parts: RoleStatusDeps,
  request: Parameters<RoleStatusService['getVisibility']>[0],
): Promise<RoleDisclosure> {
  const { roleArn, entityRef, credentials } = request;
  const entity =
    entityRef === undefined
      ? undefined
      : await parts.catalog.getEntityByRef(entityRef, { credentials });
  if (entityRef !== undefined && !entity) {
    return 'hidden';
  }
  const { value } = await readInTime(parts.roleReader, roleArn, {
    fresh: true,
    deadline: parts.startDeadline(),
  });
  if (value.status === 'fault') {
    throw value.fault.kind === 'not-configured'
      ? new NotAllowedError(value.fault.message)
      : new ServiceUnavailableError(value.fault.message);
  }
  const judged = await visibilities(parts, entity, [value], credentials);
  return judged.get(value)?.shown ?? 'hidden';
}

/** See {@link RoleStatusService.getRoleReadiness}. */
export async function getRoleReadiness(
  parts: RoleStatusDeps,
  request: RoleReadinessRequest,
): Promise<RoleReadiness> {
  const { roleArn, region, refresh: fresh = false } = request;
  const { reading, visibility } = await getRole(parts, request);
  const { value, readAt } = reading;
  const evidence: Reading<RoleEvidence | MissingRole | FaultyRole> =
    value.status === 'found'
      ? await parts
          .startDeadline()
          .within<Reading<RoleEvidence | FaultyRole>>(
            roleOf(roleArn).accountId,
            parts.readiness.read(value, { region, fresh }),
            fault => ({ value: { status: 'fault', fault }, readAt }),
          )
      : { value, readAt };
  const result = evidence.value;
  return {
    roleArn,
    checkedAt: new Date(Math.min(readAt, evidence.readAt)).toISOString(),
    ...(result.status === 'found' && visibility?.shown !== 'whole'
      ? {
          status: 'claimed',
          readiness: claimedReadiness(result.readiness, result.region),
        }
      : result),
  };
}

/** See {@link RoleStatusService.summarizeRole}. */
export async function summarizeRole(
  { readiness, roleReader }: RoleStatusDeps,
  roleArn: string,
): Promise<ReadinessSummary | undefined> {
  const { value } = await roleReader.read(roleArn, { fresh: true });
  switch (value.status) {
    case 'found':
      return (await readiness.summarize(value, { fresh: true })).value
        .readiness;
    case 'missing':
      return undefined;
    default:
      throw new ServiceUnavailableError(value.fault.message);
  }
}
