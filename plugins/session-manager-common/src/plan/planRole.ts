import { samePolicy } from '../policy/PolicyDocument';
import { ENTITY_REF_TAG, Manager, managerOf } from '../roleSpec/ownershipTags';
import { profilesTag } from '../roleSpec/recordedSpec';
import { Change } from './Change';
import { IamRole } from '../role/RoleSnapshot';
import { PlanContext } from './PlanContext';
import { OtherManager, otherManagerOf } from './otherManager';
import { otherService } from './otherService';
import { retainedProfiles } from './planInstanceProfiles';
import { tagChanges } from './tagChanges';

const TITLES: Readonly<Record<Manager, string>> = {
  'session-manager': 'the portal',
  cloudformation: 'CloudFormation',
  terraform: 'Terraform',
};

/** Plans the role itself: refusals, the creation, or its differences. */
export function* planRole(context: PlanContext): Generator<Change> {
  const { name, arn, value } = context.target.role;
  const { role } = context.observed;
  if (!role) {
    yield {
      operation: 'CreateRole',
      kind: 'create',
      resource: 'role',
      name,
      arn,
      after: value,
    };
    return;
  }
  yield* refusals(context, role);
  yield* differences(context, role);
}

function* refusals(context: PlanContext, role: IamRole): Generator<Change> {
  const { name, arn, value } = context.target.role;
  const refusal = { kind: 'refused', resource: 'role', name, arn } as const;
  if (role.path !== value.path) {
    yield {
      ...refusal,
      before: role.path,
      after: value.path,
      reason: `the role ${name} exists at the path ${role.path}, and IAM cannot move a role: use another role name, or that path`,
    };
  }
  const manager = managerOf(role.tags);
  const other = otherManagerOf(role);
  if (other?.isAws) {
    yield {
      ...refusal,
      reason: `the role ${name} is managed by ${other.name} (${other.evidence}), and AWS lets nobody else change it: use another role name`,
    };
  } else if (manager !== context.manager && !context.options.adopt) {
    yield {
      ...refusal,
      reason: unadopted(name, manager, other),
    };
  }
  const service = otherService(context, role.tags);
  if (service && !isRecordedFor(context)) {
    yield {
      ...refusal,
      reason: `the role ${name} is for ${service}: use another role name, or select "Adopt an existing role"`,
    };
  }
}

function unadopted(
  name: string,
  manager: Manager | undefined,
  other: OtherManager | undefined,
): string {
  if (manager) {
    return `the role ${name} is managed by ${TITLES[manager]}: change it there, or select "Adopt an existing role"`;
  }
  return other
    ? `the role ${name} is managed by ${other.name} (${other.evidence}): change it there, use another role name, or select "Adopt an existing role"; ${other.name} then reverts the change at its next run`
    : `the role ${name} exists and was not created by the portal: use another role name, or select "Adopt an existing role"`;
}

/**
 * The role's own record names the spec's service, so the tag was changed by
 * others.
 */
function isRecordedFor({ last, target: { role } }: PlanContext): boolean {
  return (
    last !== undefined && last.entityRef === role.value.tags[ENTITY_REF_TAG]
  );
}

function* differences(context: PlanContext, role: IamRole): Generator<Change> {
  const { target, last } = context;
  const { name, arn, value } = target.role;
  const on = { name, arn };
  const settings = ({ description, maxSessionDuration }: typeof value) => ({
    description,
    maxSessionDuration,
  });
  if (
    role.description !== value.description ||
    role.maxSessionDuration !== value.maxSessionDuration
  ) {
    yield {
      ...on,
      operation: 'UpdateRole',
      kind: 'update',
      resource: 'role',
      before: settings(role),
      after: settings(value),
    };
  }
  if (!samePolicy(role.trust, value.trust)) {
    yield {
      ...on,
      operation: 'UpdateAssumeRolePolicy',
      kind: 'update',
      resource: 'trust-policy',
      before: role.trust,
      after: value.trust,
    };
  }
  yield* boundaryDifference(on, role, value.permissionsBoundaryArn);
  const tags = tagChanges(
    { ...value.tags, ...profilesTag(retainedProfiles(context)) },
    role.tags,
    last?.roleTags ?? {},
  );
  if (tags.write) {
    yield {
      ...on,
      operation: 'TagRole',
      kind: 'update',
      resource: 'role-tags',
      ...tags.write,
    };
  }
  if (tags.remove) {
    yield {
      ...on,
      operation: 'UntagRole',
      kind: 'delete',
      resource: 'role-tags',
      before: tags.remove,
    };
  }
}

function* boundaryDifference(
  on: { name: string; arn: string },
  role: IamRole,
  wanted: string | undefined,
): Generator<Change> {
  const before = role.permissionsBoundaryArn;
  if (wanted !== undefined && wanted !== before) {
    yield {
      ...on,
      operation: 'PutRolePermissionsBoundary',
      kind: 'update',
      resource: 'permissions-boundary',
      before,
      after: wanted,
    };
  }
  if (wanted === undefined && before !== undefined) {
    yield {
      ...on,
      operation: 'DeleteRolePermissionsBoundary',
      kind: 'delete',
      resource: 'permissions-boundary',
      before,
    };
  }
}
