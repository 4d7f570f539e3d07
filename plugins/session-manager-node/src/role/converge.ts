import { setTimeout as sleep } from 'node:timers/promises';
import { IAMClient } from '@aws-sdk/client-iam';
import {
  Change,
  isStep,
  EMPTY_SNAPSHOT,
  CompleteRoleSnapshot,
  Refusal,
  Step,
} from 'backstage-plugin-session-manager-common';
import { ApplyOptions, applySteps, pause } from './applySteps';
import { isRace } from './isRace';

const MAX_ROUNDS = 4;

/** What IAM is to become. */
export interface Goal {
  /** Reads what IAM has. */
  observe(): Promise<CompleteRoleSnapshot>;
  /** Throws where what is there must not be looked at any further. */
  guard?(observed: CompleteRoleSnapshot): Promise<void>;
  /** What is to change there; empty where the goal is reached. */
  plan(observed: CompleteRoleSnapshot): Change[] | Promise<Change[]>;
}

/** How to get there. */
export interface ConvergeOptions extends ApplyOptions {
  /** Begin as if nothing were there, without a look. */
  assumeNothing?: boolean;
}

/** How far it came. */
export interface Run {
  /** What was there before the last round. */
  observed: CompleteRoleSnapshot;
  done: readonly Step[];
  notDone: readonly Step[];
  /** Absent where the goal is reached. */
  ending?: Ending;
}

/** Why it did not come to its end. */
export type Ending =
  | { kind: 'refused'; refusals: readonly Refusal[] }
  | { kind: 'forbidden'; error: unknown }
  | { kind: 'cancelled' }
  | { kind: 'failed'; error: unknown };

/**
 * Observes, plans and applies until the goal is reached: in one round, unless
 * something turns out to be other than was observed or assumed.
 */
export async function converge(
  iam: IAMClient,
  goal: Goal,
  { assumeNothing = false, ...options }: ConvergeOptions,
): Promise<Run> {
  const done: Step[] = [];
  let observed = EMPTY_SNAPSHOT;
  let notDone: readonly Step[] = [];
  const end = (ending?: Ending): Run => ({ observed, done, notDone, ending });
  try {
    for (let round = 1; !options.signal?.aborted; round++) {
      if (!assumeNothing || round > 1) {
        observed = await goal.observe();
      }
      const forbidden = await goal.guard?.(observed).then(
        () => undefined,
        (error: unknown): Ending => ({ kind: 'forbidden', error }),
      );
      if (forbidden) {
        return end(forbidden);
      }
      const changes = await goal.plan(observed);
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

/** What is to change now, without a change. */
export async function foresee(
  goal: Goal,
): Promise<{ observed: CompleteRoleSnapshot; changes: Change[] }> {
  const observed = await goal.observe();
  await goal.guard?.(observed);
  return { observed, changes: await goal.plan(observed) };
}

function isRefusal(change: Change): change is Refusal {
  return change.kind === 'refused';
}
