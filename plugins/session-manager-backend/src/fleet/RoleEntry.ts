import {
  ExistingRole,
  FleetDrift,
  FleetNodeKind,
  Headline,
  ProblemCode,
  ReadinessState,
  RegionPrediction,
} from 'backstage-plugin-session-manager-common';
import { InstanceTags } from './instanceTags';
import { RoleVariant } from './roleVariant';

/** What can change around a role without a change of its readiness. */
export interface RoleAttributes {
  /** The service that it belongs to. */
  entityRef?: string;
  /** The owner of that service. */
  owner?: string;
  /** The nodes that use it; absent if they were not read. */
  nodes?: { online: number; total: number };
  /** The day (ISO 8601) and the region; absent if it was not used lately. */
  lastUsed?: { on: string; region?: string };
}

/** A role as lists show it. */
export interface RoleEntry extends RoleAttributes {
  roleArn: string;
  accountId: string;
  roleName: string;
  managed: boolean;
  nodeKind: FleetNodeKind;
  state: ReadinessState;
  headline: Headline;
  /**
   * The problems that change the outcome, in the order in which they occur.
   */
  problems: readonly ProblemCode[];
  drift: FleetDrift;
  /** The regions that it was predicted for. */
  regions: readonly string[];
}

/** A role, and what its columns were derived from. */
export interface PredictedRole extends RoleEntry {
  snapshot: ExistingRole;
  snapshotHash: string;
  /** Of all other facts that its readiness was predicted from. */
  environmentHash: string;
  predictions: readonly RegionPrediction[];
  /** Absent if its policies depend on no tag, or if the tags are not known. */
  instanceTags?: InstanceTags;
  /** By which it is compared with roles in other accounts. */
  variant: RoleVariant;
}

/** When a stored role was last read, and since when it is as it is (ISO 8601). */
export interface RoleAges {
  observedAt: string;
  changedAt: string;
}
