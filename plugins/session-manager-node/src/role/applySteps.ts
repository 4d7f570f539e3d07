import { setTimeout as sleep } from 'node:timers/promises';
import { IAMClient } from '@aws-sdk/client-iam';
import {
  Operation,
  Step,
  waves,
} from 'backstage-plugin-session-manager-common';
import { awsCode } from '../fault/awsCode';
import { callIam } from './iamCalls';

/** How steps are applied. */
export interface ApplyOptions {
  /** Stops the run between calls; a call in progress is waited for. */
  signal?: AbortSignal;
  /** Called for each step as soon as it is done. */
  onStep?: (step: Step) => void;
  /** Whether IAM may not see yet the resources that the steps work on. */
  justMade?: boolean;
}

/** Result of a run: all steps, or some of them and what stopped it. */
export interface Applied {
  done: readonly Step[];
  notDone: readonly Step[];
  /** Empty if all steps are done or the run was cancelled. */
  failures: readonly StepFailure[];
}

/** A step that failed, with the SDK's error. */
export interface StepFailure {
  step: Step;
  error: unknown;
}

/**
 * Applies the steps of a plan, concurrently if they do not depend on each
 * other. When one fails, the steps in progress are waited for and no further
 * ones are started.
 */
export async function applySteps(
  iam: IAMClient,
  steps: readonly Step[],
  options: ApplyOptions = {},
): Promise<Applied> {
  const planned = new Set(steps.map(({ operation }) => operation));
  const done: Step[] = [];
  const failures: StepFailure[] = [];
  for (const wave of waves(steps)) {
    if (options.signal?.aborted || failures.length > 0) {
      break;
    }
    await Promise.all(
      wave.map(async step => {
        try {
          await makeTrue(iam, step, planned, options);
        } catch (error) {
          failures.push({ step, error });
          return;
        }
        done.push(step);
        options.onStep?.(step);
      }),
    );
  }
  return {
    done,
    notDone: steps.filter(step => !done.includes(step)),
    failures,
  };
}

// IAM is eventually consistent: a call may not see yet what earlier calls
// created or deleted, and then fails with one of these errors.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
type Lag = { error: string; after: readonly Operation[] };
const LAGS: Partial<Record<Operation, Lag>> = {
  AttachRolePolicy: {
    error: 'NoSuchEntity',
    after: ['CreatePolicy', 'CreateRole'],
  },
  PutRolePolicy: { error: 'NoSuchEntity', after: ['CreateRole'] },
  AddRoleToInstanceProfile: {
    error: 'NoSuchEntity',
    after: ['CreateInstanceProfile', 'CreateRole'],
  },
  DeletePolicy: {
    error: 'DeleteConflict',
    after: ['DetachRolePolicy', 'DeletePolicyVersion'],
  },
  DeleteInstanceProfile: {
    error: 'DeleteConflict',
    after: ['RemoveRoleFromInstanceProfile'],
  },
  DeleteRole: {
    error: 'DeleteConflict',
    after: [
      'DetachRolePolicy',
      'DeleteRolePolicy',
      'RemoveRoleFromInstanceProfile',
    ],
  },
};
// A deletion can also be blocked by something else, so it is retried only
// briefly.
const LONGEST_LAG_MS: Record<string, number> = {
  NoSuchEntity: 30_000,
  DeleteConflict: 5_000,
};
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 3_000;

/** Makes the call and retries while IAM does not see earlier changes yet. */
async function makeTrue(
  iam: IAMClient,
  step: Step,
  planned: ReadonlySet<Operation>,
  { signal, justMade }: ApplyOptions,
): Promise<void> {
  const lag = LAGS[step.operation];
  const mayLag = (code: string) =>
    (code === lag?.error && lag.after.some(before => planned.has(before))) ||
    (code === 'NoSuchEntity' && justMade);
  const begun = Date.now();
  for (let attempt = 0; ; attempt++) {
    try {
      return await callIam(iam, step);
    } catch (error) {
      const code = awsCode(error);
      const patient = Date.now() - begun < LONGEST_LAG_MS[code];
      if (mayLag(code) && patient && !signal?.aborted) {
        await sleep(pause(attempt));
      } else if (code === 'NoSuchEntity' && step.kind === 'delete') {
        return undefined;
      } else {
        throw error;
      }
    }
  }
}

/** Grows with jitter, so that many tasks do not call at the same moment. */
export function pause(attempt: number): number {
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
  return longest * (0.5 + Math.random() / 2);
}
