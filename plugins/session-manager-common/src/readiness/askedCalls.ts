import { KeyTable } from '../access/context';
import { AccessDecision } from '../access/evaluateAccess';
import { isWhollyKnown } from '../access/pattern';
import { AGENT_CALLS, AgentCallId } from './agentCalls';
import { CallOutcome, deciderOf, leftToAccount } from './calls';
import type { PredictionInput } from './predict';
import { nodeKindsOf } from './nodeKinds';
import { preferencesOf } from './preferences';
import { ProblemCode, Stage } from './Readiness';
import { Session, sessionOf } from './session';
import { stageCloudWatch } from './stageCloudWatch';
import { stageOnline } from './stageOnline';
import { stageS3 } from './stageS3';
import { stageStart } from './stageStart';

/**
 * A call that a prediction rests on, for someone else to judge.
 *
 * @public
 */
export interface AskedCall {
  /** The problem that its refusal is. */
  code: ProblemCode;
  stage: Stage;
  action: string;
  /** The ARN of what it is about; a `*` is a part that is not known. */
  resource: string;
  /** Whether another account owns that. */
  isForeign: boolean;
  /** The condition keys, in lower case, whose values are sure. */
  context: Readonly<Record<string, readonly string[]>>;
  /** Condition keys that it surely lacks; `prefix*` is all that begin so. */
  absentKeys: readonly string[];
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
  const decide = deciderOf(role);
  const session = sessionOf(
    role,
    preferencesOf(preferences, sessionType ?? 'Standard_Stream'),
    facts,
    facts.target ?? nodeKindsOf(role, facts.region)[0],
  );
  const asked = new Map<string, AskedCall>();
  const note = (id: AgentCallId, outcome: CallOutcome): CallOutcome => {
    const { call } = outcome;
    // Others would judge it as one that needs a permission.
    if (call.needsNoPermission) {
      return outcome;
    }
    const key = `${call.action} ${call.resource}`;
    if (!asked.has(key)) {
      // As within one account, whosever the resource is.
      const own = {
        ...call,
        resourceAccountId: undefined,
        resourcePolicy: call.action.startsWith('kms:')
          ? { document: leftToAccount(session.accountId) }
          : undefined,
      };
      const { code, stage } = AGENT_CALLS[id];
      asked.set(key, {
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
  return [...asked.values()];
}

function sureKeys(
  tables: readonly KeyTable[],
  region: string | undefined,
): Pick<AskedCall, 'context' | 'absentKeys'> {
  // Keys of tags are anyone's to name: a map has no keys of its own.
  const context = new Map<string, readonly string[]>(
    region ? [['aws:requestedregion', [region]]] : [],
  );
  const absentKeys = tables.flatMap(({ absentPrefixes }) =>
    absentPrefixes.map(prefix => `${prefix}*`),
  );
  // What is told last counts.
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
