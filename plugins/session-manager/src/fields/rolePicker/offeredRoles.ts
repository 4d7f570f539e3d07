import { RoleStatus } from 'backstage-plugin-session-manager-common';
import { RolePickerProps } from './schema';

/** A role that the field offers. */
export interface OfferedRole {
  roleName: string;
  accountId: string;
  accountName?: string;
}

type Only = NonNullable<RolePickerProps['uiSchema']['ui:options']>['only'];

/**
 * The roles of a service that a form can use. A role that only an annotation
 * assigns to the service may be another team's, so it is not offered.
 */
export function offeredRoles(
  roles: readonly RoleStatus[],
  only: Only,
): OfferedRole[] {
  return roles
    .filter(role => role.claim?.state !== 'claimed' && isUsable(role, only))
    .map(({ roleName, accountId, accountName }) => ({
      roleName,
      accountId,
      accountName,
    }));
}

function isUsable(role: RoleStatus, only: Only): boolean {
  if (role.status !== 'found') {
    return false;
  }
  switch (only) {
    case 'created-here':
      return role.drift.state !== 'unmanaged';
    case 'with-instance-profile':
      return role.instanceProfile !== undefined;
    default:
      return true;
  }
}
