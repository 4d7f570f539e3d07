import {
  Drift,
  keeperOf,
  ObservedRole,
  plan,
  RoleState,
  specRecord,
} from 'backstage-plugin-session-manager-common';
import { specOf } from './specOf';

/** Compares a role with the spec that its own tags hold. */
export function driftOf(role: RoleState, observed: ObservedRole): Drift {
  const spec = specOf(role);
  if (!spec) {
    const { ofAnother } = specRecord(role);
    return {
      state: 'unmanaged',
      ...(ofAnother && { recordOf: ofAnother }),
    };
  }
  const changes = plan(spec, observed, { keeper: keeperOf(role.tags) });
  return changes.length > 0
    ? { state: 'drifted', changes }
    : { state: 'in-sync' };
}
