import { isError } from '@backstage/errors';
import {
  authoredSpec,
  driftOf,
  ENTITY_REF_TAG,
  ExistingRole,
  isManagedByPortal,
  nodeKindsOf,
  otherManagerOf,
  managedSpec,
  RepairedSpec,
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

/**
 * What the problems of a role are derived from.
 *
 * @public
 */
export type RepairEvidence = Pick<
  RoleEvidence,
  'readiness' | 'preferences' | 'facts'
>;

/**
 * Returns the repair of a role: its own spec, or one derived from the role,
 * with the problems fixed. It also undoes changes that others made to the role.
 * Without evidence, no problem is known.
 *
 * @public
 */
export function repairOf(
  snapshot: ExistingRole,
  evidence?: RepairEvidence,
): RoleRepair | undefined {
  const managed = fixed(snapshot, evidence);
  return managed &&
    (managed.problems.length > 0 || driftOf(snapshot).state === 'drifted')
    ? managed.repair
    : undefined;
}

/**
 * Returns how the portal would manage a role: as {@link repairOf} does, also if
 * there is nothing to repair. `undefined` if no spec can describe the role.
 *
 * @public
 */
export function managementOf(
  snapshot: ExistingRole,
  evidence?: RepairEvidence,
): RoleRepair | undefined {
  return fixed(snapshot, evidence)?.repair;
}

function fixed(
  snapshot: ExistingRole,
  evidence: RepairEvidence | undefined,
): { repair: RoleRepair; problems: RepairedSpec['problems'] } | undefined {
  const role = sessionRoleOf(snapshot);
  const own = role && specOf(snapshot.role, role);
  if (!own || !isResolvable(own, snapshot.role)) {
    return undefined;
  }
  const { spec, changes, problems } = withFixes(own, role, evidence);
  return {
    problems,
    repair: {
      spec,
      changes,
      adopt: !isManagedByPortal(snapshot.role.tags),
      ...besideManager(snapshot.role, spec),
    },
  };
}

/** A role of which the description may not have been read. */
type ReadRole = ExistingRole['role'];

function withFixes(
  own: RoleSpec,
  role: SessionRole,
  evidence: RepairEvidence | undefined,
): RepairedSpec {
  if (
    !evidence ||
    evidence.preferences.status === 'unknown' ||
    evidence.readiness.purpose
  ) {
    return { spec: own, changes: [], problems: [] };
  }
  const { readiness, preferences, facts } = evidence;
  return repairedSpec(own, readiness.problems, {
    role,
    preferences: preferences.preferences,
    facts,
  });
}

/** Maximum length of a role name in IAM. */
const LONGEST_NAME = 64;
const SUFFIX = '-sessions';

/**
 * For a role that another tool manages, an additional role is the better
 * choice.
 */
function besideManager(
  role: ReadRole,
  { instanceProfileName, policyName, ...spec }: RoleSpec,
): Pick<RoleRepair, 'managedBy' | 'newRole'> {
  const managedBy = otherManagerOf(role);
  return managedBy
    ? {
        managedBy,
        newRole: {
          ...spec,
          roleName: `${spec.roleName.slice(0, LONGEST_NAME - SUFFIX.length)}${SUFFIX}`,
        },
      }
    : {};
}

/**
 * Derives a spec that preserves what is not about sessions. `undefined` if no
 * spec can describe the role, such as one of its tags.
 */
function specOf(iamRole: ReadRole, role: SessionRole): RoleSpec | undefined {
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
    // The tag can contain any text.
    ...(entityRef.data && { entityRef: entityRef.data }),
  });
  return spec.data;
}

/** Whether a spec is valid in the account of the role. */
function isResolvable(spec: RoleSpec, { arn }: ReadRole): boolean {
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
