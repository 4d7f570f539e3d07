import { ConflictError, CustomErrorBase } from '@backstage/errors';
import {
  Change,
  describeChange,
  describeDone,
  iamArn,
  ObservedRole,
  plan,
  PlanOptions,
  ResolvedRoleSpec,
  Step,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { toAwsError } from '../fault/toAwsError';
import { applySteps } from './applySteps';
import { converge, Run } from './converge';
import { keptBy } from './keptBy';
import { KnownRoles } from './knownRoles';
import { namesOf, observeRole } from './observeRole';
import { undoSteps } from './undoSteps';

/**
 * How a role is provisioned.
 *
 * @public
 */
export interface ProvisionOptions extends PlanOptions {
  account: Pick<AwsAccount, 'iam'>;
  spec: ResolvedRoleSpec;
  /** Only plans: nothing is written. */
  dryRun?: boolean;
  /** When the run fails, removes what it created, and only that. */
  rollback?: boolean;
  /** Stops the run between calls. */
  signal?: AbortSignal;
  /** Called for each step as soon as it is done. */
  onStep?: (step: Step) => void;
  /** Roles that are read before anything is written. */
  knownRoles: KnownRoles;
}

/**
 * What was done, or in a dry run would be.
 *
 * @public
 */
export interface Provisioned {
  /** Empty: all is as asked. In a dry run there may be refusals among them. */
  changes: Change[];
  /** Whether the role was made, and not only changed. */
  created: boolean;
  /**
   * What someone else added to the role and stays: ARNs of managed policies
   * and names of inline ones.
   */
  kept: string[];
}

/**
 * The run was cancelled; the message says what it had done.
 *
 * @public
 */
export class CancelledError extends CustomErrorBase {
  name = 'CancelledError' as const;
}

/**
 * Makes a role, its policy and its instance profile exactly as the spec says,
 * from whatever is there; where that must not be, throws a `ConflictError`
 * with the reasons, and IAM is left as it was. Another failure is thrown as
 * {@link toAwsError} makes it, with what was done and what was not; the next
 * run goes on from there.
 *
 * A role that is not known is created without looking first: five calls in
 * two waves. IAM has no transaction, so the policy and the profile are made
 * beside the role; where the role turns out to be there already, what this run
 * has made is planned with, or removed again where the plan refuses. The
 * alternatives are a wave of reads before each creation, or a third wave of
 * writes.
 *
 * @public
 */
export async function provisionRole(
  options: ProvisionOptions,
): Promise<Provisioned> {
  if (options.dryRun) {
    return preview(options);
  }
  const { spec, knownRoles } = options;
  const roleArn = iamArn(spec, 'role', spec.path, spec.roleName);
  const known = await knownRoles.has(roleArn);
  const run = await converge(options, known);
  if (run.ending) {
    // A policy or profile without its role is no start for a next run.
    const orphans = !known && !created(run.done);
    const undone = options.rollback || orphans || run.ending.kind === 'refused';
    throw errorOf(run, undone ? await undo(options, run.done) : '');
  }
  await knownRoles.add(roleArn);
  return summary(options, run.observed, [...run.done]);
}

async function preview(options: ProvisionOptions): Promise<Provisioned> {
  const { account, spec } = options;
  try {
    const observed = await observeRole(account.iam, namesOf(spec));
    return summary(options, observed, plan(spec, observed, options));
  } catch (error) {
    throw toAwsError(error);
  }
}

function summary(
  { spec }: ProvisionOptions,
  observed: ObservedRole,
  changes: Change[],
): Provisioned {
  return {
    changes,
    created: created(changes),
    kept: keptBy(spec, observed, changes),
  };
}

function created(changes: readonly Change[]): boolean {
  return changes.some(({ operation }) => operation === 'CreateRole');
}

/** Removes what was created; says so, or what is left over. */
async function undo(
  { account }: ProvisionOptions,
  done: readonly Step[],
): Promise<string> {
  const steps = undoSteps(done);
  if (steps.length === 0) {
    return '';
  }
  const { notDone } = await applySteps(account.iam, steps, { justMade: true });
  return notDone.length === 0
    ? 'What this run had created was removed again.'
    : `What this run had created could not be removed; left to do: ${notDone.map(describeChange).join('; ')}.`;
}

function errorOf({ ending, done, notDone }: Run, undone: string): Error {
  switch (ending?.kind) {
    case 'refused': {
      const reasons = ending.refusals.map(({ reason }) => reason).join('; ');
      return new ConflictError(sentences(`Refused: ${reasons}.`, undone));
    }
    case 'failed':
      return toAwsError(ending.error, sentences(tell(done, notDone), undone));
    default:
      return new CancelledError(
        sentences('Cancelled.', tell(done, notDone), undone),
      );
  }
}

function tell(done: readonly Step[], notDone: readonly Step[]): string {
  const list = (texts: string[]) => texts.join('; ') || 'nothing';
  return sentences(
    `Done: ${list(done.map(describeDone))}.`,
    `Not done: ${list(notDone.map(describeChange))}.`,
  );
}

function sentences(...texts: string[]): string {
  return texts.filter(Boolean).join(' ');
}
