import {
  Fact,
  SessionEnvironment,
} from 'backstage-plugin-session-manager-common';
import { isKnown } from '../readiness/notKnown';
import { ReadinessContext } from '../readiness/predictRoleReadiness';
import { readSessionEnvironment } from '../readiness/readSessionEnvironment';
import {
  aliasesOf,
  hostManagementOf,
  instanceTierOf,
  organizationOf,
} from '../readiness/regionFacts';

/**
 * Reads everything apart from a role that its prediction depends on, for all
 * roles of an account and region at once. Only the tags of a role's own
 * instances are missing; what they decide is unknown. Parts that AWS does not
 * return are reported in the answer.
 *
 * @public
 */
export async function scanEnvironment(
  place: ReadinessContext,
): Promise<SessionEnvironment> {
  const { preferences, facts } = await readSessionEnvironment(place);
  const sessionKeyArn = known(facts.sessionKeyArn);
  const bucketKeyArn = known(facts.bucketKeyArn);
  const [
    instanceTier,
    defaultHostManagement,
    organizationId,
    sessionKeyAliases,
    bucketKeyAliases,
  ] = await Promise.all([
    instanceTierOf(place),
    hostManagementOf(place),
    organizationOf(place),
    sessionKeyArn ? aliasesOf(sessionKeyArn, place) : undefined,
    bucketKeyArn ? aliasesOf(bucketKeyArn, place) : undefined,
  ]);
  return {
    preferences,
    facts: {
      ...facts,
      instanceTier,
      defaultHostManagement,
      organizationId,
      ...(sessionKeyAliases ? { sessionKeyAliases } : {}),
      ...(bucketKeyAliases ? { bucketKeyAliases } : {}),
    },
  };
}

function known<T>(fact: Fact<T> | undefined): T | undefined {
  return fact && isKnown(fact) ? fact.known : undefined;
}
