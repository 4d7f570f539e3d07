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
