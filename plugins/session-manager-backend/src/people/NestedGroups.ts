import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_CHILD_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** The parent and child groups of groups, according to the catalog now. */
export interface NestedGroups {
  /** The refs, and all ancestors of the groups among them. */
  withParents(refs: readonly string[]): Promise<string[]>;
  /** The refs, and all descendants of the groups among them. */
  withChildren(refs: readonly string[]): Promise<string[]>;
}

const FIELDS = ['kind', 'metadata.name', 'metadata.namespace', 'relations'];

/**
 * Calls the catalog as this plugin, so the result is the same for all users.
 */
export function createNestedGroups(options: {
  auth: AuthService;
  catalog: CatalogService;
}): NestedGroups {
  const { auth, catalog } = options;
  const asPortal = async () => ({
    credentials: await auth.getOwnServiceCredentials(),
  });

  async function parentsOf(groups: string[]): Promise<string[]> {
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: groups, fields: FIELDS },
      await asPortal(),
    );
    return items
      .filter((item): item is Entity => item !== undefined)
      .flatMap(({ relations = [] }) =>
        relations
          .filter(({ type }) => type === RELATION_CHILD_OF)
          .map(({ targetRef }) => targetRef),
      );
  }

  async function childrenOf(groups: string[]): Promise<string[]> {
    const { items } = await catalog.getEntities(
      {
        filter: { kind: 'Group', [`relations.${RELATION_CHILD_OF}`]: groups },
        fields: FIELDS.slice(0, 3),
      },
      await asPortal(),
    );
    return items.map(entity => stringifyEntityRef(entity));
  }

  /** Level by level, because groups may be cyclic. */
  async function closure(
    refs: readonly string[],
    next: (groups: string[]) => Promise<string[]>,
  ): Promise<string[]> {
    const all = new Set(refs.map(fold));
    let level = [...all].filter(ref => ref.startsWith('group:'));
    while (level.length > 0) {
      const found = (await next(level)).map(fold);
      level = [...new Set(found)].filter(ref => !all.has(ref));
      level.forEach(ref => all.add(ref));
    }
    return [...all];
  }

  return {
    withParents: refs => closure(refs, parentsOf),
    withChildren: refs => closure(refs, childrenOf),
  };
}

/** Entity references are compared without regard to case. */
function fold(ref: string): string {
  return ref.toLocaleLowerCase('en-US');
}
