import {
  ExistingRole,
  profilesHolding,
  sessionRoleOf,
  TaggedInstance,
} from 'backstage-plugin-session-manager-common';
import { ScannedRegion } from './scanRegions';

/**
 * The tags of a role's EC2 instances on which its policies depend. Most roles
 * have none.
 */
export interface InstanceTags {
  /** The keys in lower case; an instance lacks those that it does not have. */
  keys: readonly string[];
  /** All instances of each region in which they are known. */
  regions: Readonly<Record<string, readonly TaggedInstance[]>>;
}

/** Undefined if the policies depend on no tag. */
export function instanceTagsOf(
  snapshot: ExistingRole,
  scanned: readonly ScannedRegion[],
): InstanceTags | undefined {
  const keys = tagKeysIn(snapshot);
  if (keys.length === 0) {
    return undefined;
  }
  const profiles = profilesHolding(snapshot);
  const regions = scanned.flatMap(({ region, nodes }) => {
    const groups = profiles.flatMap(
      arn => nodes?.byInstanceProfile.get(arn) ?? [],
    );
    const instances = groups.flatMap(({ tagged }) => tagged);
    // Of more than a hundred, not all are known.
    const isComplete = groups.every(
      group => group.total === group.tagged.length,
    );
    return isComplete && instances.length > 0
      ? [
          [
            region,
            instances.map(one => withTags(one, keys)).sort(byId),
          ] as const,
        ]
      : [];
  });
  return { keys, regions: Object.fromEntries(regions) };
}

/**
 * What is known for a role that was read again, without its instances. Undefined
 * if it depends on other tags or instances by now.
 */
export function instanceTagsStill(
  snapshot: ExistingRole,
  stored: { snapshot: ExistingRole; instanceTags?: InstanceTags } | undefined,
): InstanceTags | undefined {
  const last = stored?.instanceTags;
  const profilesOf = (role: ExistingRole) =>
    profilesHolding(role).sort().join();
  return last &&
    tagKeysIn(snapshot).join() === last.keys.join() &&
    profilesOf(snapshot) === profilesOf(stored.snapshot)
    ? last
    : undefined;
}

function withTags(
  { instanceId, tags }: TaggedInstance,
  keys: readonly string[],
): TaggedInstance {
  const named = Object.entries(tags).filter(([key]) =>
    keys.includes(key.toLowerCase()),
  );
  return { instanceId, tags: Object.fromEntries(named) };
}

function byId(a: TaggedInstance, b: TaggedInstance): number {
  return a.instanceId < b.instanceId ? -1 : 1;
}

/** The keys of tags that any text of the policies names, in order. */
function tagKeysIn(snapshot: ExistingRole): string[] {
  const { policies = [], boundary } = sessionRoleOf(snapshot) ?? {};
  const keys = textsIn([policies, boundary]).flatMap(keysNamedIn);
  return [...new Set(keys)].sort();
}

const TAG = /(?:aws|ssm):resourcetag\//g;

/** A condition key ends with its text, a variable at a bracket or comma. */
function keysNamedIn(text: string): string[] {
  const lower = text.toLowerCase();
  return [...lower.matchAll(TAG)].flatMap(({ 0: prefix, index }) => {
    const rest = lower.slice(index + prefix.length);
    return [rest, rest.split('}')[0], rest.split(/[,}]/)[0].trim()];
  });
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]) => [key, ...textsIn(part)])
    : [];
}
