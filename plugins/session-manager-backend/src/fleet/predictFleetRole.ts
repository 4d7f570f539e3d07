import {
  ExistingRole,
  predictRegions,
  profilesHolding,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from 'backstage-plugin-session-manager-node';
import { InstanceTags, instanceTagsOf } from './instanceTags';
import { summarizedRegions } from '../accounts/summarizedRegions';
import { StoredEnvironment } from './database/operations/environments';
import { PredictedRole, RoleAttributes } from './RoleEntry';
import { RoleService } from './roleServices';
import { ScannedRegion } from './scanRegions';
import { contentHash } from './snapshotHash';
import { toFleetRole } from './toFleetRole';
import { version } from '../../package.json';

/** The session environment of a region. */
export type KnownRegion = Pick<
  ScannedRegion,
  'region' | 'environment' | 'environmentHash'
>;

/** The regions whose environment was read so far. */
export function knownRegions(
  stored: readonly StoredEnvironment[],
): KnownRegion[] {
  return stored.flatMap(({ region, known }) =>
    known
      ? { region, environment: known.environment, environmentHash: known.hash }
      : [],
  );
}

/** A role, and where it is used. */
export interface PlacedRole {
  snapshot: ExistingRole;
  /** The regions that it is predicted for. */
  regions: readonly KnownRegion[];
  nodes: RoleAttributes['nodes'];
  instanceTags?: InstanceTags;
  environmentHash: string;
}

/**
 * Finds the regions in which nodes use a role: the account's first if none does.
 */
export function placeRole(
  snapshot: ExistingRole,
  account: Pick<AwsAccount, 'regions'>,
  scanned: readonly ScannedRegion[],
): PlacedRole {
  const counts = scanned.map(one => ({
    ...one,
    count: nodesOf(snapshot, one),
  }));
  const used = counts
    .filter(({ count }) => count && count.total > 0)
    .map(({ region }) => region);
  const names = summarizedRegions(account, used);
  return placeIn(
    snapshot,
    scanned.filter(({ region }) => names.includes(region)),
    total(counts.map(({ count }) => count)),
    instanceTagsOf(snapshot, scanned),
  );
}

/** Places a role in regions that are known. */
export function placeIn(
  snapshot: ExistingRole,
  regions: readonly KnownRegion[],
  nodes: RoleAttributes['nodes'],
  instanceTags?: InstanceTags,
): PlacedRole {
  return {
    snapshot,
    regions,
    nodes,
    instanceTags,
    environmentHash: environmentHashOf(regions, instanceTags),
  };
}

/** The hash of everything apart from a role that it is predicted from. */
export function environmentHashOf(
  regions: readonly KnownRegion[],
  instanceTags?: InstanceTags,
): string {
  return contentHash([
    // Another version of the plugin may predict something else.
    version,
    regions
      .map(({ region, environmentHash }) => [region, environmentHash])
      // Readings list them in different orders.
      .sort(),
    ...(instanceTags ? [instanceTags] : []),
  ]);
}

/** Undefined if the region's nodes were not read. */
function nodesOf(
  snapshot: ExistingRole,
  { nodes }: ScannedRegion,
): RoleAttributes['nodes'] {
  if (!nodes) {
    return undefined;
  }
  const { byInstanceProfile, byRoleName } = nodes;
  const groups = [
    byRoleName.get(snapshot.role.roleName),
    ...profilesHolding(snapshot).map(arn => byInstanceProfile.get(arn)),
  ];
  return groups.reduce<{ online: number; total: number }>(
    (sum, group) => ({
      online: sum.online + (group?.online ?? 0),
      total: sum.total + (group?.total ?? 0),
    }),
    { online: 0, total: 0 },
  );
}

/** Undefined if those of a region are not known. */
function total(
  counts: ReadonlyArray<RoleAttributes['nodes']>,
): RoleAttributes['nodes'] {
  return counts.reduce(
    (sum, count) =>
      sum &&
      count && {
        online: sum.online + count.online,
        total: sum.total + count.total,
      },
    { online: 0, total: 0 },
  );
}

/** Predicts a role in each of its regions, and derives what lists show. */
export function predictFleetRole(
  { snapshot, regions, nodes, instanceTags, environmentHash }: PlacedRole,
  service: RoleService,
): PredictedRole {
  return toFleetRole({
    snapshot,
    predictions: predictRegions({
      snapshot,
      regions,
      taggedInstances: instanceTags?.regions,
    }),
    environmentHash,
    service,
    nodes,
    instanceTags,
  });
}
