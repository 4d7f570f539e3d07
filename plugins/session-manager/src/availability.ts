import { Entity } from '@backstage/catalog-model';

/** The kinds whose machines people open sessions on. */
export const SERVICE_KINDS = ['component', 'resource', 'system'];

/**
 * Whether an entity is of a kind that has Session Manager roles. It needs no
 * annotation: roles are found by their tags too, and the card offers to make
 * the first one.
 *
 * @public
 */
export function isSessionManagerAvailable(entity: Entity): boolean {
  return SERVICE_KINDS.includes(entity.kind.toLocaleLowerCase('en-US'));
}
