import { createApiRef } from '@backstage/core-plugin-api';
import {
  ChoiceKind,
  Choices,
  EntityRoles,
  RoleReadiness,
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
   * Whether a session on a role of an entity would start and be logged, and
   * why. Without a region, in the one that the card tells of.
   *
   * Rejects as {@link SessionManagerApi.getEntityRoles} does, and with status
   * 404 where the role is not the entity's.
   */
  getRoleReadiness(
    entityRef: string,
    role: { roleArn: string; region?: string; refresh?: boolean },
  ): Promise<RoleReadiness>;

  /**
   * The buckets, keys or log groups of an account that a form can offer.
   *
   * Rejects with a `ResponseError`: status 403 where the account is not one of
   * the portal's.
   */
  getChoices(
    accountId: string,
    kind: ChoiceKind,
    options?: { q?: string; region?: string },
  ): Promise<Choices>;
}

/** @public */
export const sessionManagerApiRef = createApiRef<SessionManagerApi>({
  id: 'plugin.session-manager.service',
});
