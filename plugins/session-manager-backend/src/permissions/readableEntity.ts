import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';

/**
 * Returns the entity if the catalog shows it to the caller. Throws a
 * `NotFoundError` otherwise, without revealing whether it exists.
 */
export async function readableEntity(
  catalog: CatalogService,
  entityRef: string,
  credentials: BackstageCredentials,
): Promise<Entity> {
  const entity = await catalog.getEntityByRef(entityRef, { credentials });
  if (!entity) {
    throw new NotFoundError(
      `The entity ${entityRef} does not exist, or you are not allowed to read it`,
    );
  }
  return entity;
}
