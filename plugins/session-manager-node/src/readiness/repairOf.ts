import { isError } from '@backstage/errors';
import {
  authoredSpec,
  CompleteRoleSnapshot,
  ENTITY_REF_TAG,
  ExistingRole,
  IamRole,
  isOurs,
  nodeKindsOf,
  otherManagerOf,
  managedSpec,
  repairedSpec,
  resolveRoleSpec,
  roleOfArn,
  RoleEvidence,
  RoleRepair,
  RoleSpec,
  roleSpecSchema,
  SessionRole,
  sessionRoleOf,
} from 'backstage-plugin-session-manager-common';

/** What mends a role: its spec, or one that is made up for it, repaired. */
export function repairOf(
  snapshot: ExistingRole<CompleteRoleSnapshot>,
  told: Pick<RoleEvidence, 'readiness' | 'preferences' | 'facts'>,
): RoleRepair | undefined {
  const { readiness, preferences, facts } = told;
  const role = sessionRoleOf(snapshot);
  const own = role && specOf(snapshot.role, role);
  if (
    preferences.status === 'unknown' ||
    readiness.purpose ||
    !own ||
    !isResolvable(own, snapshot.role)
  ) {
    return undefined;
  }
  const { spec, changes, problems } = repairedSpec(own, readiness.problems, {
    role,
    preferences: preferences.preferences,
    facts,
  });
  return problems.length > 0
    ? {
        spec,
        changes,
        adopt: !isOurs(snapshot.role.tags),
        ...besideManager(snapshot.role, spec),
      }
    : undefined;
}

/** IAM's longest name of a role. */
const LONGEST_NAME = 64;
const SUFFIX = '-sessions';

/** What another tool keeps is better left to it. */
function besideManager(
  role: IamRole,
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
function specOf(iamRole: IamRole, role: SessionRole): RoleSpec | undefined {
  const { arn, roleName, tags } = iamRole;
  const recorded = managedSpec(iamRole);
  if (recorded) {
    return authoredSpec(recorded);
  }
  const { accountId, path } = roleOfArn(arn) ?? {};
  const entityRef = roleSpecSchema.shape.entityRef.safeParse(
    tags[ENTITY_REF_TAG] || undefined,
  );
  const { description, permissionsBoundaryArn } = iamRole;
  const spec = roleSpecSchema.safeParse({
    accountId,
    roleName,
    path,
    target: nodeKindsOf(role)[0],
    ...(description && { roleDescription: description }),
    ...(permissionsBoundaryArn && { permissionsBoundaryArn }),
    // The tag says whatever somebody wrote.
    ...(entityRef.data && { entityRef: entityRef.data }),
  });
  return spec.data;
}

/** Whether a spec means something in the account of the role. */
function isResolvable(spec: RoleSpec, { arn }: IamRole): boolean {
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
