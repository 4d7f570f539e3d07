import {
  authoredSpec,
  ENTITY_REF_TAG,
  isOurs,
  recordedSpec,
  repairedSpec,
  roleOfArn,
  RoleEvidence,
  RoleRepair,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import { sessionRole, ToldRole } from './ToldRole';

/** What mends a role: its spec, or one that is made up for it, repaired. */
export function repairOf(
  role: ToldRole,
  told: Pick<RoleEvidence, 'readiness' | 'preferences' | 'facts'>,
): RoleRepair | undefined {
  const { readiness, preferences, facts } = told;
  if (preferences.status === 'unknown') {
    return undefined;
  }
  const { spec, changes, problems } = repairedSpec(
    specOf(role),
    readiness.problems,
    {
      role: sessionRole(role),
      preferences: preferences.preferences,
      facts,
    },
  );
  return problems.length > 0
    ? { spec, changes, adopt: !isOurs(role.tags) }
    : undefined;
}

/** What is not about sessions stays as it is. */
function specOf(role: ToldRole): RoleSpec {
  const { arn, roleName, tags, target } = role;
  const recorded = isOurs(tags) ? recordedSpec(tags) : undefined;
  if (recorded) {
    return authoredSpec(recorded);
  }
  const { accountId, path } = roleOfArn(arn) ?? {};
  const entityRef = tags[ENTITY_REF_TAG];
  const { description, permissionsBoundaryArn } = role;
  return {
    accountId,
    roleName,
    path,
    target,
    ...(description && { roleDescription: description }),
    ...(permissionsBoundaryArn && { permissionsBoundaryArn }),
    ...(entityRef && { entityRef }),
  };
}
