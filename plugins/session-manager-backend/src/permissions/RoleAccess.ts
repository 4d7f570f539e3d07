import {
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
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
import { EntityOwnership } from '../people/EntityOwnership';
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

/** What may be done with a role, each by its permission. */
export type RoleAction = keyof typeof PERMISSIONS;

const ACTIONS = Object.keys(PERMISSIONS) as RoleAction[];

/**
 * A role; without its name, any role of the account, and without an account
 * either, any role at all of the service.
 */
export type RoleScope = Partial<RoleResource>;

/** The role that an action would be run for. */
export interface AskedRole {
  /** As the step names it. */
  role: RoleScope;
  /** What has its name already. */
  existing?: RoleScope;
  /** Whether an approved request made what there is, as it is. */
  isApproved?: boolean;
}

/** Why a run is refused: a permission, or the gate of the account. */
export type ActionRefusal<Id extends ActionId = ActionId> =
  | 'permission'
  | Exclude<
      (typeof actionRules)[Id]['gates'][number]['demands'],
      'approved-request'
    >;

/** What the permission policy says of one caller. */
export interface RoleDecisions {
  /** What a run of an action would be refused for, by the action's rule. */
  refusal<Id extends ActionId>(
    id: Id,
    asked: AskedRole,
  ): ActionRefusal<Id> | undefined;
  /**
   * Whether they may have such a role made or changed: by a task of their own,
   * or by a request where the account makes roles only from one.
   */
  mayAskFor(role: RoleScope, existing?: RoleScope): boolean;
  /** Of a role of one of the services that were asked about, or of none. */
  may(action: RoleAction, role: RoleScope): boolean;
  /** Whether it is denied whatever the role is. */
  isNever(action: RoleAction): boolean;
}

/** Asks the portal's permission policy about what AWS has of roles. */
export interface RoleAccess {
  /**
   * What the caller may do with roles of these services, all asked at once;
   * the services need not be in the catalog.
   */
  decisions(
    credentials: BackstageCredentials,
    entityRefs: readonly string[],
  ): Promise<RoleDecisions>;

  /**
   * Tells of which accounts the caller may see what is an entity's besides
   * roles, such as its instances. Throws a `NotAllowedError` where it is none.
   */
  readableAccounts(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<(accountId?: string) => boolean>;

  /** Throws a `NotAllowedError` where the caller may not read such a role. */
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
      ...rules,
      ...(await askPolicy(parts, credentials, entityRefs)),
      accounts: parts.accounts,
      requester: requesterOf(credentials),
    });
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

/** What the permission policy answered about one caller. */
interface PolicyAnswers {
  of(action: RoleAction): PolicyDecision;
  ofRequests: PolicyDecision;
  /** Of the services that were asked about, where a condition needs them. */
  ownersOf(entityRef: string | undefined): readonly string[];
}

async function askPolicy(
  { permissions, ownership }: AccessParts,
  credentials: BackstageCredentials,
  entityRefs: readonly string[],
): Promise<PolicyAnswers> {
  const answers = await permissions.authorizeConditional(
    [
      ...ACTIONS.map(action => ({ permission: PERMISSIONS[action] })),
      { permission: requestCreatePermission },
    ],
    { credentials },
  );
  const isConditional = answers.some(
    ({ result }) => result === AuthorizeResult.CONDITIONAL,
  );
  const owners =
    isConditional && entityRefs.length > 0
      ? await ownership.ownersOf(entityRefs)
      : undefined;
  return {
    of: action => answers[ACTIONS.indexOf(action)],
    ofRequests: answers[ACTIONS.length],
    ownersOf: entityRef => (entityRef && owners?.get(entityRef)) || [],
  };
}

/** Whether a decision lets somebody, by what its conditions see. */
type Authorizer<Facts> = (
  decision: PolicyDecision,
  facts: Facts | undefined,
) => boolean;

/** All that decides what one caller may do. */
interface Grounds extends PolicyAnswers {
  accounts: ConfiguredAccounts;
  requester: string;
  isAllowed: Authorizer<RoleFacts>;
  isRequestAllowed: Authorizer<RequestFacts>;
}

function decisionsBy(grounds: Grounds): RoleDecisions {
  return {
    may: (action, role) => mayDo(grounds, action, role),
    // A gate of the action's own rule is all that it can meet.
    refusal: (id, asked) =>
      refusalOf(grounds, id, asked) as ActionRefusal<typeof id> | undefined,
    mayAskFor: (role, existing) =>
      !refusalOf(grounds, 'session-manager:role:create', { role, existing }),
    isNever: action => grounds.of(action).result === AuthorizeResult.DENY,
  };
}

function refusalOf(
  grounds: Grounds,
  id: ActionId,
  asked: AskedRole,
): ActionRefusal | undefined {
  const { role, existing, isApproved = false } = asked;
  const { checks, gates }: ActionRule = actionRules[id];
  const gate = needsApproval(grounds, role)
    ? gates.find(({ account }) => account === 'role')
    : undefined;
  if (gate?.demands === 'approved-request') {
    // Such a run is begun by a request, which is what is offered.
    return refusalOf(grounds, 'session-manager:request:create', asked);
  }
  const subjects = { role, existing, request: role };
  const isDenied = checks.some(({ subject, permission }) => {
    // Instances and buckets are asked about when they are known.
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

function mayDo(
  { of, ownersOf, isAllowed }: Grounds,
  action: RoleAction,
  role: RoleScope,
): boolean {
  const decision = of(action);
  return isAllowed(
    decision,
    decision.result === AuthorizeResult.CONDITIONAL
      ? { ...named(role), entityOwners: ownersOf(role.entityRef) }
      : undefined,
  );
}

function mayRequest(
  { accounts, ofRequests, ownersOf, requester, isRequestAllowed }: Grounds,
  role: RoleScope,
): boolean {
  const { accountId } = named(role);
  return isRequestAllowed(
    ofRequests,
    ofRequests.result === AuthorizeResult.CONDITIONAL
      ? {
          requester,
          accountId,
          entityOwners: ownersOf(role.entityRef),
          approvers: approvalRulesOf(accounts, accountId)?.approvers ?? [],
        }
      : undefined,
  );
}

/** What rules see of a scope: of what it leaves open, an empty text. */
function named({ accountId = '', roleName = '' }: RoleScope) {
  return { accountId, roleName };
}

/** As whom somebody would file a request. */
function requesterOf({ principal }: BackstageCredentials): string {
  const { userEntityRef } = principal as Partial<BackstageUserPrincipal>;
  return userEntityRef?.toLocaleLowerCase('en-US') ?? '';
}

/** What somebody is told who may not read an entity's roles. */
export function notReadable(entityRef: string | undefined): NotAllowedError {
  return new NotAllowedError(
    `You may not read the Session Manager roles of ${entityRef ?? 'no service'}`,
  );
}

/** What permission rules see of roles; they need not exist. */
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
