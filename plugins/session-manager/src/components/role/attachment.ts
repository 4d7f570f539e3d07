import {
  FoundRole,
  RoleIdentity,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { TemplateFields } from './templateForm';

/** A role that instances can use. */
export type AttachableRole = RoleIdentity &
  FoundRole &
  Required<Pick<FoundRole, 'instanceProfile'>>;

/** Whether the role is in an instance profile. */
export function hasProfile(role: RoleStatus): role is AttachableRole {
  return role.status === 'found' && role.instanceProfile !== undefined;
}

/** Whether the caller may attach the role to instances. */
export function mayAttach(role: RoleStatus): role is AttachableRole {
  return hasProfile(role) && role.may?.attach !== false;
}

/** The fields of the template that attaches a role to instances. */
export function attachFields(
  { roleName, accountId, drift, instanceProfile }: AttachableRole,
  entityRef: string,
): TemplateFields {
  return {
    entityRef,
    roleName,
    accountId,
    // A profile that the portal did not create is attached only by its name.
    ...(drift.state === 'unmanaged'
      ? { instanceProfileName: instanceProfile.name }
      : {}),
  };
}
