import { CompleteRoleSnapshot, ExistingRole } from '../role/RoleSnapshot';
import { managerOf } from '../roleSpec/ownershipTags';
import { managedSpec } from '../roleSpec/managedSpec';
import { specRecord } from '../roleSpec/recordedSpec';
import { Change } from './Change';
import { plan } from './plan';

/**
 * Whether the role matches its spec. `unmanaged`: the portal did not create the
 * role, so there is no spec to compare.
 *
 * @public
 */
export type Drift =
  | { state: 'in-sync' }
  | { state: 'drifted'; changes: Change[] }
  | {
      state: 'unmanaged';
      /**
       * The ARN of another role to which the spec in the tags belongs: the tags
       * were copied, and are ignored.
       */
      recordOf?: string;
    };

/**
 * Compares a role with the spec in its own tags.
 *
 * @public
 */
export function driftOf(snapshot: ExistingRole<CompleteRoleSnapshot>): Drift {
  const { role } = snapshot;
  const spec = managedSpec(role);
  if (!spec) {
    const { ofAnother } = specRecord(role);
    return {
      state: 'unmanaged',
      ...(ofAnother && { recordOf: ofAnother }),
    };
  }
  const changes = plan(spec, snapshot, { manager: managerOf(role.tags) });
  return changes.length > 0
    ? { state: 'drifted', changes }
    : { state: 'in-sync' };
}
