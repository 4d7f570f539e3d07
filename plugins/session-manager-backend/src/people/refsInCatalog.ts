import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** Those of the references whose entities the catalog shows to the caller. */
export async function refsInCatalog(
  catalog: CatalogService,
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
