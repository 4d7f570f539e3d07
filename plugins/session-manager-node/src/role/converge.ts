import { setTimeout as sleep } from 'node:timers/promises';
import {
  Change,
  isStep,
  nothingObserved,
  ObservedRole,
  plan,
  Refusal,
  Step,
} from 'backstage-plugin-session-manager-common';
import { applySteps, pause } from './applySteps';
import { isRace } from './isRace';
import { namesOf, observeRole } from './observeRole';
import type { ProvisionOptions } from './provisionRole';

const MAX_ROUNDS = 4;

/** How far it came. */
export interface Run {
  /** What was there before the last round. */
  observed: ObservedRole;
  done: readonly Step[];
  notDone: readonly Step[];
  /** Absent where IAM is now as the spec says. */
  ending?: Ending;
}

/** Why it did not come to its end. */
export type Ending =
  | { kind: 'refused'; refusals: readonly Refusal[] }
  | { kind: 'cancelled' }
  | { kind: 'failed'; error: unknown };

/**
 * Observes, plans and applies until IAM is as the spec says: in one round,
 * unless something turns out to be other than was observed or assumed.
 *
 * @param known - whether the role is known, and so worth looking at first
 */
export async function converge(
  { account: { iam }, spec, ...options }: ProvisionOptions,
  known: boolean,
): Promise<Run> {
  const done: Step[] = [];
  let observed = nothingObserved;
  let notDone: readonly Step[] = [];
  const end = (ending?: Ending): Run => ({ observed, done, notDone, ending });
  try {
    for (let round = 1; !options.signal?.aborted; round++) {
      if (known || round > 1) {
        observed = await observeRole(iam, namesOf(spec));
      }
      const changes = plan(spec, observed, options);
      const refusals = changes.filter(isRefusal);
      if (refusals.length > 0) {
        return end({ kind: 'refused', refusals });
      }
      const applied = await applySteps(iam, changes.filter(isStep), options);
      done.push(...applied.done);
      notDone = applied.notDone;
      if (notDone.length === 0) {
        return end();
      }
      const failure =
        applied.failures.find(other => !isRace(other)) ??
        (round >= MAX_ROUNDS ? applied.failures[0] : undefined);
      if (failure) {
        return end({ kind: 'failed', error: failure.error });
      }
      // The first miss is mostly the assumption that nothing is there.
      await sleep(round > 1 ? pause(round) : 0);
    }
    return end({ kind: 'cancelled' });
  } catch (error) {
    return end({ kind: 'failed', error });
  }
}

function isRefusal(change: Change): change is Refusal {
  return change.kind === 'refused';
}
