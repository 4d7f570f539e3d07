import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  managerOf,
  RecordedRole,
  recordedSpec,
  RecordingRole,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  readTaggedRole,
} from 'backstage-plugin-session-manager-node';
import { MIN_REFRESH_AGE } from '../cache/freshness';
import { SharedReadCache } from '../cache/SharedReadCache';
import { Deadlines, readingOrFault } from '../accounts/deadlines';
import { RoleVisibility } from '../permissions/RoleVisibility';

/** Finds a role by its name, with the spec that was last applied to it. */
export interface RecordedRoles {
  /**
   * Errors of AWS are part of the result. Throws a `NotAllowedError` for an
   * account that the portal does not have.
   */
  find(request: {
    accountId: string;
    roleName: string;
    /** The entity as whose role it is shown. */
    entityRef?: string;
    credentials: BackstageCredentials;
  }): Promise<RecordedRole>;
}

/** JSON in the cache has no `undefined`. */
type NamedRole = { role?: RecordingRole };

export function createRecordedRoles(parts: {
  accounts: AwsAccounts;
  catalog: CatalogService;
  readCache: SharedReadCache;
  roleVisibility: RoleVisibility;
  startDeadline: Deadlines;
}): RecordedRoles {
  const { accounts, catalog, readCache, roleVisibility, startDeadline } = parts;

  function load({ iam, settings }: AwsAccount, roleName: string) {
    const { accountId } = settings;
    return readCache.getOrLoad<NamedRole>(
      `recorded-role:${accountId}:${roleName}`,
      async () => ({ role: await readTaggedRole(iam, roleName) }),
      {
        about: [{ what: 'role', accountId, roleName }],
        keepFor: MIN_REFRESH_AGE,
      },
    );
  }

  return {
    async find({ accountId, roleName, entityRef, credentials }) {
      const reading = await readingOrFault(
        startDeadline(),
        accountId,
        load(await accounts.get(accountId), roleName),
      );
      if ('fault' in reading) {
        return { status: 'unknown', fault: reading.fault };
      }
      const { role } = reading.value;
      const checkedAt = new Date(reading.readAt).toISOString();
      if (!role) {
        return { status: 'absent', checkedAt };
      }
      const entity = entityRef
        ? await catalog.getEntityByRef(entityRef, { credentials })
        : undefined;
      const [visibility] = await roleVisibility.of(
        entity,
        [{ ...role, accountId, roleName }],
        credentials,
      );
      return visibility.shown === 'whole'
        ? { ...recordOf(role), checkedAt }
        : { status: 'hidden', checkedAt };
    },
  };
}

function recordOf(role: RecordingRole) {
  const spec = recordedSpec(role);
  return {
    status: 'found' as const,
    roleArn: role.arn,
    ...(spec && { spec }),
    isManaged: managerOf(role.tags) !== undefined,
  };
}
