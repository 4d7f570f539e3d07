import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError } from '@backstage/errors';
import {
  asList,
  PolicyDocument,
  RoleStatements,
  StatementEdit,
} from 'backstage-plugin-session-manager-common';
import { asErrorLike, awsCode } from '../fault/awsCode';
import { pause } from '../role/applySteps';
import { CancelledError } from '../role/runError';
import { ResourcePolicyStore } from './ResourcePolicyStore';
import { mergeInto } from './mergeInto';

const MAX_ROUNDS = 6;
const MAX_READS = 8;
/** Longer than another writer takes from its read to its write. */
const SETTLE_MS = 1_500;
const UNSEEN_MS = 30_000;

export interface ConvergePolicyOptions {
  signal?: AbortSignal;
  /** How long a written policy must stay unchanged. Default: 1.5 seconds. */
  settleMs?: number;
  /** Called for each edit as soon as it is written. */
  onEdit?: (edit: StatementEdit) => void;
  /** Called when someone else has written in the meantime. */
  onRace?: () => void;
}

/**
 * Updates a role's statements in a policy.
 *
 * S3 and KMS replace the policy completely and have no conditional write, so
 * concurrent writers can undo each other's changes. Therefore: merge into what
 * is read immediately before the write, write only if something differs, then
 * read again, immediately and after a while; if the role's statements are
 * missing, merge again. Another write can still be lost if it happens between
 * that read and the write.
 *
 * Throws a `ConflictError` if others keep writing.
 */
export async function convergePolicy(
  policy: ResourcePolicyStore,
  role: RoleStatements,
  options: ConvergePolicyOptions = {},
): Promise<void> {
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    if (options.signal?.aborted) {
      throw new CancelledError('Cancelled.');
    }
    const before = await policy.read();
    const merge = mergeInto(policy, before, role);
    if (merge.edits.length === 0) {
      return;
    }
    await writeOnceSeen(policy, merge.policy, options);
    merge.edits.forEach(edit => options.onEdit?.(edit));
    if (await stays(policy, role, before, options)) {
      return;
    }
    options.onRace?.();
    await sleep(pause(round));
  }
  throw new ConflictError(
    `Someone else keeps changing ${policy.title}: run it again when they are done.`,
  );
}

/** Whether the written policy is there, and still is after a while. */
async function stays(
  policy: ResourcePolicyStore,
  role: RoleStatements,
  before: PolicyDocument | undefined,
  { settleMs = SETTLE_MS }: ConvergePolicyOptions,
): Promise<boolean> {
  const inLine = (now: PolicyDocument | undefined) =>
    mergeInto(policy, now, role).edits.length === 0;
  for (let attempt = 0; attempt < MAX_READS; attempt++) {
    const now = await policy.read();
    if (inLine(now)) {
      await sleep(settleMs);
      return inLine(await policy.read());
    }
    // An old policy can come from a stale replica of AWS, and writing again on
    // top of it could undo someone else's change.
    // https://docs.aws.amazon.com/kms/latest/developerguide/accessing-kms.html#programming-eventual-consistency
    if (JSON.stringify(now) !== JSON.stringify(before)) {
      return false;
    }
    await sleep(pause(attempt));
  }
  return false;
}

/** Writes, and retries while AWS does not see a role that was just created. */
async function writeOnceSeen(
  policy: ResourcePolicyStore,
  document: PolicyDocument | undefined,
  { signal }: ConvergePolicyOptions,
): Promise<void> {
  const until = Date.now() + UNSEEN_MS;
  for (let attempt = 0; ; attempt++) {
    try {
      await policy.write(document);
      return;
    } catch (error) {
      if (!isInvalidPrincipal(error)) {
        throw error;
      }
      const dead = deletedPrincipals(document);
      if (dead.length > 0) {
        throw new ConflictError(
          `AWS does not accept ${policy.title}, because it names deleted principals: ${dead.join(', ')}. Its owner has to remove them.`,
        );
      }
      if (signal?.aborted || Date.now() > until) {
        throw error;
      }
      await sleep(pause(attempt));
    }
  }
}

// S3 and KMS check that principals exist:
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
// https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
function isInvalidPrincipal(error: unknown): boolean {
  const { message } = asErrorLike(error);
  return (
    ['MalformedPolicy', 'MalformedPolicyDocument'].includes(awsCode(error)) &&
    /invalid principal/i.test(String(message))
  );
}

// AWS shows the unique id of users and roles that were deleted:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
function deletedPrincipals(document: PolicyDocument | undefined): string[] {
  return asList(document?.Statement)
    .flatMap(({ Principal, NotPrincipal }) => [Principal, NotPrincipal])
    .flatMap(principal =>
      typeof principal === 'object' ? asList(principal.AWS) : [],
    )
    .filter(name => /^A(?:ROA|IDA)[A-Z0-9]+$/.test(name));
}
