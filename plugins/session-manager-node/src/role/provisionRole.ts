import {
  Change,
  describeChange,
  iamArn,
  CompleteRoleSnapshot,
  PlanOptions,
  PlanWarning,
  ResolvedRoleSpec,
  Step,
  warnedPlan,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { awsFault } from '../fault/awsFault';
import { toAwsError } from '../fault/toAwsError';
import { applySteps } from './applySteps';
import { converge, foresee, Goal, Run } from './converge';
import { keptBy } from './keptBy';
import { KnownRoles } from './knownRoles';
import { namesOf, observeRole } from './observeRole';
import { runError } from './runError';
import { orphanSteps, undoSteps } from './undoSteps';

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
  /** Called once, before the first change of a role that there is something to know of. */
  onWarnings?: (warnings: readonly PlanWarning[]) => void;
  /** Called for each step as soon as it is done. */
  onStep?: (step: Step) => void;
  /** Roles that are read before anything is written. */
  knownRoles: KnownRoles;
  /**
   * Is asked about what there is before it is changed; what it throws ends the
   * run.
   */
  guard?: (observed: CompleteRoleSnapshot) => Promise<void>;
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
 * A role that is known is read before anything is written. One that is not is
 * created without looking first: five calls in two waves. What comes before
 * the answer that its name is taken can only be creations, which IAM refuses
 * for whatever is there: so nothing of someone else is ever written on. They
 * are planned with then, or removed again where the plan refuses, and the role
 * is known from there on.
 *
 * @public
 */
export async function provisionRole(
  options: ProvisionOptions,
): Promise<Provisioned> {
  const { account, spec, knownRoles } = options;
  // Of what was there before anything of it was changed.
  let warnings: PlanWarning[] | undefined;
  const goal: Goal = {
    observe: () => observeRole(account.iam, namesOf(spec)),
    guard: options.guard,
    plan: observed => {
      const planned = warnedPlan(spec, observed, options);
      if (!warnings && planned.warnings) {
        warnings = planned.warnings;
        options.onWarnings?.(warnings);
      }
      return planned.changes;
    },
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
  if (!run.ending || run.ending.kind === 'refused') {
    await knownRoles.add(roleArn);
  }
  if (run.ending) {
    throw runError(run, await undo(options, run, known));
  }
  return summary(options, run.observed, [...run.done]);
}

async function preview(
  options: ProvisionOptions,
  goal: Goal,
): Promise<Provisioned> {
  try {
    const { observed, changes } = await foresee(goal);
    return summary(options, observed, changes);
  } catch (error) {
    throw toAwsError(error);
  }
}

function summary(
  { spec }: ProvisionOptions,
  observed: CompleteRoleSnapshot,
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

/** Removes what must not stay; says so, or what is left over. */
async function undo(
  { account, spec, rollback }: ProvisionOptions,
  { done, ending, observed }: Run,
  known: boolean,
): Promise<string> {
  const refused = ending?.kind === 'refused' || ending?.kind === 'forbidden';
  // A policy or profile without its role is no start for a next run.
  const orphans = !known && !created(done);
  const steps = [
    ...(rollback || refused || orphans ? undoSteps(done) : []),
    ...(refused ? orphanSteps(spec, observed, done) : []),
  ];
  if (steps.length === 0) {
    return '';
  }
  const { notDone, failures } = await applySteps(account.iam, steps, {
    justMade: true,
  });
  const hints = new Set(failures.map(({ error }) => awsFault(error).hint));
  return notDone.length === 0
    ? 'What had been created for it was removed again.'
    : `What had been created for it could not be removed; left to do: ${notDone.map(describeChange).join('; ')}. ${[...hints].join(' ')}`;
}
