import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  annotatedRoles,
  keeperOf,
  RoleActions,
  RoleClaim,
  RoleConfirmation,
  RoleRelation,
  roleRelation,
  RoleShown,
  serviceInTags,
  Tags,
} from 'backstage-plugin-session-manager-common';
import { SessionManagerConfig } from 'backstage-plugin-session-manager-node';
import {
  approvalRulesOf,
  ConfiguredAccounts,
} from '../accounts/configuredAccounts';
import { RoleConfirmations } from './RoleConfirmations';
import { RoleAccess, RoleDecisions } from './RoleAccess';

/** A role that IAM has, or what belongs to it, by what tells whose it is. */
export interface TaggedRole {
  /** Its own. */
  arn: string;
  tags: Tags;
  /** The role's. */
  accountId: string;
  roleName: string;
}

/** How a role is shown to a caller as a role of an entity. */
export interface Visibility {
  shown: RoleShown;
  relation: RoleRelation;
  /** Present where an annotation alone says that it is the entity's. */
  claim?: RoleClaim;
  /** What the caller may have done with it for the entity. */
  may: RoleActions;
}

/**
 * Decides what of a role is shown for an entity: the one rule of the card, the
 * readiness, the preview, the review of requests and the actions of tools.
 */
export interface RoleVisibility {
  /**
   * In the order of the roles.
   *
   * @param entity - which the caller may read; absent: of no entity
   */
  of(
    entity: Entity | undefined,
    roles: readonly TaggedRole[],
    credentials: BackstageCredentials,
  ): Promise<Visibility[]>;
}

/** Of these roles, those that are as a request had them that was approved. */
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

  /** Of these services, those that the catalog shows the caller. */
  async function readableServices(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    if (entityRefs.length === 0) {
      return new Set();
    }
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs: [...entityRefs],
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      },
      { credentials },
    );
    return new Set(entityRefs.filter((_, index) => items[index]));
  }

  return {
    async of(entity, roles, credentials) {
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
      const [readable, decisions, approved] = await Promise.all([
        readableServices(services.filter(isEntityRef), credentials),
        roleAccess.decisions(credentials, [
          ...(entityRef ? [entityRef] : []),
          ...services.filter(isEntityRef),
        ]),
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
  /** In its own tags. */
  service?: string;
  confirmation?: RoleConfirmation;
}

/** What is known of the caller, and of the roles that they ask about. */
interface Caller {
  readable: Set<string>;
  decisions: RoleDecisions;
  approved: Set<TaggedRole>;
}

interface Rights {
  /** As a role of the entity that it is asked about for. */
  mayReadHere: boolean;
  /** As a role of the service in its tags. */
  mayReadThere: boolean;
  /** Of a service, or made by the portal for none. */
  isKnown: boolean;
}

const SHOWN: Record<RoleRelation, (rights: Rights) => RoleShown> = {
  own: ({ mayReadHere }) => (mayReadHere ? 'whole' : 'hidden'),
  claimed({ mayReadHere, mayReadThere }) {
    if (mayReadThere) {
      return 'whole';
    }
    return mayReadHere ? 'claim' : 'hidden';
  },
  // What somebody made for no service is nobody's to read by its name alone.
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
  // Whose role it is decides, not who would like to have it.
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
      isKnown: service !== undefined || keeperOf(tags) !== undefined,
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

/** None where annotations are trusted. */
function claimOf(
  relation: RoleRelation,
  confirmation: RoleConfirmation | undefined,
  told: Pick<RoleClaim, 'mayConfirm' | 'taggedFor'>,
): RoleClaim | undefined {
  if (relation === 'claimed') {
    return { state: 'claimed', ...told };
  }
  return (
    confirmation && {
      state: 'confirmed',
      ...told,
      confirmedBy: confirmation.confirmedBy,
      confirmedAt: confirmation.confirmedAt,
    }
  );
}

/**
 * As the runs ask: about the role for the entity, and about what there is by
 * its name, which is a service's only where the portal, or what it rendered,
 * made it for one.
 */
function actionsOf(
  { accountId, roleName, tags }: TaggedRole,
  entityRef: string | undefined,
  isApproved: boolean,
  { refusal }: RoleDecisions,
): RoleActions {
  const named = { accountId, roleName };
  const asked = {
    role: { ...named, entityRef },
    existing: {
      ...named,
      entityRef: keeperOf(tags) ? serviceInTags(tags) : undefined,
    },
    isApproved,
  };
  const attachLacks = refusal('session-manager:instance-profile:attach', asked);
  return {
    change: !refusal('session-manager:role:create', asked),
    attach: attachLacks === undefined,
    ...(attachLacks && { attachLacks }),
  };
}

// A tag says whatever somebody wrote.
function isEntityRef(text: string): boolean {
  return /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/.test(text);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
