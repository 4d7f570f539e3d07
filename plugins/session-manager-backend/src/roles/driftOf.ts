import {
  CompleteRoleSnapshot,
  Drift,
  ExistingRole,
  keeperOf,
  managedSpec,
  plan,
  specRecord,
} from 'backstage-plugin-session-manager-common';

/** Compares a role with the spec that its own tags hold. */
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
  const changes = plan(spec, snapshot, { keeper: keeperOf(role.tags) });
  return changes.length > 0
    ? { state: 'drifted', changes }
    : { state: 'in-sync' };
}
