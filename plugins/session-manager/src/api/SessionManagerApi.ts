import { createApiRef } from '@backstage/core-plugin-api';
import {
  EntityRoles,
  PreviewRequest,
  RolePreview,
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
   * What would come of a role spec: its documents, and the plan. Nothing is
   * written.
   *
   * Rejects with a `ResponseError` of `@backstage/errors`: status 400 where
   * the spec is not sound, with a message that names each field in fault.
   */
  preview(request: PreviewRequest): Promise<RolePreview>;
}

/** @public */
export const sessionManagerApiRef = createApiRef<SessionManagerApi>({
  id: 'plugin.session-manager.service',
});
