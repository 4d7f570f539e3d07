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
import { KeptPolicy } from './KeptPolicy';
import { keyPolicy } from './keyPolicy';
import { mergeInto } from './mergeInto';
import { oneAtATime } from './oneAtATime';

/**
 * How a role gets access to another account's bucket, or loses it.
 *
 * @public
 */
export interface LogAccessOptions {
  spec: ResolvedRoleSpec & Pick<DocumentSpec, 'checkEncryption'>;
  /** The role's account. */
  account: Pick<AwsAccount, 'iam'>;
  /** The account that owns the bucket, and its key. */
  owner: Pick<AwsAccount, 'settings' | 'regions' | 's3' | 'kms'>;
  /** Takes the role's statements out. */
  revoke?: boolean;
  /** Only plans: nothing is written. */
  dryRun?: boolean;
  /** Stops the run between calls. */
  signal?: AbortSignal;
  /** Called for each change as soon as it is written. */
  onChange?: (change: StatementChange) => void;
  /** Called when someone else has changed a policy meanwhile. */
  onRace?: (policy: string) => void;
  /** How long what was written must stay to count. Default: 1.5 seconds. */
  settleMs?: number;
}

/** A policy, and what a role shall have in it. */
interface Target {
  policy: KeptPolicy;
  role: RoleStatements;
}

/**
 * Merges what a role needs into the policies of another account's bucket and
 * of the bucket's key, or takes it out; gives the changes. Both are looked at
 * before either is written. What is not the role's stays as it is. Throws a
 * `ConflictError` where that is not possible, an `InputError` where the bucket
 * is the role's own account's.
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
 * What a role still lacks in one of the policies, or why that is not known.
 *
 * @public
 */
export type LogAccessPart = Pick<StatementChange, 'resource'> &
  ({ changes: StatementChange[] } | { error: Error });

/**
 * What a role still lacks in the policies of another account's bucket and of the
 * bucket's key, each by itself: one that cannot be read says nothing of the
 * other. Nothing is written.
 *
 * @public
 */
export async function planLogAccess(
  options: Pick<LogAccessOptions, 'spec' | 'owner'>,
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
      's3.bucketOwner: must differ from the role’s account, where the role’s policy is enough',
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
  await oneAtATime(policy.arn, () =>
    convergePolicy(policy, role, {
      signal,
      settleMs,
      onRace: () => onRace?.(policy.title),
      onEdit: edit => {
        const change = changeOf(policy, edit);
        // What a race undid is written again, and told once.
        if (!done.some(other => sameStatement(other, change))) {
          done.push(change);
          onChange?.(change);
        }
      },
    }),
  );
}

function changeOf(
  { resource, arn }: KeptPolicy,
  { sid, ...edit }: StatementEdit,
): StatementChange {
  return { ...edit, resource, name: sid, arn };
}

function sameStatement(a: StatementChange, b: StatementChange): boolean {
  return a.arn === b.arn && a.name === b.name;
}

/** AWS takes no policy that names a role which is not there. */
async function requireRole({ account, spec }: LogAccessOptions): Promise<void> {
  const { roleName, path, accountId } = spec;
  const missing = () =>
    new NotFoundError(
      `Account ${accountId} has no role ${path}${roleName}: make it first, because AWS takes no policy that names a role which is not there.`,
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
  const told = toAwsError(error, note);
  if (told === error && note) {
    told.message = `${told.message} ${note}`;
  }
  return told;
}

function noteOn(
  error: unknown,
  { spec, owner }: Pick<LogAccessOptions, 'spec' | 'owner'>,
  done: readonly StatementChange[],
): string {
  const told = done.map(describeStatementDone).join('; ');
  return [
    // S3 says no more than this where another account owns it: see bucketPolicy.
    asErrorLike(error).message === 'Access Denied' && spec.s3
      ? `The same comes where account ${owner.settings.accountId} does not own the bucket ${spec.s3.bucket}.`
      : '',
    told && `Done: ${told}.`,
  ]
    .filter(Boolean)
    .join(' ');
}
