import {
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  ActionId,
  ActionRule,
  actionRules,
  requestCreatePermission,
  roleConfirmPermission,
  roleCreatePermission,
  roleDeletePermission,
  roleReadPermission,
  RoleResource,
} from 'backstage-plugin-session-manager-common';
import {
  approvalRulesOf,
  ConfiguredAccounts,
} from '../accounts/configuredAccounts';
import { EntityOwnership, ownersIn } from '../people/EntityOwnership';
import {
  RequestFacts,
  requestPermissionResourceRef,
  RoleFacts,
  rolePermissionResourceRef,
} from './resources';

const PERMISSIONS = {
  read: roleReadPermission,
  create: roleCreatePermission,
  delete: roleDeletePermission,
  confirm: roleConfirmPermission,
} as const;

/** What can be done with a role, each with its permission. */
export type RoleAction = keyof typeof PERMISSIONS;

const ACTIONS = Object.keys(PERMISSIONS) as RoleAction[];

/**
 * A role. Without a name, any role of the account; without an account, any role
 * of the service.
 */
export type RoleScope = Partial<RoleResource>;

/** The role that an action would run for. */
export interface ActionTarget {
  /** As the step names it. */
  role: RoleScope;
  /** The resource that already has its name. */
  existing?: RoleScope;
  /** Whether an approved request created the existing role as it is now. */
  isApproved?: boolean;
}

/** Why a run is denied: a permission, or the approval gate of the account. */
export type ActionRefusal<Id extends ActionId = ActionId> =
  | 'permission'
  | Exclude<
      (typeof actionRules)[Id]['gates'][number]['demands'],
      'approved-request'
    >;

/** The decisions of the permission policy for one caller. */
export interface RoleDecisions {
  /** Why the rule of an action would deny a run, if it would. */
  refusal<Id extends ActionId>(
    id: Id,
    candidate: ActionTarget,
  ): ActionRefusal<Id> | undefined;
  /**
   * Whether they may have such a role created or changed, by a task of their
   * own or, if the account requires approval, by a request.
   */
  mayCreateOrRequest(role: RoleScope, existing?: RoleScope): boolean;
  /** For a role of one of the services that were given, or of none. */
  may(action: RoleAction, role: RoleScope): boolean;
  /** Whether it is denied for every role. */
  isNever(action: RoleAction): boolean;
  /** The same decisions for roles of an entity that was read, too. */
  withEntity(entity: Entity): RoleDecisions;
  /** The same decisions for roles of these services, too. */
  withServices(entityRefs: readonly string[]): Promise<RoleDecisions>;
}

/** Checks the portal's permission policy for roles in AWS. */
export interface RoleAccess {
  /**
   * The caller's decisions for roles of these services, in one request. The
   * services need not be in the catalog.
   */
  decisions(
    credentials: BackstageCredentials,
    entityRefs: readonly string[],
  ): Promise<RoleDecisions>;

