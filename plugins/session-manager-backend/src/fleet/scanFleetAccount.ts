import { setImmediate } from 'node:timers/promises';
import {
  AwsAccounts,
  isMarkerRefused,
  ReadCache,
  RolePage,
  scanAccount,
} from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import { transact } from '../database/transact';
import { finishScan, FinishedScan } from './database/operations/endScan';
import {
  readEnvironments,
  setEnvironment,
  setEnvironmentFault,
} from './database/operations/environments';
import {
  recordPage,
  ScannedPage,
  StoredHashes,
  storedHashes,
} from './database/operations/recordPage';
import {
  ClaimTimes,
  renewClaim,
  restartScan,
  ScanClaim,
} from './database/operations/scanClaims';
import { PlacedRole, placeRole, predictFleetRole } from './predictFleetRole';
import { AnnotatedRoles, RoleServices } from './roleServices';
import { fromAws, ScanFault } from './ScanFault';
import { scanRegions } from './scanRegions';
import { nextScanAt } from './scanTimes';
import { snapshotHash } from './snapshotHash';
import { attributesOf } from './toFleetRole';

/** The dependencies of a scan. */
export interface ScanDeps {
  accounts: AwsAccounts;
  knex: Knex;
  roleServices: Pick<RoleServices, 'of'>;
  /** The roles that the catalog's annotations name, for all accounts. */
  annotated(): Promise<AnnotatedRoles>;
  /** AWS's own policies, for all accounts. */
  policyCache: ReadCache;
  /** How often each account is scanned, in milliseconds. */
  interval: number;
}

/** What a scan did. */
export interface ScanOutcome extends FinishedScan {
  /** The roles whose readiness was computed. */
  predicted: number;
  /** The roles that were written. */
  written: number;
}

// Longer than a page takes, and than the clocks of replicas differ.
const CLAIM_MS = 15 * 60_000;
// As Backstage's rejectRemovalsAbovePercentage, which has no default.
const MAX_REMOVED_SHARE = 0.2;
// Predictions between which other work of the backend gets its turn.
const PREDICTIONS_AT_ONCE = 20;

/** The time, and until when a claim holds from now on. */
export function claimTimes(): ClaimTimes {
  const now = new Date();
  return { now, until: new Date(now.getTime() + CLAIM_MS) };
}

/**
 * Scans an account from the page of the claim to the end. Throws a
 * {@link ScanFault} if AWS does not answer, and the signal's reason if it is
 * aborted: the pages so far are stored, and the next claim continues.
 */
export async function scanFleetAccount(
  deps: ScanDeps,
  claim: ScanClaim,
  signal: AbortSignal,
): Promise<ScanOutcome> {
  const { knex, interval } = deps;
  const { scanned, ...counts } = claim.allRead
    ? { scanned: claim, predicted: 0, written: 0 }
    : await readRoles(deps, claim, signal);
  const now = new Date();
  const finished = await transact(knex, tx =>
    finishScan(tx, scanned, {
      now,
      dueAt: new Date(nextScanAt(claim.accountId, now.getTime(), interval)),
      maxRemovedShare: MAX_REMOVED_SHARE,
    }),
  );
  return { ...finished, ...counts };
}

interface ReadRoles {
  scanned: ScanClaim;
  predicted: number;
  written: number;
}

async function readRoles(
  deps: ScanDeps,
  claim: ScanClaim,
  signal: AbortSignal,
): Promise<ReadRoles> {
  const scan = await openScan(deps, claim, signal);
  try {
    return await readPages(scan, claim);
  } catch (error) {
    if (!(error instanceof ScanFault && isMarkerRefused(error.cause))) {
      throw error;
    }
    const again = await transact(deps.knex, tx =>
      restartScan(tx, claim, new Date()),
    );
    return readPages(scan, again);
  }
}

type Scan = Awaited<ReturnType<typeof openScan>>;

/** Reads what all roles of an account have in common. */
async function openScan(deps: ScanDeps, claim: ScanClaim, signal: AbortSignal) {
  const { accounts, knex } = deps;
  const { accountId } = claim;
  const annotated = await deps.annotated();
  const stored = await readEnvironments(knex, accountId);
  const observedAt = new Date();
  const { account, regions } = await fromAws(async () => {
    const found = await accounts.get(accountId);
    return {
      account: found,
      regions: await scanRegions({ accounts, account: found }, stored, signal),
    };
  });
  await transact(knex, async tx => {
    await renewClaim(tx, claim, claimTimes().until);
    for (const { region, environment, fault } of regions) {
      const place = { accountId, region };
      await (fault
        ? setEnvironmentFault(tx, place, fault, observedAt)
        : setEnvironment(tx, place, environment, observedAt));
    }
  });
  return { ...deps, account, annotated, regions, signal };
}

async function readPages(scan: Scan, claim: ScanClaim): Promise<ReadRoles> {
  const { account, annotated, knex, policyCache: cache, signal } = scan;
  const pages = scanAccount(account, {
    cache,
    roleArns: new Set(annotated.keys()),
    marker: claim.marker,
    signal,
  });
  let [predicted, written] = [0, 0];
  for (;;) {
    signal.throwIfAborted();
    const readAt = new Date();
    const { done, value } = await fromAws(() => pages.next());
    if (done) {
      return { scanned: claim, predicted, written };
    }
    const page = await predictPage(scan, value, readAt);
    predicted += page.changed.length;
    written += await transact(knex, tx =>
      recordPage(tx, claim, page, claimTimes()),
    );
  }
}

async function predictPage(
  { account, annotated, knex, regions, roleServices }: Scan,
  { roles, others, nextMarker }: RolePage,
  readAt: Date,
): Promise<ScannedPage> {
  const services = await roleServices.of(roles, annotated);
  const stored = await storedHashes(
    knex,
    roles.map(({ role }) => role.arn),
  );
  const changed: ScannedPage['changed'][number][] = [];
  const unchanged: ScannedPage['unchanged'][number][] = [];
  for (const snapshot of roles) {
    const { arn } = snapshot.role;
    const placed = placeRole(snapshot, account, regions);
    const service = services.get(arn) ?? {};
    if (isStored(placed, stored.get(arn))) {
      unchanged.push({
        roleArn: arn,
        ...attributesOf({ snapshot, service, nodes: placed.nodes }),
      });
    } else {
      changed.push(predictFleetRole(placed, service));
      if (changed.length % PREDICTIONS_AT_ONCE === 0) {
        await setImmediate();
      }
    }
  }
  return { changed, unchanged, otherRoles: others, nextMarker, readAt };
}

function isStored(
  { snapshot, environmentHash }: PlacedRole,
  stored: StoredHashes | undefined,
): boolean {
  return (
    stored?.environmentHash === environmentHash &&
    stored.snapshotHash === snapshotHash(snapshot)
  );
}
