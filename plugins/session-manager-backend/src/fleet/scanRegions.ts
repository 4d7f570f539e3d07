import {
  AwsFault,
  SessionEnvironment,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  awsFault,
  createTaskCache,
  RegionNodes,
  scanEnvironment,
  scanNodes,
} from 'backstage-plugin-session-manager-node';
import { StoredEnvironment } from './database/operations/environments';
import { contentHash } from './snapshotHash';

/** What all roles of a region have in common. */
export interface ScannedRegion {
  region: string;
  environment: SessionEnvironment;
  environmentHash: string;
  /** Why it is the last known environment, and not the current one. */
  fault?: AwsFault;
  /** Absent if the portal may not list them. */
  nodes?: RegionNodes;
}

/**
 * Reads the nodes and the session environment of each region of an account.
 * Throws the SDK's error if AWS does not list the nodes, except for a refusal.
 *
 * @param stored - used where AWS does not return the current one
 */
export async function scanRegions(
  place: { accounts: AwsAccounts; account: AwsAccount },
  stored: readonly StoredEnvironment[],
  signal: AbortSignal,
): Promise<ScannedRegion[]> {
  const cache = createTaskCache();
  const { account } = place;
  const regions: ScannedRegion[] = [];
  for (const region of account.regions) {
    const [nodes, environment] = await Promise.all([
      listedNodes(account, region, signal),
      scanEnvironment({ ...place, region, cache }),
    ]);
    signal.throwIfAborted();
    const last = stored.find(one => one.region === region)?.known;
    regions.push({ region, nodes, ...knownEnvironment(environment, last) });
  }
  return regions;
}

async function listedNodes(
  account: AwsAccount,
  region: string,
  signal: AbortSignal,
): Promise<RegionNodes | undefined> {
  try {
    return await scanNodes(account, region, { signal });
  } catch (error) {
    const { kind } = awsFault(error);
    if (kind === 'refused' || kind === 'not-configured') {
      return undefined;
    }
    throw error;
  }
}

/** A refusal is an answer; while AWS does not answer, the last one holds. */
export function knownEnvironment(
  read: SessionEnvironment,
  last: StoredEnvironment['known'],
): Pick<ScannedRegion, 'environment' | 'environmentHash' | 'fault'> {
  const { preferences } = read;
  const fault =
    preferences.status === 'unknown' && isTemporary(preferences.fault)
      ? preferences.fault
      : undefined;
  if (fault && last) {
    return { environment: last.environment, environmentHash: last.hash, fault };
  }
  const environment = withoutRequestId(read);
  return { environment, environmentHash: contentHash(environment) };
}

function isTemporary({ kind, code }: AwsFault): boolean {
  return (
    (kind === 'unreachable' || kind === 'failed') &&
    code !== 'InvalidPreferences'
  );
}

/** Each refusal has another one, which would look like a change. */
function withoutRequestId({
  preferences,
  facts,
}: SessionEnvironment): SessionEnvironment {
  if (preferences.status !== 'unknown') {
    return { preferences, facts };
  }
  const { requestId, ...fault } = preferences.fault;
  return { preferences: { ...preferences, fault }, facts };
}
