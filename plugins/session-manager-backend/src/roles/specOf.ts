import {
  keeperOf,
  recordedSpec,
  ResolvedRoleSpec,
  RoleState,
} from 'backstage-plugin-session-manager-common';

/** The spec that a role was made from, by the portal or by what it rendered. */
export function specOf(role: RoleState): ResolvedRoleSpec | undefined {
  return keeperOf(role.tags) ? recordedSpec(role) : undefined;
}
