import {
  ENTITY_REF_TAG,
  ExistingRole,
  managerOf,
  mayBeOfNodes,
} from 'backstage-plugin-session-manager-common';

/**
 * Whether a scan keeps a role: nodes may use it, or it carries the portal's
 * tags. A role in an instance profile is for nodes whatever its trust policy,
 * which may just have been broken.
 *
 * @public
 */
export function isKept({ role, instanceProfiles }: ExistingRole): boolean {
  const { tags } = role;
  return (
    mayBeOfNodes(role) ||
    instanceProfiles.length > 0 ||
    managerOf(tags) !== undefined ||
    ENTITY_REF_TAG in tags
  );
}
