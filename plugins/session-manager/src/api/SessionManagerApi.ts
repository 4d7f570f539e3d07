import { createApiRef } from '@backstage/core-plugin-api';
import {
  AccountInfo,
  EntityRoles,
} from 'backstage-plugin-session-manager-common';

/**
 * What the portal knows of Session Manager roles.
 *
 * @public
 */
export interface SessionManagerApi {
  /**
   * The roles of an entity. `refresh` asks AWS again instead of answering
   * with what was learned lately.
   *
   * Rejects with a `ResponseError` of `@backstage/errors`: status 403 or 404
   * where the caller may not read the entity.
   *
   * @param entityRef - in full, such as `component:default/payments`
   */
  getEntityRoles(
    entityRef: string,
    options?: { refresh?: boolean },
  ): Promise<EntityRoles>;

  /**
   * The accounts that roles can be made in, and what each gives every role.
   * Empty where any account may be asked for.
   *
   * Rejects with a `ResponseError` of `@backstage/errors`.
   */
  getAccounts(): Promise<AccountInfo[]>;
}

/** @public */
export const sessionManagerApiRef = createApiRef<SessionManagerApi>({
  id: 'plugin.session-manager.service',
});
