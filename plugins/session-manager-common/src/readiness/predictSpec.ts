import { PolicyDocument } from '../policy/PolicyDocument';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { PreferencesReading } from './PreferencesReading';
import { SessionFacts } from './facts';
import { Readiness } from './Readiness';
import { readinessOf } from './readinessOf';
import { roleOfSpec } from './sessionRole';

/**
 * What besides a spec decides about the sessions on its role.
 *
 * @public
 */
export interface SpecSurroundings {
  preferences: PreferencesReading;
  facts: SessionFacts;
  /** A permissions boundary; that of any other ARN is not known. */
  boundary?: KnownBoundary;
}

/**
 * A permissions boundary, as far as it could be read.
 *
 * @public
 */
export interface KnownBoundary {
  arn: string;
  document: PolicyDocument | 'unknown';
}

/**
 * Tells whether sessions on a role as a spec wants it would start and be
 * logged.
 *
 * @public
 */
export function predictSpec(
  spec: ResolvedRoleSpec,
  { preferences, facts, boundary }: SpecSurroundings,
): Readiness {
  return readinessOf({
    role: roleOfSpec(spec, boundaryOf(spec, boundary)),
    preferences,
    facts: { ...facts, target: spec.target },
  });
}

function boundaryOf(
  { permissionsBoundaryArn: arn }: ResolvedRoleSpec,
  known: KnownBoundary | undefined,
): KnownBoundary['document'] | undefined {
  if (arn === undefined) {
    return undefined;
  }
  return arn === known?.arn ? known.document : 'unknown';
}
