import { managerOf, tagsEverything } from '../roleSpec/ownershipTags';
import { Change } from './Change';
import { IamInstanceProfile } from '../role/RoleSnapshot';
import { otherService } from './otherService';
import { PlanContext } from './PlanContext';
import { tagChanges } from './tagChanges';

/**
 * Plans the instance profiles: the spec's with the role in it, and those to
 * remove.
 */
export function* planInstanceProfiles(context: PlanContext): Generator<Change> {
  const { instanceProfile } = context.target;
  if (instanceProfile) {
    yield* wantedProfile(context, instanceProfile);
  }
  yield* unwantedProfiles(context);
}

function* wantedProfile(
  context: PlanContext,
  { name, arn, value }: NonNullable<PlanContext['target']['instanceProfile']>,
): Generator<Change> {
  const { observed } = context;
  const profile = observed.instanceProfiles.find(
    ({ instanceProfileName }) => instanceProfileName === name,
  );
  if (profile) {
    yield* refusals(context, profile);
    yield* differences(context, profile);
  } else {
    yield {
      operation: 'CreateInstanceProfile',
      kind: 'create',
      resource: 'instance-profile',
      name,
      arn,
      after: value,
    };
  }
  yield* membership(context, profile);
}

function* refusals(
  context: PlanContext,
  profile: IamInstanceProfile,
): Generator<Change> {
  const { target, options, manager } = context;
  const wanted = target.instanceProfile;
  const { instanceProfileName: name, arn } = profile;
  const refusal = {
    kind: 'refused',
    resource: 'instance-profile',
    name,
    arn,
  } as const;
  if (wanted && profile.path !== wanted.value.path) {
    yield {
      ...refusal,
      before: profile.path,
      after: wanted.value.path,
      reason: `the instance profile ${name} exists at the path ${profile.path}, and IAM cannot move one: use another name, or that path`,
    };
  }
  const others = profile.roles.filter(role => role !== target.role.name);
  const service = otherService(context, profile.tags);
  if (service && profile.roles.join() !== target.role.name) {
    yield {
      ...refusal,
      reason: `the instance profile ${name} is for ${service}: use another name, or select "Adopt an existing role"`,
    };
  }
  if (!tagsEverything(manager) || managerOf(profile.tags) === manager) {
    return;
  }
  if (others.length > 0) {
    yield {
      ...refusal,
      reason: `the instance profile ${name} was not created by the portal and holds the role ${others.join(', ')}: use another instance profile name`,
    };
  } else if (!options.adopt) {
    yield {
      ...refusal,
      reason: `the instance profile ${name} exists and was not created by the portal: use another name, or select "Adopt an existing role"`,
    };
  }
}

function* differences(
  { target, last, manager }: PlanContext,
  profile: IamInstanceProfile,
): Generator<Change> {
  if (!tagsEverything(manager)) {
    return;
  }
  const on = { name: profile.instanceProfileName, arn: profile.arn };
  const tags = tagChanges(
    target.instanceProfile?.value.tags ?? {},
    profile.tags,
    last?.roleTags ?? {},
  );
  if (tags.write) {
    yield {
      ...on,
      operation: 'TagInstanceProfile',
      kind: 'update',
      resource: 'instance-profile-tags',
      ...tags.write,
    };
  }
  if (tags.remove) {
    yield {
      ...on,
      operation: 'UntagInstanceProfile',
      kind: 'delete',
      resource: 'instance-profile-tags',
      before: tags.remove,
    };
  }
}

/** An instance profile holds one role, so another role is removed first. */
function* membership(
  { target }: PlanContext,
  profile: IamInstanceProfile | undefined,
): Generator<Change> {
  const { name, arn } = target.instanceProfile ?? target.role;
  const on = { name, arn, resource: 'instance-profile-role' } as const;
  const roles = profile?.roles ?? [];
  for (const other of roles.filter(role => role !== target.role.name)) {
    yield {
      ...on,
      operation: 'RemoveRoleFromInstanceProfile',
      kind: 'delete',
      before: other,
    };
  }
  if (!roles.includes(target.role.name)) {
    yield {
      ...on,
      operation: 'AddRoleToInstanceProfile',
      kind: 'create',
      after: target.role.name,
    };
  }
}

/**
 * Another instance profile with the role is preserved, because instances may
 * use it, unless `exclusive` is set. The portal's own empty profiles are
 * deleted.
 */
function* unwantedProfiles(context: PlanContext): Generator<Change> {
  const { target, options } = context;
  for (const profile of otherProfiles(context)) {
    const { instanceProfileName: name, arn, roles } = profile;
    const on = { kind: 'delete', name, arn } as const;
    if (options.exclusive && roles.includes(target.role.name)) {
      yield {
        ...on,
        operation: 'RemoveRoleFromInstanceProfile',
        resource: 'instance-profile-role',
        before: target.role.name,
      };
    }
    if (isToGo(context, profile)) {
      yield {
        ...on,
        operation: 'DeleteInstanceProfile',
        resource: 'instance-profile',
        before: name,
      };
    }
  }
}

/**
 * The names of the portal's other instance profiles that continue to hold the
 * role.
 */
export function retainedProfiles(context: PlanContext): string[] {
  return otherProfiles(context)
    .filter(
      profile =>
        managerOf(profile.tags) === context.manager &&
        profile.roles.includes(context.target.role.name) &&
        !isToGo(context, profile),
    )
    .map(profile => profile.instanceProfileName);
}

function otherProfiles({ observed, target }: PlanContext) {
  return observed.instanceProfiles.filter(
    profile => profile.instanceProfileName !== target.instanceProfile?.name,
  );
}

function isToGo(
  { target, options, manager }: PlanContext,
  { tags, roles }: IamInstanceProfile,
): boolean {
  const leaving = options.exclusive ? [target.role.name] : [];
  return (
    managerOf(tags) === manager && roles.every(role => leaving.includes(role))
  );
}
