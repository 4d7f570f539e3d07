import { AccessRequest } from '../access/AccessRequest';
import { AccessDecision, evaluateAccess } from '../access/evaluateAccess';
import { AGENT_CALLS, AgentCallId } from './agentCalls';
import { CallOutcome, requestOf, SessionRole } from './calls';
import type { PredictionInput } from './predict';
import { preferencesOf } from './preferences';
import { ProblemCode, Stage } from './Readiness';
import { Session, sessionOf } from './session';
import { stageCloudWatch } from './stageCloudWatch';
import { stageOnline } from './stageOnline';
import { stageS3 } from './stageS3';
import { stageStart } from './stageStart';

/**
 * A call that a prediction rests on.
 *
 * @public
 */
export interface AskedCall extends AccessRequest {
  /** The problem that its refusal is. */
  code: ProblemCode;
  stage: Stage;
  /** What the role's own policies and boundary say, without the resource's. */
  roleSide: AccessDecision['outcome'];
}

/**
 * The calls that {@link predict} asks about, each once, in the agent's order.
 *
 * @public
 */
export function askedCalls(input: PredictionInput): AskedCall[] {
  const { role, preferences, facts, sessionType } = input;
  const asked = new Map<string, AskedCall>();
  const note = (id: AgentCallId, outcome: CallOutcome): CallOutcome => {
    const request = requestOf(role, outcome.call);
    const key = `${request.action} ${request.resource}`;
    if (!asked.has(key)) {
      const { code, stage } = AGENT_CALLS[id];
      asked.set(key, {
        ...request,
        code,
        stage,
        roleSide: ownSide(role, request),
      });
    }
    return outcome;
  };
  const session = sessionOf(
    role,
    preferencesOf(preferences, sessionType ?? 'Standard_Stream'),
    facts,
  );
  const watched: Session = {
    ...session,
    ask: (id, more) => note(id, session.ask(id, more)),
    askThroughS3: (id, more) => note(id, session.askThroughS3(id, more)),
  };
  [stageOnline, stageStart, stageCloudWatch, stageS3].forEach(stage =>
    stage(watched),
  );
  return [...asked.values()];
}

/** As within one account, whosever the resource is. */
function ownSide({ policies, boundary }: SessionRole, request: AccessRequest) {
  return evaluateAccess(
    { ...request, resourceAccountId: undefined },
    { identity: policies, boundary },
  ).outcome;
}
