import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  affectedServices,
  AwsFault,
  Change,
  CompleteRoleSnapshot,
  DeletionPreview,
  DeletionPreviewRequest,
  FoundDeletion,
  IamRole,
  managedSpec,
  outsidePolicies,
  parseRoleSpec,
  planDeletion,
  Tags,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  listActivations,
  ObservedDeletion,
  observeDeletion,
  trustsSystemsManager,
} from 'backstage-plugin-session-manager-node';
import { Deadline, Deadlines, readingOrFault } from '../accounts/deadlines';
import { MIN_REFRESH_AGE } from '../cache/freshness';
import { SharedReadCache } from '../cache/SharedReadCache';
import { RoleAccess } from '../permissions/RoleAccess';
import { RoleVisibility } from '../permissions/RoleVisibility';
import { readableEntity } from '../permissions/readableEntity';
import { LogAccessPreviews } from './LogAccessPreviews';

/** Previews deletions of roles, without changing anything. */
export interface DeletionPreviews {
  /**
   * Throws an `InputError` that names each invalid field, a `NotFoundError` for
   * a service that the caller may not read, and a `NotAllowedError` for an
   * account that the portal does not have.
   */
  of(
    request: DeletionPreviewRequest & { credentials: BackstageCredentials },
  ): Promise<DeletionPreview>;
}

interface Parts {
  accounts: AwsAccounts;
  catalog: CatalogService;
  logAccessPreviews: LogAccessPreviews;
  roleAccess: Pick<RoleAccess, 'decisions'>;
  readCache: SharedReadCache;
  roleVisibility: RoleVisibility;
  startDeadline: Deadlines;
}

/** Who asks, and until when the accounts may answer. */
interface Asked {
  credentials: BackstageCredentials;
  deadline: Deadline;
}

type DeletionPlan = ObservedDeletion & { changes: Change[] };

export function createDeletionPreviews(parts: Parts): DeletionPreviews {
  const { accounts, catalog, startDeadline } = parts;
  return {
    async of({ entityRef, credentials, force, ...wanted }) {
      const { roleName, accountId, path } = parseRoleSpec(wanted);
      const account = await accounts.get(accountId);
      const entity =
        entityRef === undefined
          ? undefined
          : await readableEntity(catalog, entityRef, credentials);
      const { name, ...settings } = account.settings;
      const where = {
        accountId: settings.accountId,
        ...(name && { accountName: name }),
      };
      const asked = { credentials, deadline: startDeadline() };
      const planned = await planOf(
        parts,
        account,
        { roleName, path, force },
        asked,
      );
      if ('fault' in planned) {
        return { ...where, status: 'fault', fault: planned.fault };
      }
      const { changes, observed } = planned;
      const isShown =
        changes.length > 0 &&
        (await isVisible(parts, entity, {
          accountId: settings.accountId,
          roleName,
          observed,
          credentials,
        }));
      return isShown
        ? {
            ...where,
            ...(await found(parts, account, planned, asked)),
          }
        : { ...where, status: 'missing' };
    },
  };
}

/** Forms send a request per change, so what is read is cached briefly. */
async function planOf(
  { readCache }: Parts,
  account: AwsAccount,
  { force, ...wanted }: { roleName: string; path?: string; force?: boolean },
  { deadline }: Asked,
): Promise<DeletionPlan | { fault: AwsFault }> {
  const { accountId } = account.settings;
  const reading = readCache.getOrLoad<ObservedDeletion>(
    `deletion:${accountId}:${JSON.stringify(wanted)}`,
    () => observeDeletion({ account, ...wanted }),
    {
      about: [
        { what: 'role', accountId },
        { what: 'instances', accountId },
      ],
      keepFor: MIN_REFRESH_AGE,
    },
  );
  const read = await readingOrFault(deadline, accountId, reading);
  if ('fault' in read) {
    return read;
  }
  const { observed, names, inUse } = read.value;
  const changes = planDeletion(names.roleName, observed, {
    inUse,
    path: wanted.path,
    force,
  });
  return { observed, names, inUse, changes };
}

/**
 * Whether the caller may see all of the role; of leftovers without a role, each
 * of them.
 */
async function isVisible(
  { roleVisibility }: Parts,
  entity: Entity | undefined,
  {
    accountId,
    roleName,
    observed: { role, policies, instanceProfiles },
    credentials,
  }: {
    accountId: string;
    roleName: string;
    observed: CompleteRoleSnapshot;
    credentials: BackstageCredentials;
  },
): Promise<boolean> {
  const resources: Array<{ arn: string; tags: Tags }> = role
    ? [role]
    : [...policies, ...instanceProfiles];
  const judged = await roleVisibility.of(
    entity,
    resources.map(({ arn, tags }) => ({ arn, tags, accountId, roleName })),
    credentials,
  );
  return judged.every(({ shown }) => shown === 'whole');
}

async function found(
  parts: Parts,
  account: AwsAccount,
  { changes, observed, names, inUse }: DeletionPlan,
  asked: Asked,
): Promise<FoundDeletion> {
  const { accountId } = account.settings;
  const { role, instanceProfiles } = observed;
  const services = [
    ...affectedServices(observed, names, { sparesForeign: true }),
  ];
  const named = services.flatMap(service => service ?? []);
  const [decisions, logAccess, activations] = await Promise.all([
    parts.roleAccess.decisions(asked.credentials, named),
    role &&
      parts.logAccessPreviews.ofRevocation(
        { tags: role.tags, spec: managedSpec(role) },
        asked,
      ),
    role && activationsOf(account, role, asked),
  ]);
  const arns = instanceProfiles
    .filter(({ roles }) => roles.includes(names.roleName))
    .map(({ arn }) => arn);
  return {
    status: 'found',
    changes,
    mayRun: services.every(entityRef =>
      decisions.may('delete', {
        accountId,
        roleName: names.roleName,
        entityRef,
      }),
    ),
    services: named,
    policies: outsidePolicies(observed, changes),
    instances:
      'fault' in inUse
        ? inUse
        : {
            instanceIds: inUse
              .filter(use => arns.includes(use.instanceProfileArn))
              .map(({ instanceId }) => instanceId),
          },
    ...(logAccess && { logAccess }),
    ...(activations && { activations }),
  };
}

/** Only roles that Systems Manager may assume are used by activations. */
async function activationsOf(
  account: AwsAccount,
  { roleName, path, trust }: IamRole,
  { deadline }: Asked,
): Promise<FoundDeletion['activations']> {
  if (!trustsSystemsManager(trust)) {
    return undefined;
  }
  return readingOrFault(
    deadline,
    account.settings.accountId,
    listActivations(account, { roleName, path }).then(activations => ({
      activations,
    })),
  );
}
