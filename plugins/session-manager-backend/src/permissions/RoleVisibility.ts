import {
  BackstageCredentials,
  RootConfigService,
} from '@backstage/backend-plugin-api';
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
  serviceInTags,
  Tags,
} from 'backstage-plugin-session-manager-common';
import { readSessionManagerConfig } from 'backstage-plugin-session-manager-node';
import { RoleConfirmations } from '../confirmations/RoleConfirmations';
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
  /**
   * `claim`: that there is such a role and how it stands, without its
   * documents. `hidden`: nothing.
   */
  shown: 'whole' | 'claim' | 'hidden';
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

export function createRoleVisibility(options: {
  catalog: CatalogService;
  config: RootConfigService;
  confirmations: Pick<RoleConfirmations, 'ofEntity'>;
  roleAccess: RoleAccess;
}): RoleVisibility {
  const { catalog, config, confirmations, roleAccess } = options;
  const { annotations } = readSessionManagerConfig(config);

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
      const [readable, decisions] = await Promise.all([
        readableServices(services.filter(isEntityRef), credentials),
        roleAccess.decisions(credentials, [
          ...(entityRef ? [entityRef] : []),
          ...services.filter(isEntityRef),
        ]),
      ]);
      return judged.map(role =>
        visibilityOf(role, entityRef, { readable, decisions }),
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

interface Rights {
  /** As a role of the entity that it is asked about for. */
  mayReadHere: boolean;
  /** As a role of the service in its tags. */
  mayReadThere: boolean;
  isOfService: boolean;
}

const SHOWN: Record<RoleRelation, (rights: Rights) => Visibility['shown']> = {
  own: ({ mayReadHere }) => (mayReadHere ? 'whole' : 'hidden'),
  claimed({ mayReadHere, mayReadThere }) {
    if (mayReadThere) {
      return 'whole';
    }
    return mayReadHere ? 'claim' : 'hidden';
  },
  // What is of no service is nobody's to read by its name alone.
  other: ({ mayReadThere, isOfService }) =>
    isOfService && mayReadThere ? 'whole' : 'hidden',
};

function visibilityOf(
  judged: JudgedRole,
  entityRef: string | undefined,
  caller: { readable: Set<string>; decisions: RoleDecisions },
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
      isOfService: service !== undefined,
    }),
    relation,
    ...(claim && { claim }),
    may: actionsOf(role, tags, entityRef, caller.decisions),
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
  role: { accountId: string; roleName: string },
  tags: Tags,
  entityRef: string | undefined,
  { may, mayAskFor }: RoleDecisions,
): RoleActions {
  const existing = {
    ...role,
    entityRef: keeperOf(tags) ? serviceInTags(tags) : undefined,
  };
  return {
    change: mayAskFor({ ...role, entityRef }) && mayAskFor(existing),
    delete: may('delete', existing),
    attach: may('create', existing),
  };
}

// A tag says whatever somebody wrote.
function isEntityRef(text: string): boolean {
  return /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/.test(text);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
