import { PolicyDocument } from '../../policy/PolicyDocument';
import { ResolvedRoleSpec } from '../../roleSpec/roleSpec';
import { SessionEnvironment } from '../model/SessionEnvironment';
import { Readiness } from '../model/Readiness';
import { readinessOf } from './readinessOf';
import { roleOfSpec } from '../model/sessionRole';

/**
 * The environment of a spec's role: the session environment and its boundary.
 *
 * @public
 */
export interface SpecEnvironment extends SessionEnvironment {
  /** The boundary in the spec. A boundary with another ARN is unknown. */
  boundary?: KnownBoundary;
}

/**
 * A permissions boundary and its document.
 *
 * @public
 */
export interface KnownBoundary {
  arn: string;
  document: PolicyDocument | 'unknown';
}

/**
 * Predicts whether sessions on the role of a spec would start and be logged, as
 * if the role existed.
 *
 * @public
 */
export function predictSpec(
  spec: ResolvedRoleSpec,
  { preferences, facts, boundary }: SpecEnvironment,
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
