import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { EntityInstances } from 'backstage-plugin-session-manager-common';

/** Lists the EC2 instances of catalog entities. */
export interface EntityInstancesService {
  /**
   * The instances of an entity. Errors and timeouts of AWS are part of the
   * result. Throws a `NotFoundError`, without calling AWS, if the catalog does
   * not show the entity to the caller.
   */
  getEntityInstances(request: EntityInstancesRequest): Promise<EntityInstances>;
}

export interface EntityInstancesRequest {
  entityRef: string;
  /** The caller's; they determine which entities are visible. */
  credentials: BackstageCredentials;
  /** Absent: every configured account. */
  accountId?: string;
  /** Absent: every region of the account. */
  region?: string;
  /** Read from AWS again, unless it was read in the last seconds. */
  refresh?: boolean;
}
