import { AccessRequest } from '../access/AccessRequest';
import { AccessDecision, evaluateAccess } from '../access/evaluateAccess';
import { decide, policiesOf, requestOf, SessionRole } from './calls';
import { predict, Session, sessionOf } from './predict';
import { Stage } from './Readiness';
import { stageCloudWatch, stageS3 } from './stageLog';
import { stageOnline } from './stageOnline';
import { stageStart } from './stageStart';

/**
 * A call that a prediction rests on.
 *
 * @public
 */
export interface AskedCall extends AccessRequest {
  /** The first stage that makes it. */
  stage: Stage;
  /** What the role's own policies and boundary say, without the resource's. */
  roleSide: AccessDecision['outcome'];
}

const STAGES: ReadonlyArray<[Stage, (session: Session) => unknown]> = [
  ['online', stageOnline],
  ['start', stageStart],
  ['log', stageCloudWatch],
  ['log', stageS3],
];

/**
 * The calls that {@link predict} asks about, each once, in the agent's order.
 *
 * @public
 */
export function askedCalls(input: Parameters<typeof predict>[0]): AskedCall[] {
  const { role } = input;
  const found = new Map<string, AskedCall>();
  for (const [stage, run] of STAGES) {
    run(
      sessionOf(input, call => {
        const request = requestOf(role, call);
        const key = `${request.action} ${request.resource}`;
        if (!found.has(key)) {
          found.set(key, {
            ...request,
            stage,
            roleSide: ownSide(role, request),
          });
        }
        return decide(role, call);
      }),
    );
  }
  return [...found.values()];
}

/** As within one account, whosever the resource is. */
function ownSide(role: SessionRole, request: AccessRequest) {
  return evaluateAccess(
    { ...request, resourceAccountId: undefined },
    policiesOf(role),
  ).outcome;
}
