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
import { converge, planOnly, Goal } from './converge';
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
  /** Expected path of the role. If absent: any path. */
  path?: string;
  /** Deletes the role although instances use its instance profile. */
  force?: boolean;
  /** Only plans; nothing is written. */
  dryRun?: boolean;
  /** Stops the run between calls. */
  signal?: AbortSignal;
  /** Called for each step as soon as it is done. */
  onStep?: (step: Step) => void;
  /**
   * Known roles are read completely at once; for others, a first read checks
   * whether they exist.
   */
  knownRoles: KnownRoles;
  /**
   * Called with the observed role before it is deleted; an error ends the run.
   */
  guard?: (observed: CompleteRoleSnapshot, names: RoleNames) => Promise<void>;
}

/**
 * What was done or, in a dry run, would be done.
 *
 * @public
 */
export interface Deleted {
  /** Empty if nothing was left. In a dry run it may contain refusals. */
  changes: Change[];
}

/**
 * Deletes a role that the portal created, with its policy and instance profile;
 * if the role does not exist, the leftovers of an earlier run. Resources
 * without the ownership tags are never deleted. Throws an `InputError` for an
 * invalid name or path, a `ConflictError` with the reasons if the role must not
 * be deleted, and other failures as converted by {@link toAwsError}, with what
 * was done and what was not; the next run continues from there.
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
      return { changes: (await planOnly(goal)).changes };
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

/**
 * What a deletion is planned from, with `planDeletion`.
 *
 * @public
 */
export interface ObservedDeletion {
  observed: CompleteRoleSnapshot;
  names: RoleNames;
  /** The instance profiles that instances use, or why they are unknown. */
  inUse: DeletionOptions['inUse'];
}

/**
 * Reads what {@link deleteRole} would plan a deletion from, without a write.
 * Throws an `InputError` for an invalid name or path, and the SDK's error if IAM
 * does not answer.
 *
 * @public
 */
export async function observeDeletion(
  options: Pick<DeleteOptions, 'account' | 'roleName' | 'path'>,
): Promise<ObservedDeletion> {
  const { account } = options;
  const names = namesOf(leastSpec(options));
  const [observed, inUse] = await Promise.all([
    observeRole(account.iam, names),
    readUses(account),
  ]);
  return { observed, names, inUse };
}

/** A spec of the role with all defaults: its names are looked for. */
function leastSpec({
  account,
  roleName,
  path,
}: Pick<DeleteOptions, 'account' | 'roleName' | 'path'>): ResolvedRoleSpec {
  const { accountId, partition, path: usual } = account.settings;
  return resolveRoleSpec(
    { roleName, path: path ?? usual },
    { accountId, partition },
  );
}

/** Whether anything exists, checked by three concurrent reads. */
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

/** The goal that nothing is left. Instances are looked for concurrently. */
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
