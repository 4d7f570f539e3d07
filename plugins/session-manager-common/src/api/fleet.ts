import { DefaultApiClient } from '../schema/openapi/generated/apis';

/**
 * The query of `GET /roles`: the filters, the order and the page.
 *
 * @public
 */
export type FleetRoleQuery = Parameters<
  DefaultApiClient['listRoles']
>[0]['query'];

/**
 * The filters of `GET /roles/summary`, which are those of `GET /roles`.
 *
 * @public
 */
export type FleetRoleFilter = Parameters<
  DefaultApiClient['summarizeRoles']
>[0]['query'];

/**
 * The query of `GET /roles/variants`: the filters of `GET /roles`, and the page.
 *
 * @public
 */
export type FleetVariantQuery = Parameters<
  DefaultApiClient['listRoleVariants']
>[0]['query'];

/**
 * The path of the page with all roles, for links in notifications.
 *
 * @public
 */
export const ALL_ROLES_PATH = '/session-manager/roles';

/**
 * The path of a role on the page of its service, for links in notifications.
 *
 * @param entityRef - the full reference of the service
 *
 * @public
 */
export function serviceRolePath(entityRef: string, roleArn: string): string {
  const [kind, namespace, name] = entityRef.split(/[:/]/);
  const query = new URLSearchParams({ role: roleArn });
  return `/catalog/${namespace}/${kind}/${name}/session-manager?${query}`;
}
