import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  annotatedRoles,
  managerOf,
  RoleActions,
  RoleClaim,
  RoleConfirmation,
  RoleRelation,
  roleRelation,
  RoleDisclosure,
  serviceInTags,
  Tags,
} from 'backstage-plugin-session-manager-common';
import { SessionManagerConfig } from 'backstage-plugin-session-manager-node';
import {
  approvalRulesOf,
  ConfiguredAccounts,
} from '../accounts/configuredAccounts';
import { isEntityRef } from '../people/isEntityRef';
import { refsInCatalog } from '../people/refsInCatalog';
import { RoleConfirmations } from './RoleConfirmations';
import { RoleAccess, RoleDecisions, RoleScope } from './RoleAccess';

/** A role in IAM, or a resource of it, with the tags that name its owner. */
export interface TaggedRole {
  /** The resource's own ARN. */
  arn: string;
  tags: Tags;
  /** The account of the role. */
  accountId: string;
  roleName: string;
}

/** How a role is shown to a caller as a role of an entity. */
export interface Visibility {
  shown: RoleDisclosure;
  relation: RoleRelation;
  /** Set if only an annotation assigns it to the entity. */
  claim?: RoleClaim;
  /** The actions that the caller may run on it for the entity. */
  may: RoleActions;
}

/**
 * Decides how much of a role is shown for an entity. All use this one rule: the
 * card, readiness, the preview, the review of requests and MCP actions.
 */
export interface RoleVisibility {
  /**
   * In the order of the roles.
   *
   * @param entity - an entity that the caller may read; absent: none
   * @param decisions - of the caller, if the policy was asked before
   */
  of(
    entity: Entity | undefined,
    roles: readonly TaggedRole[],
    credentials: BackstageCredentials,
    decisions?: RoleDecisions,
  ): Promise<Visibility[]>;
}

/** Returns those of the roles that still match an approved request. */
export type ApprovedRoles = <Role extends TaggedRole>(
  roles: readonly Role[],
) => Promise<Set<Role>>;

export function createRoleVisibility(options: {
  catalog: CatalogService;
  confirmations: Pick<RoleConfirmations, 'ofEntity'>;
  accounts: ConfiguredAccounts;
  annotations: SessionManagerConfig['annotations'];
  approvedRoles: ApprovedRoles;
  roleAccess: RoleAccess;
}): RoleVisibility {
  const { accounts, annotations, approvedRoles, catalog } = options;
  const { confirmations, roleAccess } = options;

  const isGated = ({ accountId }: TaggedRole) =>
    approvalRulesOf(accounts, accountId) !== undefined;

  return {
    async of(entity, roles, credentials, known) {
      if (roles.length === 0) {
        return [];
      }
      const entityRef = entity && stringifyEntityRef(entity);
      const annotated = annotatedRoles(entity?.metadata.annotations).arns;
      const confirmed = entityRef
        ? await confirmations.ofEntity(entityRef)
        : new Map<string, RoleConfirmation>();
      const judged = roles.map(role => ({
        ...role,
        service: serviceInTags(role.tags),
        confirmation: confirmed.get(role.arn),
        relation: entityRef
          ? roleRelation({
              entityRef,
              tags: role.tags,
              isAnnotated: annotated.includes(role.arn),
              annotations,
              confirmation: confirmed.get(role.arn),
            })
          : ('other' as const),
      }));
      const services = unique(
        judged.flatMap(({ relation, service }) =>
          relation === 'own' ? [] : (service ?? []),
        ),
      );
      const named = services.filter(isEntityRef);
      const judging = [...(entityRef ? [entityRef] : []), ...named];
      const [readable, decisions, approved] = await Promise.all([
        refsInCatalog(catalog, named, credentials),
        known
          ? known.withServices(judging)
          : roleAccess.decisions(credentials, judging),
        approvedRoles(judged.filter(isGated)),
      ]);
      return judged.map(role =>
        visibilityOf(role, entityRef, { readable, decisions, approved }),
      );
    },
  };
}

