import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { EntityInstances } from 'backstage-plugin-session-manager-common';

/** Tells which EC2 instances are those of catalog entities. */
export interface EntityInstancesService {
  /**
   * The instances of an entity. What AWS refuses or does not answer is part of
   * the answer. Throws a `NotFoundError`, without asking AWS, where the catalog
   * shows the caller no such entity.
   */
  getEntityInstances(request: EntityInstancesRequest): Promise<EntityInstances>;
}

export interface EntityInstancesRequest {
  entityRef: string;
  /** The caller's own: they decide which entities there are. */
  credentials: BackstageCredentials;
  /** Absent: every configured account. */
  accountId?: string;
  /** Absent: every region of the account. */
  region?: string;
  /** Ask AWS again, unless it was asked in the last seconds. */
  refresh?: boolean;
}
