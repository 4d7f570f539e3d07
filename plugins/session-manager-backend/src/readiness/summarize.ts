import {
  headline,
  ReadinessSummary,
  RoleEvidence,
} from 'backstage-plugin-session-manager-common';

/** The readiness of a role in a region; from the store without a simulation. */
export type RolePrediction = Pick<
  RoleEvidence,
  'readiness' | 'facts' | 'preferences'
> &
  Partial<Pick<RoleEvidence, 'simulatorResult'>>;

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
      simulatorResult?.status === 'given'
        ? simulatorResult.disagreements.length
        : 0,
  };
}
