import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { isRoleEntity } from 'backstage-plugin-session-manager-common';

/** Who owns which services, according to the catalog now. */
export interface EntityOwnership {
  /** The owners of each entity, by its reference; empty if it has no owner. */
  ownersOf(entityRefs: readonly string[]): Promise<Map<string, string[]>>;
  /**
   * The entities that one of these users and groups owns, without those that are
   * roles: they have no roles, and can be very many.
   */
  ownedBy(ownerRefs: readonly string[]): Promise<string[]>;
}

// The catalog's limit of entities per page.
const AT_ONCE = 500;

const FIELDS = ['kind', 'metadata.name', 'metadata.namespace', 'relations'];

/**
 * Calls the catalog as this plugin, so the result is the same for all users.
 */
export function createEntityOwnership(options: {
  auth: AuthService;
  catalog: CatalogService;
}): EntityOwnership {
  const { auth, catalog } = options;

  async function readOwners(entityRefs: string[]) {
    const credentials = await auth.getOwnServiceCredentials();
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs, fields: FIELDS },
      { credentials },
    );
    return entityRefs.map(
      (ref, index) => [ref, ownersIn(items[index])] as const,
    );
  }

  return {
    async ownersOf(entityRefs) {
      const unique = [...new Set(entityRefs)];
      const owners = new Map<string, string[]>();
      for (let start = 0; start < unique.length; start += AT_ONCE) {
        for (const [ref, refs] of await readOwners(
          unique.slice(start, start + AT_ONCE),
        )) {
          owners.set(ref, refs);
        }
      }
      return owners;
    },

    async ownedBy(ownerRefs) {
      if (ownerRefs.length === 0) {
        return [];
      }
      const credentials = await auth.getOwnServiceCredentials();
      const owned: string[] = [];
      for await (const entities of catalog.streamEntities(
        {
          filter: { [`relations.${RELATION_OWNED_BY}`]: [...ownerRefs] },
          fields: [...FIELDS.slice(0, 3), 'spec.type'],
        },
        { credentials },
      )) {
        owned.push(
          ...entities
            .filter(entity => !isRoleEntity(entity))
            .map(entity => stringifyEntityRef(entity)),
        );
      }
      return owned;
    },
  };
}

/** The owners of an entity that was read. */
export function ownersIn(entity: Entity | undefined): string[] {
  return (entity?.relations ?? [])
    .filter(({ type }) => type === RELATION_OWNED_BY)
    .map(({ targetRef }) => targetRef);
}
