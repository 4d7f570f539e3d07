import { ExistingRole } from '../../role/RoleSnapshot';
import { TaggedInstance } from '../model/facts';
import { Readiness } from '../model/Readiness';
import { SessionEnvironment } from '../model/SessionEnvironment';
import { sessionRoleOf } from '../model/sessionRole';
import { readinessOf } from './readinessOf';

/**
 * The readiness of a role in a region.
 *
 * @public
 */
export interface RegionPrediction {
  region: string;
  readiness: Readiness;
}

/**
 * A role as it is stored, and the session environments of its regions.
 *
 * @public
 */
export interface RoleInRegions {
  snapshot: ExistingRole;
  regions: ReadonlyArray<{ region: string; environment: SessionEnvironment }>;
  /** Of all instances of the role, by region, as far as they are known. */
  taggedInstances?: Readonly<Record<string, readonly TaggedInstance[]>>;
}

/**
 * Predicts a role in each of its regions. Returns nothing if not all policies of
 * the role were read, because nothing can be predicted then.
 *
 * @public
 */
export function predictRegions({
  snapshot,
  regions,
  taggedInstances = {},
}: RoleInRegions): RegionPrediction[] {
  const role = sessionRoleOf(snapshot);
  return role
    ? regions.map(({ region, environment }) => {
        const known = taggedInstances[region];
        return {
          region,
          readiness: readinessOf({
            role,
            preferences: environment.preferences,
            facts: {
              ...environment.facts,
              ...(known ? { taggedInstances: { known } } : {}),
            },
          }),
        };
      })
    : [];
}
