import {
  driftOf,
  ExistingRole,
  FleetNodeKind,
  headline,
  managerOf,
  nodeKindsOf,
  profilesHolding,
  Readiness,
  RegionPrediction,
  worstReadiness,
} from 'backstage-plugin-session-manager-common';
import { identityOf } from '../input/roleOf';
import { InstanceTags } from './instanceTags';
import { PredictedRole, RoleAttributes } from './RoleEntry';
import { variantOf } from './roleVariant';
import { snapshotHash } from './snapshotHash';

/** What a role is stored with. */
export interface RoleReading {
  snapshot: ExistingRole;
  /**
   * Its readiness in the regions in which it is used; empty if nothing can be
   * predicted, because not all of its policies were read.
   */
  predictions: readonly RegionPrediction[];
  /** Of all facts apart from the snapshot that it was predicted from. */
  environmentHash: string;
  service: Pick<RoleAttributes, 'entityRef' | 'owner'>;
  nodes: RoleAttributes['nodes'];
  instanceTags?: InstanceTags;
}

/** Derives from a role that was read what lists show. */
export function toFleetRole(reading: RoleReading): PredictedRole {
  const { snapshot, predictions, environmentHash, instanceTags } = reading;
  const { lastUsed, ...role } = snapshot.role;
  const { accountId } = identityOf(role.arn);
  const worst =
    predictions.length > 0 ? worstReadiness(predictions).readiness : undefined;
  const summary = headline(worst);
  return {
    roleArn: role.arn,
    accountId,
    roleName: role.roleName,
    ...attributesOf(reading),
    managed: managerOf(role.tags) !== undefined,
    nodeKind: nodeKindOfRole(snapshot, worst),
    state: summary.state,
    headline: summary,
    problems: problemsOf(predictions),
    drift: driftOf(snapshot).state,
    regions: predictions.map(({ region }) => region),
    // Lists show the last use, which is kept apart from what changes a role.
    snapshot: { ...snapshot, role },
    snapshotHash: snapshotHash(snapshot),
    environmentHash,
    predictions,
    ...(instanceTags && { instanceTags }),
    variant: variantOf(snapshot),
  };
}

/** Derives what can change without a change of the readiness. */
export function attributesOf({
  snapshot: {
    role: { lastUsed },
  },
  service,
  nodes,
}: Pick<RoleReading, 'snapshot' | 'service' | 'nodes'>): RoleAttributes {
  return {
    ...service,
    nodes,
    lastUsed: dayOfUse(lastUsed),
  };
}

/** IAM updates the time all day long; the day is what people look for. */
export function dayOfUse(
  lastUsed: ExistingRole['role']['lastUsed'],
): RoleAttributes['lastUsed'] {
  return lastUsed && { on: lastUsed.at.slice(0, 10), region: lastUsed.region };
}

function nodeKindOfRole(
  snapshot: ExistingRole,
  readiness: Readiness | undefined,
): FleetNodeKind {
  if (readiness?.purpose) {
    return 'none';
  }
  const [kind, ...others] = nodeKindsIn(snapshot);
  return others.length > 0 ? 'both' : kind;
}

/** The kinds of nodes that a role is for, even if its policies were not read. */
export function nodeKindsIn(
  snapshot: ExistingRole,
): ReturnType<typeof nodeKindsOf> {
  const { arn, trust } = snapshot.role;
  return nodeKindsOf({
    arn,
    trust,
    instanceProfileArns: profilesHolding(snapshot),
    policies: [],
  });
}

function problemsOf(
  predictions: readonly RegionPrediction[],
): PredictedRole['problems'] {
  const codes = predictions.flatMap(({ readiness }) =>
    readiness.problems
      .filter(({ severity }) => severity !== 'info')
      .map(({ code }) => code),
  );
  return [...new Set(codes)];
}
