import { keeperOf, tagsEverything } from '../roleSpec/ownershipTags';
import { Change } from './Change';
import { IamInstanceProfile } from '../role/RoleSnapshot';
import { otherService } from './otherService';
import type { PlanContext } from './plan';
import { tagChanges } from './tagChanges';

/** The instance profiles: the spec's with the role in it, and those to take away. */
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
  const { target, options, keeper } = context;
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
  if (!tagsEverything(keeper) || keeperOf(profile.tags) === keeper) {
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
  { target, last, keeper }: PlanContext,
  profile: IamInstanceProfile,
): Generator<Change> {
  if (!tagsEverything(keeper)) {
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

/** A profile holds one role: another one goes before ours comes. */
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
 * Another profile that holds the role stays, because instances may have it,
 * unless the spec is to be all there is. What is ours and empty is left over.
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

/** The names of our other profiles that hold the role, and go on to. */
export function keptProfiles(context: PlanContext): string[] {
  return otherProfiles(context)
    .filter(
      profile =>
        keeperOf(profile.tags) === context.keeper &&
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
  { target, options, keeper }: PlanContext,
  { tags, roles }: IamInstanceProfile,
): boolean {
  const leaving = options.exclusive ? [target.role.name] : [];
  return (
    keeperOf(tags) === keeper && roles.every(role => leaving.includes(role))
  );
}
