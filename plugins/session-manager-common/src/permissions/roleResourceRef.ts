/**
 * A role as a permission policy sees it, whether it exists or not.
 *
 * @public
 */
export interface RoleResource {
  accountId: string;
  roleName: string;
  /** The service that the role is for; absent where it is for none. */
  entityRef?: string;
}

/**
 * The `resourceRef` of a role in a permission request, such as
 * `111122223333/web#component:default/payments`.
 *
 * @public
 */
export function roleResourceRef(role: RoleResource): string {
  const { accountId, roleName, entityRef } = role;
  return `${accountId}/${roleName}${entityRef ? `#${entityRef}` : ''}`;
}

/**
 * The role of a {@link roleResourceRef}; `undefined` where the text is none.
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
