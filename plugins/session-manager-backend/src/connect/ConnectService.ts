import { EntityConnect } from 'backstage-plugin-session-manager-common';
import { EntityRolesRequest } from '../roles/RoleStatusService';

/** Returns how people connect to the nodes of catalog entities. */
export interface ConnectService {
  /**
   * Returns the nodes of an entity in the accounts whose roles the caller may
   * read, and how to connect to each. The result includes errors of AWS. Throws a
   * `NotFoundError`, without a call to AWS, if the catalog has no such entity
   * for the caller, and a `NotAllowedError` if the caller may read none of its
   * roles.
   */
  getConnect(request: EntityRolesRequest): Promise<EntityConnect>;
}