interface JudgedRole extends TaggedRole {
  relation: RoleRelation;
  /** According to its own tags. */
  service?: string;
  confirmation?: RoleConfirmation;
}

/** What is known of the caller and the given roles. */
interface Caller {
  readable: Set<string>;
  decisions: RoleDecisions;
  approved: Set<TaggedRole>;
}

interface Rights {
  /** As a role of the given entity. */
  mayReadHere: boolean;
  /** As a role of the service in its tags. */
  mayReadThere: boolean;
  /** It has a service, or the portal created it for none. */
  isKnown: boolean;
}

const SHOWN: Record<RoleRelation, (rights: Rights) => RoleDisclosure> = {
  own: ({ mayReadHere }) => (mayReadHere ? 'whole' : 'hidden'),
  claimed({ mayReadHere, mayReadThere }) {
    if (mayReadThere) {
      return 'whole';
    }
    return mayReadHere ? 'claim' : 'hidden';
  },
  // A role that others created for no service is not readable by its name
  // alone.
  other: ({ mayReadThere, isKnown }) =>
    isKnown && mayReadThere ? 'whole' : 'hidden',
};

function visibilityOf(
  judged: JudgedRole,
  entityRef: string | undefined,
  caller: Caller,
): Visibility {
  const { accountId, roleName, tags, relation, service, confirmation } = judged;
  const role = { accountId, roleName };
  const { may } = caller.decisions;
  const mayReadHere = may('read', { ...role, entityRef });
  // The role's owner decides, not the service that claims it.
  const mayReadThere = service
    ? caller.readable.has(service) &&
      may('read', { ...role, entityRef: service })
    : may('read', role);
  const isByWord = relation !== 'other' && service !== entityRef;
  const mayConfirm = isByWord && may('confirm', { ...role, entityRef });
  const claim = isByWord
    ? claimOf(relation, confirmation, {
        mayConfirm,
        ...(service && (mayReadThere || mayConfirm) && { taggedFor: service }),
      })
    : undefined;
  return {
    shown: SHOWN[relation]({
      mayReadHere,
      mayReadThere,
      isKnown: service !== undefined || managerOf(tags) !== undefined,
    }),
    relation,
    ...(claim && { claim }),
    may: actionsOf(
      judged,
      entityRef,
      caller.approved.has(judged),
      caller.decisions,
    ),
  };
}

/** Undefined if annotations are trusted. */
function claimOf(
  relation: RoleRelation,
  confirmation: RoleConfirmation | undefined,
  details: Pick<RoleClaim, 'mayConfirm' | 'taggedFor'>,
): RoleClaim | undefined {
  if (relation === 'claimed') {
    return { state: 'claimed', ...details };
  }
  return (
    confirmation && {
      state: 'confirmed',
      ...details,
      confirmedBy: confirmation.confirmedBy,
      confirmedAt: confirmation.confirmedAt,
    }
  );
}

/**
 * An existing role for the checks of a run. It counts as a service's only if the
 * portal, or what it rendered, created it for that service.
 */
export function existingScope({
  accountId,
  roleName,
  tags,
}: Omit<TaggedRole, 'arn'>): RoleScope {
  const entityRef = managerOf(tags) ? serviceInTags(tags) : undefined;
  return { accountId, roleName, entityRef };
}

/**
 * Uses the same checks as the runs: for the role of the entity, and for the
 * existing role of that name.
 */
function actionsOf(
  { accountId, roleName, tags }: TaggedRole,
  entityRef: string | undefined,
  isApproved: boolean,
  { refusal }: RoleDecisions,
): RoleActions {
  const candidate = {
    role: { accountId, roleName, entityRef },
    existing: existingScope({ accountId, roleName, tags }),
    isApproved,
  };
  const attachLacks = refusal(
    'session-manager:instance-profile:attach',
    candidate,
  );
  return {
    change: !refusal('session-manager:role:create', candidate),
    attach: attachLacks === undefined,
    delete: !refusal('session-manager:role:delete', candidate),
    ...(attachLacks && { attachLacks }),
  };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
