import { Ternary } from '../ternary/ternary';
import { Advice, advise } from './advice';
import { AGENT_CALLS } from './agentCalls';
import { CallOutcome } from './calls';
import { TaggedInstance } from './facts';
import { keysOfInstance } from './knownKeys';
import type { Session } from './session';
import { isAllowed } from './stage';

/** Whether a node may register, and what settles it where only some may. */
export interface Registration {
  outcome: CallOutcome;
  repair?: Advice;
}

/**
 * What the agent registers is its own instance, whose tags a policy may ask
 * for: of several instances some may be refused, and others not.
 */
export function askToRegister(session: Session): Registration {
  const asked = instancesOf(session).map(instance => ({
    id: instance.instanceId,
    outcome: session.ask('register', { keys: () => keysOfInstance(instance) }),
  }));
  if (asked.length === 0) {
    return { outcome: session.ask('register') };
  }
  const that = (wanted: Ternary) =>
    asked.filter(({ outcome }) => isAllowed(outcome) === wanted);
  const [refused, open] = [that(false), that('unknown')];
  const isMixed = refused.length > 0 && refused.length < asked.length;
  return isMixed
    ? onlySome(
        asked.map(({ outcome }) => outcome),
        refused.map(({ id }) => id),
      )
    : { outcome: (open[0] ?? asked[0]).outcome };
}

/** A hybrid node is not stopped by it, so that its tags do not matter. */
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
    repair: advise('settle-instance-tags', {
      action: AGENT_CALLS.register.action,
      instances: shortList(refused),
    }),
  };
}

/** So many are named that a sentence can be read. */
const MOST_NAMED = 5;

function shortList(ids: readonly string[]): string {
  return ids.length > MOST_NAMED
    ? `${ids.slice(0, MOST_NAMED).join(', ')}, … (${ids.length})`
    : ids.join(', ');
}
