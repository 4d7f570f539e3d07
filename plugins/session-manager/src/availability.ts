import { Entity } from '@backstage/catalog-model';
import { FilterPredicate } from '@backstage/filter-predicates';
import {
  isRoleEntity,
  isTemplateForRequests,
  ROLE_ENTITY_TYPE,
} from 'backstage-plugin-session-manager-common';

/** The kinds of entities that can have Session Manager roles. */
export const SERVICE_KINDS = ['component', 'resource', 'system'];

/** The entities that can have Session Manager roles. */
export const SERVICE_FILTER: FilterPredicate = {
  $all: [
    { kind: { $in: SERVICE_KINDS } },
    { $not: { kind: 'resource', 'spec.type': ROLE_ENTITY_TYPE } },
  ],
};

/**
 * Whether an entity can have Session Manager roles, by its kind. An entity that is
 * a role itself has none. No annotation is needed: roles are found by their tags as
 * well, and the card offers to create the first one.
 *
 * @public
 */
export function isSessionManagerAvailable(entity: Entity): boolean {
  return (
    SERVICE_KINDS.includes(entity.kind.toLocaleLowerCase('en-US')) &&
    !isRoleEntity(entity)
  );
}

/**
 * Whether people start a template, for the `templateFilter` of the scaffolder's
 * page. The portal itself runs the template that provisions approved requests.
 *
 * @public
 */
export function isSessionManagerTemplateForPeople(template: Entity): boolean {
  return !isTemplateForRequests(template);
}