  /**
   * Returns for which accounts the caller may see an entity's other resources,
   * such as its instances. Throws a `NotAllowedError` if there are none.
   */
  readableAccounts(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<(accountId?: string) => boolean>;

  /** Throws a `NotAllowedError` if the caller may not read such a role. */
  requireReadable(
    role: RoleResource,
    credentials: BackstageCredentials,
  ): Promise<void>;
}

interface AccessParts {
  accounts: ConfiguredAccounts;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  ownership: EntityOwnership;
}

export function createRoleAccess(parts: AccessParts): RoleAccess {
  const rules = {
    isAllowed: createConditionAuthorizer<RoleFacts>(
      parts.permissionsRegistry.getPermissionRuleset(rolePermissionResourceRef),
    ),
    isRequestAllowed: createConditionAuthorizer<RequestFacts>(
      parts.permissionsRegistry.getPermissionRuleset(
        requestPermissionResourceRef,
      ),
    ),
  };
  const decisions: RoleAccess['decisions'] = async (credentials, entityRefs) =>
    decisionsBy({
      ...parts,
      ...rules,
      ...(await askPolicy(parts.permissions, credentials)),
      owners: new Map(),
      requester: requesterOf(credentials),
    }).withServices(entityRefs);
  return {
    decisions,

    async readableAccounts(entityRef, credentials) {
      const { may, isNever } = await decisions(credentials, [entityRef]);
      if (isNever('read')) {
        throw notReadable(entityRef);
      }
      return accountId => may('read', { accountId, entityRef });
    },

    async requireReadable(role, credentials) {
      const { entityRef } = role;
      const { may } = await decisions(
        credentials,
        entityRef === undefined ? [] : [entityRef],
      );
      if (!may('read', role)) {
        throw notReadable(entityRef);
      }
    },
  };
}

/** The answers of the permission policy for one caller. */
interface PolicyAnswers {
  of(action: RoleAction): PolicyDecision;
  ofRequests: PolicyDecision;
  /** Whether a condition needs the owners of services. */
  isConditional: boolean;
}

async function askPolicy(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
): Promise<PolicyAnswers> {
  const answers = await permissions.authorizeConditional(
    [
      ...ACTIONS.map(action => ({ permission: PERMISSIONS[action] })),
      { permission: requestCreatePermission },
    ],
    { credentials },
  );
  return {
    of: action => answers[ACTIONS.indexOf(action)],
    ofRequests: answers[ACTIONS.length],
    isConditional: answers.some(
      ({ result }) => result === AuthorizeResult.CONDITIONAL,
    ),
  };
}

/** Owners by service. */
type Owners = ReadonlyMap<string, readonly string[]>;

/** Evaluates a decision's conditions on the facts. */
type Authorizer<Facts> = (
  decision: PolicyDecision,
  facts: Facts | undefined,
) => boolean;

/** Everything that decides what one caller may do. */
interface Grounds extends PolicyAnswers {
  accounts: ConfiguredAccounts;
  ownership: EntityOwnership;
  /** Of the services that were given, if a condition needs them. */
  owners: Owners;
  requester: string;
  isAllowed: Authorizer<RoleFacts>;
  isRequestAllowed: Authorizer<RequestFacts>;
}

async function withOwners(
  grounds: Grounds,
  entityRefs: readonly string[],
): Promise<Grounds> {
  const { isConditional, owners, ownership } = grounds;
  const further = entityRefs.filter(ref => !owners.has(ref));
  return isConditional && further.length > 0
    ? {
        ...grounds,
        owners: new Map([...owners, ...(await ownership.ownersOf(further))]),
      }
    : grounds;
}

function decisionsBy(grounds: Grounds): RoleDecisions {
  return {
    withEntity: entity =>
      decisionsBy({
        ...grounds,
        owners: new Map([
          ...grounds.owners,
          [stringifyEntityRef(entity), ownersIn(entity)],
        ]),
      }),
    withServices: async entityRefs =>
      decisionsBy(await withOwners(grounds, entityRefs)),
    may: (action, role) => mayDo(grounds, action, role),
    // An action can only be refused by gates of its own rule.
    refusal: (id, candidate) =>
      refusalOf(grounds, id, candidate) as ActionRefusal<typeof id> | undefined,
    mayCreateOrRequest: (role, existing) =>
      !refusalOf(grounds, 'session-manager:role:create', { role, existing }),
    isNever: action => grounds.of(action).result === AuthorizeResult.DENY,
  };
}

function refusalOf(
  grounds: Grounds,
  id: ActionId,
  candidate: ActionTarget,
): ActionRefusal | undefined {
  const { role, existing, isApproved = false } = candidate;
  const { checks, gates }: ActionRule = actionRules[id];
  const gate = needsApproval(grounds, role)
    ? gates.find(({ account }) => account === 'role')
    : undefined;
  if (gate?.demands === 'approved-request') {
    // Such a run starts from a request, so a request is offered.
    return refusalOf(grounds, 'session-manager:request:create', candidate);
  }
  const subjects = { role, existing, request: role };
  const isDenied = checks.some(({ subject, permission }) => {
    // Instances and buckets are checked once they are known.
    const about =
      subject in subjects && subjects[subject as keyof typeof subjects];
    return about && !allows(grounds, permission.name, about);
  });
  if (isDenied) {
    return 'permission';
  }
  return gate && !(gate.demands === 'approved-role' && isApproved)
    ? gate.demands
    : undefined;
}

function needsApproval(
  { accounts }: Grounds,
  { accountId }: RoleScope,
): boolean {
  return (
    accountId !== undefined && Boolean(approvalRulesOf(accounts, accountId))
  );
}

function allows(
  grounds: Grounds,
  permission: string,
  role: RoleScope,
): boolean {
  if (permission === requestCreatePermission.name) {
    return mayRequest(grounds, role);
  }
  const action = ACTIONS.find(each => PERMISSIONS[each].name === permission);
  return action !== undefined && mayDo(grounds, action, role);
}

function mayDo(grounds: Grounds, action: RoleAction, role: RoleScope): boolean {
  const decision = grounds.of(action);
  return grounds.isAllowed(
    decision,
    decision.result === AuthorizeResult.CONDITIONAL
      ? { ...named(role), entityOwners: ownersOf(grounds, role) }
      : undefined,
  );
}

function ownersOf({ owners }: Grounds, { entityRef }: RoleScope) {
  return (entityRef && owners.get(entityRef)) || [];
}

function mayRequest(grounds: Grounds, role: RoleScope): boolean {
  const { accounts, ofRequests, requester, isRequestAllowed } = grounds;
  const { accountId } = named(role);
  return isRequestAllowed(
    ofRequests,
    ofRequests.result === AuthorizeResult.CONDITIONAL
      ? {
          requester,
          accountId,
          entityOwners: ownersOf(grounds, role),
          approvers: approvalRulesOf(accounts, accountId)?.approvers ?? [],
        }
      : undefined,
  );
}

/** The facts of a scope for rules; empty for parts that it does not set. */
function named({ accountId = '', roleName = '' }: RoleScope) {
  return { accountId, roleName };
}

/** The requester that a request of this caller would have. */
function requesterOf({ principal }: BackstageCredentials): string {
  const { userEntityRef } = principal as Partial<BackstageUserPrincipal>;
  return userEntityRef?.toLocaleLowerCase('en-US') ?? '';
}

/** The error for callers who may not read an entity's roles. */
export function notReadable(entityRef: string | undefined): NotAllowedError {
  return new NotAllowedError(
    `You are not allowed to read the Session Manager roles of ${entityRef ?? 'no service'}`,
  );
}

/** The facts for permission rules about roles, which need not exist. */
export async function roleFacts(
  roles: readonly RoleResource[],
  ownership: EntityOwnership,
): Promise<RoleFacts[]> {
  const owners = await ownership.ownersOf(
    roles.flatMap(({ entityRef }) => entityRef ?? []),
  );
  return roles.map(({ accountId, roleName, entityRef }) => ({
    accountId,
    roleName,
    entityOwners: (entityRef && owners.get(entityRef)) || [],
  }));
}
