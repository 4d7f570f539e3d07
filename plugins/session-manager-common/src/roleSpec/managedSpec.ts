import { managerOf } from './ownershipTags';
import { recordedSpec, RecordingRole } from './recordedSpec';
import { ResolvedRoleSpec } from './roleSpec';

/**
 * Returns the spec of a role that the portal, or a tool with the portal's
 * files, manages; `undefined` if the role is not managed by a spec, or if its
 * tags were copied from another role.
 *
 * @public
 */
export function managedSpec(role: RecordingRole): ResolvedRoleSpec | undefined {
  return managerOf(role.tags) ? recordedSpec(role) : undefined;
}
