import { GetRoleCommand } from '@aws-sdk/client-iam';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  describeStatementDone,
  DocumentSpec,
  logAccess,
  ResolvedRoleSpec,
  RoleStatements,
  StatementChange,
  StatementEdit,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { asErrorLike, awsCode } from '../fault/awsCode';
import { toAwsError } from '../fault/toAwsError';
import { bucketPolicy } from './bucketPolicy';
import { convergePolicy } from './convergePolicy';
import { ResourcePolicyStore } from './ResourcePolicyStore';
import { keyPolicy } from './keyPolicy';
import { mergeInto } from './mergeInto';
import { serializeByKey } from './serializeByKey';

/**
 * How a role gets or loses access to another account's bucket.
 *
 * @public
 */
export interface LogAccessOptions {
  spec: ResolvedRoleSpec & Pick<DocumentSpec, 'checkEncryption'>;
  /** The role's account. */
  account: Pick<AwsAccount, 'iam'>;
  /** The account that owns the bucket, and its key. */
  owner: Pick<AwsAccount, 'settings' | 'regions' | 's3' | 'kms'>;
  /** Removes the role's statements. */
  revoke?: boolean;
  /** Only plans; nothing is written. */
  dryRun?: boolean;
  /** Stops the run between calls. */
  signal?: AbortSignal;
  /** Called for each change as soon as it is written. */
  onChange?: (change: StatementChange) => void;
  /** Called when someone else has changed a policy in the meantime. */
  onRace?: (policy: string) => void;
  /** How long a written policy must stay unchanged. Default: 1.5 seconds. */
  settleMs?: number;
}

/** A policy, and the statements that the role needs in it. */
interface Target {
  policy: ResourcePolicyStore;
  role: RoleStatements;
}

/**
 * Adds the statements that a role needs to the policies of another account's
 * bucket and of the bucket's key, or removes them; returns the changes. Both
 * policies are read before either is written. Statements of others stay
 * unchanged. Throws a `ConflictError` if that is not possible, and an
 * `InputError` if the bucket belongs to the role's own account.
 *
 * @public
 */
export async function grantLogAccess(
  options: LogAccessOptions,
): Promise<StatementChange[]> {
  const done: StatementChange[] = [];
  try {
    const targets = targetsOf(options);
    const planned = await Promise.all(targets.map(planOne));
    const changes = planned.flat();
    if (options.dryRun || changes.length === 0) {
      return changes;
    }
    if (!options.revoke) {
      await requireRole(options);
    }
    const runs = await Promise.allSettled(
      targets
        .filter((_, index) => planned[index].length > 0)
        .map(target => converge(target, options, done)),
    );
    const failure = runs.find(run => run.status === 'rejected');
    if (failure) {
      throw failure.reason;
    }
    return targets.flatMap(({ policy }) =>
      done.filter(({ arn }) => arn === policy.arn),
    );
  } catch (error) {
    throw withNote(error, noteOn(error, options, done));
  }
}

/**
 * The changes that are still missing in one of the policies, or why they are
 * not known.
 *
 * @public
 */
export type LogAccessPart = Pick<StatementChange, 'resource'> &
  ({ changes: StatementChange[] } | { error: Error });

/**
 * Plans the changes that a role still needs in the policies of another
 * account's bucket and of the bucket's key, or the removal of its statements.
 * Each policy is planned independently, so one that cannot be read does not
 * affect the other. Nothing is written.
 *
 * @public
 */
export async function planLogAccess(
  options: Pick<LogAccessOptions, 'spec' | 'owner' | 'revoke'>,
): Promise<LogAccessPart[]> {
  return Promise.all(
    targetsOf(options).map(async target => {
      const { resource } = target.policy;
      try {
        return { resource, changes: await planOne(target) };
      } catch (error) {
        return { resource, error: withNote(error, noteOn(error, options, [])) };
      }
    }),
  );
}

function targetsOf({
  spec,
  owner,
  revoke,
}: Pick<LogAccessOptions, 'spec' | 'owner' | 'revoke'>): Target[] {
  const access = logAccess(spec, revoke);
  if (!access || !spec.s3) {
    throw new InputError(
      's3.bucketOwner: must differ from the role’s account, for which the role’s policy is sufficient',
    );
  }
  const { keyArn, keyPolicy: ofKey, bucketPolicy: ofBucket } = access;
  return [
    { policy: bucketPolicy(owner, spec.s3.bucket), role: ofBucket },
    ...(keyArn && ofKey
      ? [{ policy: keyPolicy(owner, keyArn), role: ofKey }]
      : []),
  ];
}

async function planOne({ policy, role }: Target): Promise<StatementChange[]> {
  const { edits } = mergeInto(policy, await policy.read(), role);
  return edits.map(edit => changeOf(policy, edit));
}

async function converge(
  { policy, role }: Target,
  { signal, settleMs, onChange, onRace }: LogAccessOptions,
  done: StatementChange[],
): Promise<void> {
  await serializeByKey(policy.arn, () =>
    convergePolicy(policy, role, {
      signal,
      settleMs,
      onRace: () => onRace?.(policy.title),
      onEdit: edit => {
        const change = changeOf(policy, edit);
        // A statement that was written again after a race is reported once.
        if (!done.some(other => sameStatement(other, change))) {
          done.push(change);
          onChange?.(change);
        }
      },
    }),
  );
}

function changeOf(
  { resource, arn }: ResourcePolicyStore,
  { sid, ...edit }: StatementEdit,
): StatementChange {
  return { ...edit, resource, name: sid, arn };
}

function sameStatement(a: StatementChange, b: StatementChange): boolean {
  return a.arn === b.arn && a.name === b.name;
}

/** AWS rejects a policy that names a role that does not exist. */
async function requireRole({ account, spec }: LogAccessOptions): Promise<void> {
  const { roleName, path, accountId } = spec;
  const missing = () =>
    new NotFoundError(
      `Account ${accountId} has no role ${path}${roleName}: create it first, because AWS rejects a policy that names a role that does not exist.`,
    );
  try {
    const { Role } = await account.iam.send(
      new GetRoleCommand({ RoleName: roleName }),
      callOptions(),
    );
    if (Role?.Path !== path) {
      throw missing();
    }
  } catch (error) {
    throw awsCode(error) === 'NoSuchEntity' ? missing() : error;
  }
}

function withNote(error: unknown, note: string): Error {
  const converted = toAwsError(error, note);
  if (converted === error && note) {
    converted.message = `${converted.message} ${note}`;
  }
  return converted;
}

function noteOn(
  error: unknown,
  { spec, owner }: Pick<LogAccessOptions, 'spec' | 'owner'>,
  done: readonly StatementChange[],
): string {
  const changes = done.map(describeStatementDone).join('; ');
  return [
    // S3 returns only this if another account owns the bucket: see
    // bucketPolicy.
    asErrorLike(error).message === 'Access Denied' && spec.s3
      ? `AWS returns the same error if account ${owner.settings.accountId} does not own the bucket ${spec.s3.bucket}.`
      : '',
    changes && `Done: ${changes}.`,
  ]
    .filter(Boolean)
    .join(' ');
}
