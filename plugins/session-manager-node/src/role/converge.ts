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

/** The goal of a run. */
export interface Goal {
  /** Reads what IAM has. */
  observe(): Promise<CompleteRoleSnapshot>;
  /** Throws if the current state must not be inspected any further. */
  guard?(observed: CompleteRoleSnapshot): Promise<void>;
  /** Plans the changes; empty if the goal is reached. */
  plan(observed: CompleteRoleSnapshot): Change[] | Promise<Change[]>;
}

/** How to reach the goal. */
export interface ConvergeOptions extends ApplyOptions {
  /** Start as if nothing existed, without reading. */
  assumeNothing?: boolean;
}

/** Result of a run. */
export interface Run {
  /** The observed state before the last round. */
  observed: CompleteRoleSnapshot;
  done: readonly Step[];
  notDone: readonly Step[];
  /** Absent if the goal is reached. */
  ending?: Ending;
}

/** Why the run did not complete. */
export type Ending =
  | { kind: 'refused'; refusals: readonly Refusal[] }
  | { kind: 'forbidden'; error: unknown }
  | { kind: 'cancelled' }
  | { kind: 'failed'; error: unknown };

/**
 * Observes, plans and applies until the goal is reached: in one round, unless
 * the state differs from what was observed or assumed.
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
      // The first failed round usually means that something exists already.
      await sleep(round > 1 ? pause(round) : 0);
    }
    return end({ kind: 'cancelled' });
  } catch (error) {
    return end({ kind: 'failed', error });
  }
}

/** Plans the current changes without applying them. */
export async function planOnly(
  goal: Goal,
): Promise<{ observed: CompleteRoleSnapshot; changes: Change[] }> {
  const observed = await goal.observe();
  await goal.guard?.(observed);
  return { observed, changes: await goal.plan(observed) };
}

function isRefusal(change: Change): change is Refusal {
  return change.kind === 'refused';
}
