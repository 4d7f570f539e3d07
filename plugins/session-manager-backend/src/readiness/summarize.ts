import {
  headline,
  ReadinessSummary,
  worstReadiness,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  tellReadiness,
} from 'backstage-plugin-session-manager-node';

type Told = Awaited<ReturnType<typeof tellReadiness>>;

/**
 * Where a role is told of in a list: where its instances are, or else where
 * the account's first would be.
 */
export function summarizedRegions(
  { regions }: Pick<AwsAccount, 'regions'>,
  usedIn: readonly string[],
): readonly string[] {
  return usedIn.length > 0 ? usedIn : regions.slice(0, 1);
}

/** The worst of what is told of a role in several regions. */
export function summarize(told: readonly Told[]): ReadinessSummary {
  const { readiness, facts, preferences, secondOpinion } = worstReadiness(told);
  return {
    ...readiness,
    problems: readiness.problems.map(
      ({ decisive, repair, ...problem }) => problem,
    ),
    headline: headline(readiness),
    region: facts.region,
    regions: told.map(one => one.facts.region),
    preferences: preferences.status,
    disagreements:
      secondOpinion.status === 'given' ? secondOpinion.disagreements.length : 0,
  };
}
