import {
  RequestPartKind,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';

/** Looks whether another account's owner has done their part. */
export interface OwnersParts {
  /** What of the remaining parts AWS shows to be done. */
  seenDone(request: RoleRequest): Promise<RequestPartKind[]>;
}
