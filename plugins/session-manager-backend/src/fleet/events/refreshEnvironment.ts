import { setImmediate } from 'node:timers/promises';
import {
  AwsAccounts,
  createTaskCache,
  scanEnvironment,
} from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import { transact } from '../../database/transact';
import { markChanged } from '../database/operations/accounts';
import {
  Place,
  readEnvironments,
  setEnvironment,
  setEnvironmentFault,
} from '../database/operations/environments';
import {
  readPredictedFrom,
  writePredictions,
} from '../database/operations/predictions';
import { readRoles, StoredRoleDetails } from '../database/operations/readRole';
import {
  environmentHashOf,
  KnownRegion,
  knownRegions,
  placeIn,
  predictFleetRole,
} from '../predictFleetRole';
import { PredictedRole } from '../RoleEntry';
import { knownEnvironment } from '../scanRegions';

// Roles whose documents are in memory at once.
const BATCH = 100;

/**
 * Reads the session environment of an account and region again, and predicts the
 * roles there anew without reading them. Throws if AWS does not return it.
 */
export async function refreshEnvironment(
  deps: { accounts: AwsAccounts; knex: Knex },
  place: Place,
): Promise<void> {
  const { accounts, knex } = deps;
  const { accountId, region } = place;
  const account = await accounts.get(accountId);
  const stored = await readEnvironments(knex, accountId);
  const observedAt = new Date();
  const read = await scanEnvironment({
    ...{ accounts, account, region },
    cache: createTaskCache(),
  });
  const last = stored.find(one => one.region === region)?.known;
  const { environment, environmentHash, fault } = knownEnvironment(read, last);
  if (fault) {
    await transact(knex, tx =>
      setEnvironmentFault(tx, place, fault, observedAt),
    );
    throw new Error(fault.message);
  }
  await transact(knex, async tx => {
    if (environmentHash !== last?.hash) {
      await markChanged(tx, accountId, new Date());
    }
    await setEnvironment(tx, place, environment, observedAt);
  });
  await predictAgain(knex, place);
}

/** Compares all hashes, because an interrupted run may have left some. */
async function predictAgain(knex: Knex, place: Place): Promise<void> {
  const { accountId } = place;
  const known = knownRegions(await readEnvironments(knex, accountId));
  const outdated = (await readPredictedFrom(knex, place)).filter(
    ({ regions, environmentHash, instanceTags }) =>
      environmentHash !==
      environmentHashOf(among(known, regions), instanceTags),
  );
  for (let start = 0; start < outdated.length; start += BATCH) {
    const arns = outdated
      .slice(start, start + BATCH)
      .map(({ roleArn }) => roleArn);
    const roles = await readRoles(knex, arns);
    await transact(knex, tx =>
      writePredictions(
        tx,
        accountId,
        roles.map(stored => ({ stored, role: predictStored(stored, known) })),
        new Date(),
      ),
    );
    // Other work of the backend gets its turn.
    await setImmediate();
  }
}

function predictStored(
  { role, snapshot, instanceTags }: StoredRoleDetails,
  known: readonly KnownRegion[],
): PredictedRole {
  const { entityRef, owner, lastUsed, nodes, regions } = role;
  return {
    ...predictFleetRole(
      placeIn(snapshot, among(known, regions), nodes, instanceTags),
      { entityRef, owner },
    ),
    // Stored apart from the snapshot.
    lastUsed,
  };
}

function among(
  known: readonly KnownRegion[],
  names: readonly string[],
): KnownRegion[] {
  return known.filter(({ region }) => names.includes(region));
}
