import {
  BatchOmission,
  EntityInstances,
  ExistingRole,
  PlannedInstances,
  PlannedRole,
  ServiceInstance,
} from 'backstage-plugin-session-manager-common';
import { nodeKindsIn } from '../fleet/toFleetRole';
import { profileShown } from '../roles/instanceProfileOf';

/** The instances in a region that get a profile. */
export interface AttachmentGroup {
  accountId: string;
  region: string;
  instanceIds: string[];
}

/** What is attached for a role, or why it is left out. */
export type AttachmentDecision =
  | { omission: BatchOmission; instances?: PlannedInstances }
  | {
      start: 'task';
      instanceProfileName: string;
      groups: AttachmentGroup[];
      instances: PlannedInstances;
    };

type InstanceProfile = NonNullable<ReturnType<typeof profileShown>>;

/** The instance profile that instances could get, or why there is none. */
export function attachableProfile(
  snapshot: ExistingRole,
): InstanceProfile | Extract<BatchOmission, 'not-for-ec2' | 'no-profile'> {
  return nodeKindsIn(snapshot).includes('ec2')
    ? (profileShown(snapshot) ?? 'no-profile')
    : 'not-for-ec2';
}

/**
 * Decides which instances of the role's service get the profile: those that
 * have none. Another profile may have been chosen, so it stays.
 *
 * @param found - the instances of the service in the account of the role
 */
export function decideAttachment(
  profile: InstanceProfile,
  found: EntityInstances,
): AttachmentDecision {
  const { incomplete } = found;
  const lacking = found.instances.filter(each => !each.instanceProfile);
  const others = found.instances.filter(
    ({ instanceProfile: own }) => own && own.arn !== profile.arn,
  );
  const instances = {
    attached: excerptOf(lacking),
    otherProfile: excerptOf(others),
    incomplete,
  };
  if (found.isNameShared) {
    return { omission: 'name-shared' };
  }
  if (incomplete.length > 0) {
    return { omission: 'instances-not-read', instances };
  }
  if (found.instances.length === 0) {
    return { omission: 'no-instances' };
  }
  if (lacking.length > 0) {
    return {
      start: 'task',
      instanceProfileName: profile.name,
      groups: groupsOf(lacking),
      instances,
    };
  }
  return {
    omission: others.length > 0 ? 'other-profile' : 'all-attached',
    instances,
  };
}

/**
 * The roles that others of the plan share their instances with: which of them
 * the instances should get, a person must say.
 */
export function sharingInstances(
  planned: readonly PlannedRole[],
): ReadonlySet<string> {
  const groups = Map.groupBy(
    planned.filter(({ start }) => start),
    ({ accountId, entityRef }) => `${accountId} ${entityRef}`,
  );
  return new Set(
    [...groups.values()]
      .filter(({ length }) => length > 1)
      .flatMap(group => group.map(({ roleArn }) => roleArn)),
  );
}

const MOST_LISTED = 10;

function excerptOf(
  items: readonly ServiceInstance[],
): PlannedInstances['attached'] {
  return { total: items.length, items: items.slice(0, MOST_LISTED) };
}

function groupsOf(instances: readonly ServiceInstance[]): AttachmentGroup[] {
  const groups = Map.groupBy(
    instances,
    ({ accountId, region }) => `${accountId} ${region}`,
  );
  return [...groups.values()].map(group => ({
    accountId: group[0].accountId,
    region: group[0].region,
    instanceIds: group.map(({ instanceId }) => instanceId),
  }));
}
