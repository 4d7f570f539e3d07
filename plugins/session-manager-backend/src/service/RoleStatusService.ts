import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { EntityRoles } from 'backstage-plugin-session-manager-common';

/** Tells what AWS has of the Session Manager roles of catalog entities. */
export interface RoleStatusService {
  /**
   * The roles of an entity. What AWS refuses or does not answer is part of the
   * answer. Throws a `NotFoundError`, without asking AWS, where the catalog
   * shows the caller no such entity.
   */
  getEntityRoles(request: EntityRolesRequest): Promise<EntityRoles>;
}

export interface EntityRolesRequest {
  entityRef: string;
  /** The caller's own: they decide which entities there are. */
  credentials: BackstageCredentials;
  /** Ask AWS again, unless it was asked in the last seconds. */
  refresh?: boolean;
}
