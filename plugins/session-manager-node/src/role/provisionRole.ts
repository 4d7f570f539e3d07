import {
  Change,
  describeChange,
  iamArn,
  ObservedRole,
  plan,
  PlanOptions,
  ResolvedRoleSpec,
  Step,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { awsFault } from '../fault/awsFault';
import { toAwsError } from '../fault/toAwsError';
import { applySteps } from './applySteps';
import { converge, Goal } from './converge';
import { keptBy } from './keptBy';
import { KnownRoles } from './knownRoles';
import { namesOf, observeRole } from './observeRole';
import { runError } from './runError';
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
   * What the spec does not name and stays: ARNs of managed policies, names of
   * inline ones, and ARNs of other instance profiles that hold the role.
   */
  kept: string[];
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
  const { account, spec, knownRoles } = options;
  const goal: Goal = {
    observe: () => observeRole(account.iam, namesOf(spec)),
    plan: observed => plan(spec, observed, options),
  };
  if (options.dryRun) {
    return preview(options, goal);
  }
  const roleArn = iamArn(spec, 'role', spec.path, spec.roleName);
  const known = await knownRoles.has(roleArn);
  const run = await converge(account.iam, goal, {
    ...options,
    assumeNothing: !known,
  });
  if (run.ending) {
    // A policy or profile without its role is no start for a next run.
    const orphans = !known && !created(run.done);
    const undone = options.rollback || orphans || run.ending.kind === 'refused';
    throw runError(run, undone ? await undo(options, run.done) : '');
  }
  await knownRoles.add(roleArn);
  return summary(options, run.observed, [...run.done]);
}

async function preview(
  options: ProvisionOptions,
  goal: Goal,
): Promise<Provisioned> {
  try {
    const observed = await goal.observe();
    return summary(options, observed, await goal.plan(observed));
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
  const { notDone, failures } = await applySteps(account.iam, steps, {
    justMade: true,
  });
  const hints = new Set(failures.map(({ error }) => awsFault(error).hint));
  return notDone.length === 0
    ? 'What this run had created was removed again.'
    : `What this run had created could not be removed; left to do: ${notDone.map(describeChange).join('; ')}. ${[...hints].join(' ')}`;
}
