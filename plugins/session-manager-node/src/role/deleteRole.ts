import {
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import {
  Change,
  DeletionOptions,
  iamArn,
  CompleteRoleSnapshot,
  planDeletion,
  resolveRoleSpec,
  ResolvedRoleSpec,
  Step,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { awsFault } from '../fault/awsFault';
import { toAwsError } from '../fault/toAwsError';
import { converge, foresee, Goal } from './converge';
import { existing } from './existing';
import { KnownRoles } from './knownRoles';
import { namesOf, observeRole, RoleNames } from './observeRole';
import { listProfileUses } from './profileUses';
import { runError } from './runError';

/**
 * How a role is deleted.
 *
 * @public
 */
export interface DeleteOptions {
  account: Pick<AwsAccount, 'settings' | 'iam' | 'ec2' | 'everyRegion'>;
  roleName: string;
  /** Where the role is thought to be; absent: at any path. */
  path?: string;
  /** Delete although instances use the role's instance profile. */
  force?: boolean;
  /** Only plans: nothing is written. */
  dryRun?: boolean;
  /** Stops the run between calls. */
  signal?: AbortSignal;
  /** Called for each step as soon as it is done. */
  onStep?: (step: Step) => void;
  /** Roles that are read whole at once; others are first looked for. */
  knownRoles: KnownRoles;
  /**
   * Is asked about what there is before it is deleted; what it throws ends the
   * run.
   */
  guard?: (observed: CompleteRoleSnapshot, names: RoleNames) => Promise<void>;
}

/**
 * What was done, or in a dry run would be.
 *
 * @public
 */
export interface Deleted {
  /** Empty: nothing was left. In a dry run there may be refusals among them. */
  changes: Change[];
}

/**
 * Deletes a role that the portal made, with its policy and instance profile;
 * where there is no role, what is left of the like. What lacks the ownership
 * tags is never deleted. Throws an `InputError` for a name or path that is
 * none, a `ConflictError` with the reasons where the role must stay, and
 * another failure as {@link toAwsError} makes it, with what was done and what
 * was not; the next run goes on from there.
 *
 * @public
 */
export async function deleteRole(options: DeleteOptions): Promise<Deleted> {
  const { account, dryRun, knownRoles } = options;
  const spec = leastSpec(options);
  const names = namesOf(spec);
  const roleArn = iamArn(spec, 'role', spec.path, spec.roleName);
  try {
    const known = await knownRoles.has(roleArn);
    if (!known && !(await isAnythingThere(account.iam, names))) {
      return { changes: [] };
    }
    const goal = deletionOf(names, options);
    if (dryRun) {
      return { changes: (await foresee(goal)).changes };
    }
    const run = await converge(account.iam, goal, options);
    if (run.ending) {
      throw runError(run);
    }
    await knownRoles.forget(run.observed.role?.arn ?? roleArn);
    return { changes: [...run.done] };
  } catch (error) {
    throw toAwsError(error);
  }
}

/** The spec of such a role that has every default: its names are looked for. */
function leastSpec({
  account,
  roleName,
  path,
}: DeleteOptions): ResolvedRoleSpec {
  const { accountId, partition, path: usual } = account.settings;
  return resolveRoleSpec(
    { roleName, path: path ?? usual },
    { accountId, partition },
  );
}

/** Whether there is anything at all, by three reads at once. */
async function isAnythingThere(
  iam: IAMClient,
  { roleName, policyArn, instanceProfileName }: RoleNames,
): Promise<boolean> {
  const answers = await Promise.all([
    existing(
      iam.send(new GetRoleCommand({ RoleName: roleName }), callOptions()),
    ),
    existing(
      iam.send(new GetPolicyCommand({ PolicyArn: policyArn }), callOptions()),
    ),
    existing(
      iam.send(
        new GetInstanceProfileCommand({
          InstanceProfileName: instanceProfileName,
        }),
        callOptions(),
      ),
    ),
  ]);
  return answers.some(answer => answer !== undefined);
}

/** The goal that nothing of it is left. Instances are looked for meanwhile. */
function deletionOf(
  names: RoleNames,
  { account, path, force, guard }: DeleteOptions,
): Goal {
  const inUse = force ? [] : readUses(account);
  return {
    observe: () => observeRole(account.iam, names),
    guard: async observed => guard?.(observed, names),
    plan: async observed =>
      planDeletion(names.roleName, observed, {
        inUse: await inUse,
        path,
        force,
      }),
  };
}

async function readUses(
  account: DeleteOptions['account'],
): Promise<DeletionOptions['inUse']> {
  try {
    return await listProfileUses(account, await account.everyRegion());
  } catch (error) {
    return { fault: awsFault(error) };
  }
}
