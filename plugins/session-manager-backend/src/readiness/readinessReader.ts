import { NotFoundError } from '@backstage/errors';
import {
  ExistingRole,
  FoundRole,
  parseArn,
  ReadinessSummary,
  ResolvedRoleSpec,
  RoleEvidence,
  RoleRepair,
  worstReadiness,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  readEvidence,
  predictRoleReadiness,
  predictSpecReadiness,
  RepairEvidence,
  repairOf,
  requireRegion,
} from 'backstage-plugin-session-manager-node';
import { Reading, SharedReadCache } from '../cache/SharedReadCache';
import { summarizedRegions } from '../accounts/summarizedRegions';
import { summarize } from './summarize';

/** A role that was read, with what its readiness is predicted from. */
export type ReadRole = Pick<FoundRole, 'instanceProfile'> & {
  snapshot: ExistingRole;
};

/** The readiness of a role in a list, and what would fix it. */
export interface RoleSummary {
  readiness: ReadinessSummary;
  repair?: RoleRepair;
}

/** Predicts whether sessions on roles that were read start and are logged. */
export interface ReadinessReader {
  /** For lists: the worst of the regions with instances, without evidence. */
  summarize(
    role: ReadRole,
    options: { fresh: boolean },
  ): Promise<Reading<RoleSummary>>;
  /** What a repair of the role is derived from, of the worst of these regions. */
  repairEvidence(
    role: ReadRole,
    options: { fresh: boolean },
  ): Promise<RepairEvidence>;
  /** Throws a `NotFoundError` for a region that the account does not have. */
  read(
    role: ReadRole,
    options: { region?: string; fresh: boolean },
  ): Promise<Reading<RoleEvidence>>;
  /** Like `read`, for the role that a spec describes. */
  predict(
    spec: ResolvedRoleSpec,
    options?: { region?: string },
  ): Promise<SpecReadiness>;
}

/** The predicted readiness of a spec in a region. */
export type SpecReadiness = Awaited<ReturnType<typeof predictSpecReadiness>>;

export function createReadinessReader(parts: {
  accounts: AwsAccounts;
  readCache: SharedReadCache;
}): ReadinessReader {
  const { accounts, readCache } = parts;
  const accountOf = ({ snapshot }: ReadRole) =>
    accounts.get(parseArn(snapshot.role.arn)?.accountId);

  async function predictEach(
    role: ReadRole,
    cache: ReturnType<SharedReadCache['forAnswer']>,
  ) {
    const account = await accountOf(role);
    return Promise.all(
      summarizedRegions(account, usedIn(role)).map(region =>
        predictRoleReadiness(role.snapshot, {
          accounts,
          account,
          region,
          cache,
        }),
      ),
    );
  }

  return {
    async summarize(role, { fresh }) {
      const cache = readCache.forAnswer({ fresh });
      const predictions = await predictEach(role, cache);
      const worst = worstReadiness(predictions);
      return {
        value: {
          readiness: summarize(worst, predictions),
          repair: repairOf(role.snapshot, worst),
        },
        readAt: cache.oldest(),
      };
    },

    async repairEvidence(role, { fresh }) {
      const cache = readCache.forAnswer({ fresh });
      return worstReadiness(await predictEach(role, cache));
    },

    async read(role, { region: requestedRegion, fresh }) {
      const account = await accountOf(role);
      const cache = readCache.forAnswer({ fresh });
      const region = regionOf(account, requestedRegion, usedIn(role));
      const value = await readEvidence(role.snapshot, {
        accounts,
        account,
        region,
        cache,
      });
      return { value, readAt: cache.oldest() };
    },

    async predict(spec, options = {}) {
      const account = await accounts.get(spec.accountId);
      const place = {
        accounts,
        account,
        region: regionOf(account, options.region, []),
        cache: readCache.forAnswer({ fresh: false }),
      };
      // The next spec of the form may be for the other kind of node.
      return predictSpecReadiness(spec, place, ['ec2', 'hybrid']);
    },
  };
}

function regionOf(
  account: AwsAccount,
  requestedRegion: string | undefined,
  used: readonly string[],
): string {
  if (requestedRegion !== undefined) {
    requireRegion(requestedRegion, account.regions, NotFoundError);
  }
  return requestedRegion ?? summarizedRegions(account, used)[0];
}

function usedIn({ instanceProfile }: ReadRole): readonly string[] {
  const use = instanceProfile?.instances;
  return use && 'usedIn' in use ? (use.usedIn ?? []) : [];
}
