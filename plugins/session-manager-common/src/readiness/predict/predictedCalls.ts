import { KeyTable } from '../../access/context';
import { AccessDecision } from '../../access/evaluateAccess';
import { isWhollyKnown } from '../../access/pattern';
import { AGENT_CALLS, AgentCallId } from '../model/agentCalls';
import { CallOutcome, createDecider, leftToAccount } from './calls';
import type { PredictionInput } from './predict';
import { nodeKindsOf } from '../model/nodeKinds';
import { preferencesOf } from '../model/preferences';
import { ProblemCode, Stage } from '../model/Readiness';
import { Session, sessionOf } from './session';
import { stageCloudWatch } from './stageCloudWatch';
import { stageOnline } from './stageOnline';
import { stageS3 } from './stageS3';
import { stageStart } from './stageStart';

/**
 * A call on which a prediction is based, as input for the IAM policy simulator.
 *
 * @public
 */
export interface PredictedCall {
  /** The problem that a denial of the call causes. */
  code: ProblemCode;
  stage: Stage;
  action: string;
  /** The ARN of the resource; `*` stands for an unknown part. */
  resource: string;
  /** Whether the resource belongs to another account. */
  isForeign: boolean;
  /** The condition keys, in lower case, with known values. */
  context: Readonly<Record<string, readonly string[]>>;
  /**
   * The condition keys, in lower case, that are known to be absent; `prefix*`
   * stands for all keys with the prefix.
   */
  absentKeys: readonly string[];
  /**
   * The decision of the role's policies and boundary alone, without the
   * resource's policy.
   */
  roleSide: AccessDecision['outcome'];
}

/**
 * Returns the calls that {@link predict} evaluates, each once, in the agent's
 * order.
 *
 * @public
 */
export function predictedCalls(input: PredictionInput): PredictedCall[] {
  const { role, preferences, facts, sessionType } = input;
  const decide = createDecider(role);
  const session = sessionOf(
    role,
    preferencesOf(preferences, sessionType ?? 'Standard_Stream'),
    facts,
    facts.target ?? nodeKindsOf(role, facts.region)[0],
  );
  const calls = new Map<string, PredictedCall>();
  const note = (id: AgentCallId, outcome: CallOutcome): CallOutcome => {
    const { call } = outcome;
    // The simulator would deny it for lack of a permission.
    if (call.needsNoPermission) {
      return outcome;
    }
    const key = `${call.action} ${call.resource}`;
    if (!calls.has(key)) {
      // Evaluated as if the resource belonged to the role's account.
      const own = {
        ...call,
        resourceAccountId: undefined,
        resourcePolicy: call.action.startsWith('kms:')
          ? { document: leftToAccount(session.accountId) }
          : undefined,
      };
      const { code, stage } = AGENT_CALLS[id];
      calls.set(key, {
        code,
        stage,
        action: call.action,
        resource: call.resource,
        isForeign:
          call.resourceAccountId !== undefined &&
          call.resourceAccountId !== session.accountId,
        ...sureKeys(call.keys(), call.region),
        roleSide: decide(own).decision.outcome,
      });
    }
    return outcome;
  };
  const watched: Session = {
    ...session,
    ask: (id, more) => note(id, session.ask(id, more)),
    askThroughS3: (id, more) => note(id, session.askThroughS3(id, more)),
  };
  [stageOnline, stageStart, stageCloudWatch, stageS3].forEach(stage =>
    stage(watched),
  );
  return [...calls.values()];
}

function sureKeys(
  tables: readonly KeyTable[],
  region: string | undefined,
): Pick<PredictedCall, 'context' | 'absentKeys'> {
  // A Map, because tag keys are arbitrary and could collide with object
  // properties.
  const context = new Map<string, readonly string[]>(
    region ? [['aws:requestedregion', [region]]] : [],
  );
  const absentKeys = tables.flatMap(({ absentPrefixes }) =>
    absentPrefixes.map(prefix => `${prefix}*`),
  );
  // Later tables take precedence.
  const states = new Map(tables.flatMap(table => [...table.states]));
  for (const [key, [state, ...others]] of states) {
    if (others.length > 0 || state === 'some') {
      continue;
    }
    if (state.length === 0) {
      absentKeys.push(key);
    } else if (state.every(isWhollyKnown)) {
      context.set(key, state);
    }
  }
  return { context: Object.fromEntries(context), absentKeys };
}
