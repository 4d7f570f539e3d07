import { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import {
  ActionAccount,
  ActionGateAccountOf,
  ActionGateKind,
  ActionId,
  actionPermission,
  ActionRule,
  actionRules,
  ActionSubject,
  ActionSubjectOf,
  affectedServices,
  LogBucketResource,
  logBucketResourceRef,
  CompleteRoleSnapshot,
  PreferencesResource,
  preferencesResourceRef,
  RoleResource,
  roleResourceRef,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount, RoleNames } from 'backstage-plugin-session-manager-node';
import { Approvals, GuardedRole } from './approvals';
import { ServiceOwners } from './serviceOwners';

type Context = Pick<
  ActionContext<JsonObject>,
  'getInitiatorCredentials' | 'isDryRun' | 'logger'
>;
type Initiated = Pick<Context, 'getInitiatorCredentials'>;

/** The resource of the permission checks for a subject. */
interface Resources extends Record<ActionSubject, unknown> {
  role: RoleResource;
  existing: RoleResource;
  instance: RoleResource;
  bucket: LogBucketResource;
  preferences: PreferencesResource;
  /** The backend checks requests when they are filed. */
  request: never;
}

/**
 * Checks the portal's permission policy for the user who started a task, as the
 * rule of one action requires.
 */
export interface ActionGuard<Id extends ActionId> {
  /** Throws a `NotAllowedError` if the user lacks the permission. */
  require<Subject extends ActionSubjectOf<Id>>(
    ctx: Initiated,
    subject: Subject,
    resource: Resources[Subject],
  ): Promise<void>;

  /**
   * The same check for existing resources of these names, a role, a policy and
   * an instance profile: each may belong to another service, or to none.
   * Nothing is checked if nothing exists. A deletion does not affect policies
   * and instance profiles that the portal did not create.
   */
  requireObserved(
    ctx: Initiated,
    names: RoleNames & Pick<RoleResource, 'accountId'>,
    observed: CompleteRoleSnapshot,
  ): Promise<void>;

  /**
   * Requires what the action's rule demands in an account that is configured
   * with `approval`. Throws a `NotAllowedError` that names the approvers; a dry
   * run logs that.
   *
   * @param role - the existing role, if an approval of it is sufficient
   */
  admit(
    ctx: Pick<Context, 'isDryRun' | 'logger'>,
    where: ActionGateAccountOf<Id>,
    account: Pick<AwsAccount, 'approval' | 'settings'>,
    role?: GuardedRole,
  ): Promise<void>;
}

type Resource = RoleResource | LogBucketResource | PreferencesResource;

/** The guard of each action. */
export type ActionGuards = <Id extends ActionId>(id: Id) => ActionGuard<Id>;

interface Options {
  permissions: PermissionsService;
  approvals: Approvals;
  ownersOf: ServiceOwners;
}

export function createActionGuards(options: Options): ActionGuards {
  return id => createActionGuard(id, options);
}

const TAKES: Record<ActionGateKind, string> = {
  'approved-request': 'requires an approved request',
  'approved-role': 'requires an approved request',
  owner: 'requires an approval',
};

const LACKS: Record<
  ActionGateKind,
  (role: GuardedRole | undefined, where: ActionAccount) => string
> = {
  'approved-request': () =>
    'this run has none. File one with session-manager:request:create.',
  'approved-role': role =>
    `none matches the role ${role?.roleName} in its current state. File one with session-manager:request:create.`,
  owner: (_, where) =>
    `there is no request for this action: ${
      where === 'bucket-owner'
        ? 'give the statements to the bucket owner.'
        : 'the people responsible for the account must do it.'
    }`,
};

function createActionGuard<Id extends ActionId>(
  id: Id,
  { permissions, approvals, ownersOf }: Options,
): ActionGuard<Id> {
  const { gates }: ActionRule = actionRules[id];

  async function requireIt(
    ctx: Initiated,
    subject: ActionSubject,
    resource: Resource,
  ): Promise<void> {
    const permission = actionPermission(id, subject as ActionSubjectOf<Id>);
    const [{ result }] = await permissions.authorize(
      [{ permission, resourceRef: resourceRefOf(resource) }],
      { credentials: await ctx.getInitiatorCredentials() },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `The person who started this task is not allowed to ${describe(permission.attributes.action, resource)} (permission ${permission.name}). Nothing was done.${subject === 'instance' ? '' : await whoMay(ctx, resource)}`,
      );
    }
  }

  async function whoMay(ctx: Initiated, resource: Resource): Promise<string> {
    const { entityRef } = roleOf(resource) ?? {};
    const owners = entityRef ? await ownersOf(ctx, entityRef) : [];
    return owners.length > 0
      ? ` Ask the owners of ${entityRef}: ${owners.join(', ')}.`
      : '';
  }

  return {
    require: (ctx, subject, resource) => requireIt(ctx, subject, resource),
    async requireObserved(ctx, names, observed) {
      const { accountId, roleName } = names;
      const { attributes } = actionPermission(
        id,
        'existing' as ActionSubjectOf<Id>,
      );
      const sparesForeign = attributes.action === 'delete';
      for (const entityRef of affectedServices(observed, names, {
        sparesForeign,
      })) {
        await requireIt(ctx, 'existing', { accountId, roleName, entityRef });
      }
    },
    async admit(ctx, where, { approval, settings }, role) {
      const demands = gates.find(({ account }) => account === where)?.demands;
      if (!approval || !demands) {
        return;
      }
      if (
        demands === 'approved-role' &&
        role !== undefined &&
        (await approvals.has(role))
      ) {
        return;
      }
      const { accountId, name = 'This account' } = settings;
      const refusal = `${name} (${accountId}) ${TAKES[demands]} (by ${approval.approvers.join(', ')}), and ${LACKS[demands](role, where)}`;
      if (!ctx.isDryRun) {
        throw new NotAllowedError(`${refusal} Nothing was done.`);
      }
      ctx.logger.warn(`Without dry run, this is refused: ${refusal}`);
    },
  };
}

function roleOf(resource: Resource): RoleResource | undefined {
  if (isBucket(resource)) {
    return resource.role;
  }
  return isPreferences(resource) ? undefined : resource;
}

function isBucket(resource: Resource): resource is LogBucketResource {
  return 'bucket' in resource;
}

function isPreferences(resource: Resource): resource is PreferencesResource {
  return 'region' in resource;
}

function resourceRefOf(resource: Resource): string {
  if (isPreferences(resource)) {
    return preferencesResourceRef(resource);
  }
  return isBucket(resource)
    ? logBucketResourceRef(resource)
    : roleResourceRef(resource);
}

function describe(verb: string | undefined, resource: Resource): string {
  if (isPreferences(resource)) {
    return `${verb} the session preferences of account ${resource.accountId} in ${resource.region}`;
  }
  if (isBucket(resource)) {
    const { accountId, bucket, role } = resource;
    return `change who may write session logs to the bucket ${bucket} in account ${accountId}, for the role ${role.roleName} in account ${role.accountId}${forService(role)}`;
  }
  const { roleName, accountId } = resource;
  return `${verb} the role ${roleName} in account ${accountId}${forService(resource)}`;
}

function forService({ entityRef }: RoleResource): string {
  return entityRef ? ` for ${entityRef}` : '';
}
