import {
  CompleteRoleSnapshot,
  ExistingRole,
  FoundRole,
  parseArn,
  ReadinessSummary,
  ResolvedRoleSpec,
  RoleEvidence,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  readEvidence,
  tellReadiness,
  tellSpec,
} from 'backstage-plugin-session-manager-node';
import { requireRegion } from '../accounts/configuredAccounts';
import { Reading, SharedReadCache } from '../cache/SharedReadCache';
import { summarize, summarizedRegions } from './summarize';

/** A role that was read, by what its readiness is told by. */
export type ReadRole = Pick<FoundRole, 'instanceProfile'> & {
  snapshot: ExistingRole<CompleteRoleSnapshot>;
};

/** Tells whether sessions on roles that were read start and are logged. */
export interface ReadinessReader {
  /** For a list: without evidence, the worst of the regions with instances. */
  summarize(
    role: ReadRole,
    options: { fresh: boolean },
  ): Promise<Reading<ReadinessSummary>>;
  /** Throws a `NotFoundError` for a region that the account does not have. */
  read(
    role: ReadRole,
    options: { region?: string; fresh: boolean },
  ): Promise<Reading<RoleEvidence>>;
  /** As `read`, for a role as a spec wants it. */
  predict(
    spec: ResolvedRoleSpec,
    options?: { region?: string },
  ): Promise<SpecReadiness>;
}

/** What would come of a spec in a region. */
export type SpecReadiness = Awaited<ReturnType<typeof tellSpec>>;

export function createReadinessReader(parts: {
  accounts: AwsAccounts;
  readCache: SharedReadCache;
}): ReadinessReader {
  const { accounts, readCache } = parts;
  const accountOf = ({ snapshot }: ReadRole) =>
    accounts.get(parseArn(snapshot.role.arn)?.accountId);

  return {
    async summarize(role, { fresh }) {
      const account = await accountOf(role);
      const cache = readCache.forAnswer({ fresh });
      const told = await Promise.all(
        summarizedRegions(account, usedIn(role)).map(region =>
          tellReadiness(role.snapshot, { accounts, account, region, cache }),
        ),
      );
      return { value: summarize(told), readAt: cache.oldest() };
    },

    async read(role, { region: asked, fresh }) {
      const account = await accountOf(role);
      const cache = readCache.forAnswer({ fresh });
      const region = regionOf(account, asked, usedIn(role));
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
      // The next spec of a form may be for the other kind of node.
      return tellSpec(spec, place, ['ec2', 'hybrid']);
    },
  };
}

function regionOf(
  account: AwsAccount,
  asked: string | undefined,
  used: readonly string[],
): string {
  if (asked !== undefined) {
    requireRegion(asked, account.regions);
  }
  return asked ?? summarizedRegions(account, used)[0];
}

function usedIn({ instanceProfile }: ReadRole): readonly string[] {
  const use = instanceProfile?.instances;
  return use && 'usedIn' in use ? (use.usedIn ?? []) : [];
}
