/**
 * A role as the resource of a permission policy, whether it exists or not.
 *
 * @public
 */
export interface RoleResource {
  accountId: string;
  roleName: string;
  /** The entity ref of the role's service; absent if it has none. */
  entityRef?: string;
}

/**
 * Returns the `resourceRef` of a role in a permission request, such as
 * `111122223333/web#component:default/payments`.
 *
 * @public
 */
export function roleResourceRef(role: RoleResource): string {
  const { accountId, roleName, entityRef } = role;
  return `${accountId}/${roleName}${entityRef ? `#${entityRef}` : ''}`;
}

/**
 * Parses a {@link roleResourceRef}; returns `undefined` if it is invalid.
 *
 * @public
 */
export function parseRoleResourceRef(ref: string): RoleResource | undefined {
  const parts = /^(\d{12})\/([^/#]+)(?:#(.+))?$/.exec(ref);
  if (!parts) {
    return undefined;
  }
  const [, accountId, roleName, entityRef] = parts;
  return { accountId, roleName, entityRef };
}
