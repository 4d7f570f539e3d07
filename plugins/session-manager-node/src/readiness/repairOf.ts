import { isError } from '@backstage/errors';
import {
  authoredSpec,
  ENTITY_REF_TAG,
  isOurs,
  nodeKindsOf,
  otherManagerOf,
  recordedSpec,
  repairedSpec,
  resolveRoleSpec,
  roleOfArn,
  RoleEvidence,
  RoleRepair,
  RoleSpec,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import { sessionRole, ToldRole } from './ToldRole';

/** What mends a role: its spec, or one that is made up for it, repaired. */
export function repairOf(
  role: ToldRole,
  told: Pick<RoleEvidence, 'readiness' | 'preferences' | 'facts'>,
): RoleRepair | undefined {
  const { readiness, preferences, facts } = told;
  const own = specOf(role);
  if (
    preferences.status === 'unknown' ||
    readiness.purpose ||
    !own ||
    !isResolvable(own, role)
  ) {
    return undefined;
  }
  const { spec, changes, problems } = repairedSpec(own, readiness.problems, {
    role: sessionRole(role),
    preferences: preferences.preferences,
    facts,
  });
  return problems.length > 0
    ? {
        spec,
        changes,
        adopt: !isOurs(role.tags),
        ...besideManager(role, spec),
      }
    : undefined;
}

/** IAM's longest name of a role. */
const LONGEST_NAME = 64;
const SUFFIX = '-sessions';

/** What another tool keeps is better left to it. */
function besideManager(
  role: ToldRole,
  { instanceProfileName, policyName, ...spec }: RoleSpec,
): Pick<RoleRepair, 'managedBy' | 'beside'> {
  const managedBy = otherManagerOf(role);
  return managedBy
    ? {
        managedBy,
        beside: {
          ...spec,
          roleName: `${spec.roleName.slice(0, LONGEST_NAME - SUFFIX.length)}${SUFFIX}`,
        },
      }
    : {};
}

/**
 * What is not about sessions stays as it is. There is none where no spec can
 * say what the role is, such as one of its tags.
 */
function specOf(role: ToldRole): RoleSpec | undefined {
  const { arn, roleName, tags } = role;
  const recorded = isOurs(tags) ? recordedSpec(role) : undefined;
  if (recorded) {
    return authoredSpec(recorded);
  }
  const { accountId, path } = roleOfArn(arn) ?? {};
  const entityRef = roleSpecSchema.shape.entityRef.safeParse(
    tags[ENTITY_REF_TAG] || undefined,
  );
  const { description, permissionsBoundaryArn } = role;
  const spec = roleSpecSchema.safeParse({
    accountId,
    roleName,
    path,
    target: nodeKindsOf(sessionRole(role))[0],
    ...(description && { roleDescription: description }),
    ...(permissionsBoundaryArn && { permissionsBoundaryArn }),
    // The tag says whatever somebody wrote.
    ...(entityRef.data && { entityRef: entityRef.data }),
  });
  return spec.data;
}

/** Whether a spec means something in the account of the role. */
function isResolvable(spec: RoleSpec, { arn }: ToldRole): boolean {
  const account = roleOfArn(arn);
  try {
    return account !== undefined && Boolean(resolveRoleSpec(spec, account));
  } catch (error) {
    if (isError(error) && error.name === 'InputError') {
      return false;
    }
    throw error;
  }
}
