import {
  keeperOf,
  recordedSpec,
  ResolvedRoleSpec,
  roleOfArn,
  RoleState,
} from 'backstage-plugin-session-manager-common';

/**
 * The spec that a role was made from, by the portal or by what it rendered. Tags can be copied from one role
 * to another, so the spec must be of this very one.
 */
export function specOf(role: RoleState): ResolvedRoleSpec | undefined {
  const spec = keeperOf(role.tags) ? recordedSpec(role.tags) : undefined;
  const identity = roleOfArn(role.arn);
  const isOfThisRole =
    spec?.roleName === identity?.roleName &&
    spec?.accountId === identity?.accountId &&
    spec?.partition === identity?.partition;
  return isOfThisRole ? spec : undefined;
}
