import {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AccountFault,
  ClaimedReadiness,
  claimedReadiness,
  FaultyRole,
  MissingRole,
  RoleEvidence,
  RoleIdentity,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Reading, SharedReadCache } from '../cache/SharedReadCache';
import { notReadable, RoleAccess } from '../permissions/RoleAccess';
import { RoleVisibility, Visibility } from '../permissions/RoleVisibility';
import { createReadinessReader } from '../readiness/readinessReader';
import { Deadlines } from '../accounts/deadlines';
import { createEntityRolesReader, KnownEntityRoles } from './entityRoles';
import { readableEntity } from '../permissions/readableEntity';
import { roleOf } from './roleIdentity';
import { createRoleReader, KnownRole, RoleReading } from './roleReader';
import { RoleStatusService } from './RoleStatusService';
import { createTaggedRoleIndex } from './taggedRoles';
import { UnansweredError } from '../accounts/UnansweredError';

const NOT_IN_TIME: ClaimedReadiness = {
  region: '',
  state: 'unknown',
  online: 'unknown',
  starts: 'unknown',
  logged: { s3: 'unknown', cloudWatchLogs: 'unknown' },
  problems: [],
};

/**
 * The service, whole. AWS is first asked when a request needs it. Throws an
 * `InputError` where the configuration is wrong.
 */
export function createRoleStatusService(options: {
  accounts: AwsAccounts;
  catalog: CatalogService;
  logger: LoggerService;
  readCache: SharedReadCache;
  roleAccess: RoleAccess;
  roleVisibility: RoleVisibility;
  startDeadline: Deadlines;
}): RoleStatusService {
  const { accounts, catalog, roleAccess, roleVisibility, startDeadline } =
    options;
  const roleReader = createRoleReader(options);
  const readiness = createReadinessReader(options);
  const entityRoles = createEntityRolesReader({
    ...options,
    taggedRoles: createTaggedRoleIndex(options),
    roleReader,
    readiness,
  });

  /** How each of the roles is shown, as far as IAM has it. */
  async function visibilities(
    entity: Entity | undefined,
    readings: readonly RoleReading[],
    credentials: BackstageCredentials,
  ): Promise<Map<RoleReading, Visibility>> {
    const found = readings.filter(isFound);
    const judged = await roleVisibility.of(
      entity,
      found.map(
        ({
          snapshot: {
            role: { arn, tags },
          },
        }) => ({ ...roleOf(arn), tags }),
      ),
      credentials,
    );
    return new Map(found.map((role, index) => [role, judged[index]]));
  }

  function describe(
    { identity, reading, summary }: KnownEntityRoles['roles'][number],
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

  return {
    async getEntityRoles({ entityRef, credentials, refresh = false }) {
      const decisions = await roleAccess.decisions(credentials, [entityRef]);
      const { may, isNever, mayAskFor } = decisions;
      if (isNever('read')) {
        throw notReadable(entityRef);
      }
      const entity = await readableEntity(catalog, entityRef, credentials);
      const how = { fresh: refresh, deadline: startDeadline() };
      const known = await entityRoles.read(entity, how);
      const readings = known.roles.map(({ reading }) => reading.value);
      const judged = await visibilities(entity, readings, credentials);
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
      const roles = shown.map(role => {
        const { value, readAt } = describe(
          role,
          judged.get(role.reading.value),
        );
        const change = mayAskFor({ ...role.identity, entityRef });
        return value.status === 'missing'
          ? {
              value: {
                ...value,
                may: { change, attach: false },
              },
              readAt,
            }
          : { value, readAt };
      });
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
    },

    async summarizeRole(roleArn) {
      const { value } = await roleReader.read(roleArn, { fresh: true });
      switch (value.status) {
        case 'found':
          return (await readiness.summarize(value, { fresh: true })).value;
        case 'missing':
          return undefined;
        default:
          throw new ServiceUnavailableError(value.fault.message);
      }
    },

    predictReadiness: (spec, where) =>
      startDeadline().within(
        spec.accountId,
        readiness.predict(spec, where),
        fault => {
          throw new UnansweredError(fault);
        },
      ),

    async getRole({ entityRef, roleArn, credentials, refresh = false }) {
      const { accountId, roleName } = roleOf(roleArn);
      await roleAccess.requireReadable(
        { accountId, roleName, entityRef },
        credentials,
      );
      const entity = await readableEntity(catalog, entityRef, credentials);
      const none = new NotFoundError(`${entityRef} has no role ${roleArn}`);
      const deadline = startDeadline();
      const how = { fresh: refresh, deadline };
      if (!(await entityRoles.has(entity, roleArn, how))) {
        throw none;
      }
      const reading = await deadline.within<Reading<RoleReading>>(
        accountId,
        roleReader.read(roleArn, { fresh: refresh }),
        fault => ({ value: { status: 'fault', fault }, readAt: Date.now() }),
      );
      const judged = await visibilities(entity, [reading.value], credentials);
      const visibility = judged.get(reading.value);
      if (visibility?.shown === 'hidden') {
        throw none;
      }
      return { reading, visibility };
    },

    async getVisibility({ roleArn, entityRef, credentials }) {
      const { accountId } = roleOf(roleArn);
      const entity =
        entityRef === undefined
          ? undefined
          : await catalog.getEntityByRef(entityRef, { credentials });
      if (entityRef !== undefined && !entity) {
        return 'hidden';
      }
      const value = await startDeadline().within<RoleReading>(
        accountId,
        roleReader.read(roleArn, { fresh: true }).then(read => read.value),
        fault => ({ status: 'fault', fault }),
      );
      if (value.status === 'fault') {
        throw new ServiceUnavailableError(value.fault.message);
      }
      const judged = await visibilities(entity, [value], credentials);
      return judged.get(value)?.shown ?? 'hidden';
    },

    async getRoleReadiness(request) {
      const { roleArn, region, refresh: fresh = false } = request;
      const { reading, visibility } = await this.getRole(request);
      const { value, readAt } = reading;
      const evidence: Reading<RoleEvidence | MissingRole | FaultyRole> =
        value.status === 'found'
          ? await startDeadline().within<Reading<RoleEvidence | FaultyRole>>(
              roleOf(roleArn).accountId,
              readiness.read(value, { region, fresh }),
              fault => ({ value: { status: 'fault', fault }, readAt }),
            )
          : { value, readAt };
      const told = evidence.value;
      return {
        roleArn,
        checkedAt: new Date(Math.min(readAt, evidence.readAt)).toISOString(),
        ...(told.status === 'found' && visibility?.shown !== 'whole'
          ? {
              status: 'claimed',
              readiness: claimedReadiness(told.readiness, told.region),
            }
          : told),
      };
    },
  };
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

function isFound(reading: RoleReading): reading is KnownRole {
  return reading.status === 'found';
}

/** What is shown of a role, without its snapshot. */
function whole({ snapshot, ...role }: KnownRole) {
  return role;
}
