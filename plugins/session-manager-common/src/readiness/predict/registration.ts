import { Ternary } from '../../ternary/ternary';
import { Advice, advise } from '../model/advice';
import { AGENT_CALLS } from '../model/agentCalls';
import { CallOutcome } from './calls';
import { TaggedInstance } from '../model/facts';
import { keysOfInstance } from './knownKeys';
import type { Session } from './session';
import { isAllowed } from './stage';

/** Whether a node can register, and the remedy if only some instances can. */
export interface Registration {
  outcome: CallOutcome;
  repair?: Advice;
}

/**
 * Evaluates the registration of the agent's own instance. Its tags can be a
 * condition, so of several instances some may be denied.
 */
export function askToRegister(session: Session): Registration {
  const outcomes = instancesOf(session).map(instance => ({
    id: instance.instanceId,
    outcome: session.ask('register', { keys: () => keysOfInstance(instance) }),
  }));
  if (outcomes.length === 0) {
    return { outcome: session.ask('register') };
  }
  const that = (wanted: Ternary) =>
    outcomes.filter(({ outcome }) => isAllowed(outcome) === wanted);
  const [refused, open] = [that(false), that('unknown')];
  const isMixed = refused.length > 0 && refused.length < outcomes.length;
  return isMixed
    ? onlySome(
        outcomes.map(({ outcome }) => outcome),
        refused.map(({ id }) => id),
      )
    : { outcome: (open[0] ?? outcomes[0]).outcome };
}

/** A hybrid node does not need the call, so its tags are not evaluated. */
function instancesOf({ target, facts }: Session): readonly TaggedInstance[] {
  const { taggedInstances: fact } = facts;
  return target === 'ec2' && fact && 'known' in fact ? fact.known : [];
}

function onlySome(
  outcomes: readonly CallOutcome[],
  refused: readonly string[],
): Registration {
  const decisive = outcomes.flatMap(({ decision }) => decision.decisive);
  return {
    outcome: {
      call: outcomes[0].call,
      decision: {
        outcome: 'unknown',
        decisive: [
          ...new Map(
            decisive.map(one => [
              `${one.source} ${one.policy} ${one.index}`,
              one,
            ]),
          ).values(),
        ],
      },
      refusedBy: [],
    },
    repair: advise('instance-tags', {
      action: AGENT_CALLS.register.action,
      instances: shortList(refused),
    }),
  };
}

/** The maximum number of instances in a sentence. */
const MOST_NAMED = 5;

function shortList(ids: readonly string[]): string {
  return ids.length > MOST_NAMED
    ? `${ids.slice(0, MOST_NAMED).join(', ')}, … (${ids.length})`
    : ids.join(', ');
}
