import {
  headline,
  ReadinessSummary,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  predictRoleReadiness,
} from 'backstage-plugin-session-manager-node';

type RolePrediction = Awaited<ReturnType<typeof predictRoleReadiness>>;

/**
 * The regions that a list shows for a role: those of its instances, or else the
 * account's first.
 */
export function summarizedRegions(
  { regions }: Pick<AwsAccount, 'regions'>,
  usedIn: readonly string[],
): readonly string[] {
  return usedIn.length > 0 ? usedIn : regions.slice(0, 1);
}

/** @param predictions - for the role in all regions, of which one is the worst */
export function summarize(
  worst: RolePrediction,
  predictions: readonly RolePrediction[],
): ReadinessSummary {
  const { readiness, facts, preferences, simulatorResult } = worst;
  return {
    ...readiness,
    problems: readiness.problems.map(
      ({ decisive, repair, ...problem }) => problem,
    ),
    headline: headline(readiness),
    region: facts.region,
    regions: predictions.map(one => one.facts.region),
    preferences: preferences.status,
    disagreements:
      simulatorResult.status === 'given'
        ? simulatorResult.disagreements.length
        : 0,
  };
}
