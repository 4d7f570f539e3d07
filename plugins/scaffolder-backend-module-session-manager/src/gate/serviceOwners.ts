import { parseEntityRef, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';

type Initiated = Pick<ActionContext<JsonObject>, 'getInitiatorCredentials'>;

/**
 * Returns the owners of a service, as far as the user who started the task may
 * see them; empty if they are unknown. Only used to say whom to ask.
 */
export type ServiceOwners = (
  ctx: Initiated,
  entityRef: string,
) => Promise<string[]>;

export function createServiceOwners(options: {
  catalog: CatalogService;
}): ServiceOwners {
  const { catalog } = options;
  return async (ctx, entityRef) => {
    try {
      const entity = await catalog.getEntityByRef(parseEntityRef(entityRef), {
        credentials: await ctx.getInitiatorCredentials(),
      });
      return (entity?.relations ?? [])
        .filter(({ type }) => type === RELATION_OWNED_BY)
        .map(({ targetRef }) => targetRef);
    } catch {
      return [];
    }
  };
}
