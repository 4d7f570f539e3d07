import { keeperOf } from './ownershipTags';
import { recordedSpec, RecordingRole } from './recordedSpec';
import { ResolvedRoleSpec } from './roleSpec';

/**
 * The spec that a role was made from, by the portal or by what it rendered.
 * There is none of a role that nobody keeps by a spec, nor where the tags were
 * copied from another role.
 *
 * @public
 */
export function managedSpec(role: RecordingRole): ResolvedRoleSpec | undefined {
  return keeperOf(role.tags) ? recordedSpec(role) : undefined;
}
