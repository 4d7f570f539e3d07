import { ServiceInstance } from 'backstage-plugin-session-manager-common';

/**
 * The selected instances of one account and region, as input of the action
 * `session-manager:instance-profile:attach`.
 *
 * @public
 */
export interface ChosenInstances {
  accountId: string;
  region: string;
  instanceIds: string[];
}

/** Instances of one account and region. */
export interface InstanceGroup {
  accountId: string;
  accountName?: string;
  region: string;
  instances: ServiceInstance[];
}

type Place = Pick<ServiceInstance, 'accountId' | 'region'>;

const isAt = (place: Place) => (other: Place) =>
  other.accountId === place.accountId && other.region === place.region;

/** Groups instances by account and region, and keeps their order. */
export function groupsOf(
  instances: readonly ServiceInstance[],
): InstanceGroup[] {
  const groups: InstanceGroup[] = [];
  for (const instance of instances) {
    const group = groups.find(isAt(instance));
    if (group) {
      group.instances.push(instance);
    } else {
      const { accountId, accountName, region } = instance;
      groups.push({ accountId, accountName, region, instances: [instance] });
    }
  }
  return groups;
}

export function isChosen(
  chosen: readonly ChosenInstances[],
  instance: ServiceInstance,
): boolean {
  return chosen.some(
    group =>
      isAt(instance)(group) && group.instanceIds.includes(instance.instanceId),
  );
}

/** Selects or deselects instances of one account and region. */
export function choose(
  chosen: readonly ChosenInstances[],
  instances: readonly ServiceInstance[],
  wanted: boolean,
): ChosenInstances[] {
  if (instances.length === 0) {
    return [...chosen];
  }
  const [{ accountId, region }] = instances;
  const ids = new Set(instances.map(({ instanceId }) => instanceId));
  const group = chosen.find(isAt(instances[0]));
  const kept = (group?.instanceIds ?? []).filter(id => !ids.has(id));
  const next = {
    accountId,
    region,
    instanceIds: wanted ? [...kept, ...ids] : kept,
  };
  return (
    group
      ? chosen.map(other => (other === group ? next : other))
      : [...chosen, next]
  ).filter(({ instanceIds }) => instanceIds.length > 0);
}

/** The selection without instances that do not exist. */
export function chosenAmong(
  chosen: readonly ChosenInstances[],
  instances: readonly ServiceInstance[],
): ChosenInstances[] {
  return chosen
    .map(group => ({
      ...group,
      instanceIds: group.instanceIds.filter(id =>
        instances.some(
          instance => instance.instanceId === id && isAt(instance)(group),
        ),
      ),
    }))
    .filter(({ instanceIds }) => instanceIds.length > 0);
}

export function countOf(chosen: readonly ChosenInstances[]): number {
  return chosen.reduce((sum, { instanceIds }) => sum + instanceIds.length, 0);
}
