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
import { converge, planOnly, Goal, Run } from './converge';
import { leftInPlace } from './leftInPlace';
import { KnownRoles } from './knownRoles';
import { namesOf, observeRole } from './observeRole';
import { runError } from './runError';
import { orphanSteps, undoSteps } from './undoSteps';

/**
 * Options of {@link provisionRole}.
 *
 * @public
 */
export interface ProvisionOptions extends PlanOptions {
  account: Pick<AwsAccount, 'iam'>;
  spec: ResolvedRoleSpec;
  /** Only plans; nothing is written. */
  dryRun?: boolean;
  /** If the run fails, removes what it created, and only that. */
  rollback?: boolean;
  /** Stops the run between calls. */
  signal?: AbortSignal;
  /**
   * Called once with the observed role before its first change, if it exists.
   */
  onWarnings?: (warnings: readonly PlanWarning[]) => void;
  /** Called for each step as soon as it is done. */
  onStep?: (step: Step) => void;
  /** Roles that are read before anything is written. */
  knownRoles: KnownRoles;
  /**
   * Called with the observed role before it is changed; an error ends the run.
   */
  guard?: (observed: CompleteRoleSnapshot) => Promise<void>;
}

/**
 * What was done or, in a dry run, would be done.
 *
 * @public
 */
export interface Provisioned {
  /**
   * Empty if the role matches its spec. In a dry run it may contain refusals.
   */
  changes: Change[];
  /** Whether the role was created, not only changed. */
  created: boolean;
  /**
   * What the spec does not name and stays in place: ARNs of managed policies,
   * names of inline ones, and ARNs of other instance profiles that contain the
   * role.
   */
  kept: string[];
}

/**
 * Creates or updates a role, its policy and its instance profile to match the
 * spec. If that is not allowed, throws a `ConflictError` with the reasons, and
 * IAM is left as it was. Other failures are thrown as converted by {@link
 * toAwsError}, with what was done and what was not; the next run continues from
 * there.
 *
 * A known role is read before anything is written. A role that is not known is
 * created without reading first: five calls in two waves. Until IAM answers
 * that its name is taken, there can only be creations, which IAM refuses for
 * anything that exists, so nothing of others is overwritten. The created
 * resources are then part of the plan, or removed again if the plan refuses,
 * and from then on the role is known.
 *
 * @public
 */
export async function provisionRole(
  options: ProvisionOptions,
): Promise<Provisioned> {
  const { account, spec, knownRoles } = options;
  // The observed role before its first change.
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
    const { observed, changes } = await planOnly(goal);
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
    kept: leftInPlace(spec, observed, changes),
  };
}

function created(changes: readonly Change[]): boolean {
  return changes.some(({ operation }) => operation === 'CreateRole');
}

/**
 * Removes what must not stay; returns a note on that, or on what is left over.
 */
async function undo(
  { account, spec, rollback }: ProvisionOptions,
  { done, ending, observed }: Run,
  known: boolean,
): Promise<string> {
  const refused = ending?.kind === 'refused' || ending?.kind === 'forbidden';
  // A policy or profile without its role is not a valid start for the next run.
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
