import { Entity } from '@backstage/catalog-model';

/** The kinds of entities that can have Session Manager roles. */
export const SERVICE_KINDS = ['component', 'resource', 'system'];

/**
 * Whether an entity is of a kind that can have Session Manager roles. It needs
 * no annotation: roles are found by their tags as well, and the card offers to
 * create the first one.
 *
 * @public
 */
export function isSessionManagerAvailable(entity: Entity): boolean {
  return SERVICE_KINDS.includes(entity.kind.toLocaleLowerCase('en-US'));
}
