/**
 * The type of the `Resource` entities that are roles, which the catalog module
 * provides. Such an entity is a role, and has none itself.
 *
 * @public
 */
export const ROLE_ENTITY_TYPE = 'session-manager-role';

/**
 * The label with the state of a role, such as `ready`, on the entity that is the
 * role.
 *
 * @public
 */
export const ROLE_STATE_LABEL = 'aws.amazon.com/session-manager-state';

/**
 * Whether an entity of the catalog is a role.
 *
 * @public
 */
export function isRoleEntity(entity: {
  kind: string;
  spec?: { type?: unknown };
}): boolean {
  return (
    entity.kind.toLocaleLowerCase('en-US') === 'resource' &&
    entity.spec?.type === ROLE_ENTITY_TYPE
  );
}
