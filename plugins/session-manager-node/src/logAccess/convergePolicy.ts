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
import { KeptPolicy } from './KeptPolicy';
import { mergeInto } from './mergeInto';

const MAX_ROUNDS = 6;
const MAX_LOOKS = 8;
/** Longer than another writer takes from its read to its write. */
const SETTLE_MS = 1_500;
const UNSEEN_MS = 30_000;

export interface ConvergeOptions {
  signal?: AbortSignal;
  /** How long what was written must stay. Default: 1.5 seconds. */
  settleMs?: number;
  /** Called for each edit as soon as it is written. */
  onEdit?: (edit: StatementEdit) => void;
  /** Called when someone else has written meanwhile. */
  onRace?: () => void;
}

/**
 * Brings a role's statements in a policy in line.
 *
 * S3 and KMS replace a policy as a whole and know no condition on what was
 * there before, so another writer can undo what this one wrote, and this one
 * what another did. Therefore: merge into what is read right before the write,
 * write only what differs, read again, and again after a while; where the
 * role's statements are not there then, merge into what is there now. What is
 * left is another's write between that read and the write, one call apart.
 *
 * Throws a `ConflictError` where others keep writing.
 */
export async function convergePolicy(
  policy: KeptPolicy,
  role: RoleStatements,
  options: ConvergeOptions = {},
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

/** Whether what was written is there, and still is after a while. */
async function stays(
  policy: KeptPolicy,
  role: RoleStatements,
  before: PolicyDocument | undefined,
  { settleMs = SETTLE_MS }: ConvergeOptions,
): Promise<boolean> {
  const inLine = (now: PolicyDocument | undefined) =>
    mergeInto(policy, now, role).edits.length === 0;
  for (let look = 0; look < MAX_LOOKS; look++) {
    const now = await policy.read();
    if (inLine(now)) {
      await sleep(settleMs);
      return inLine(await policy.read());
    }
    // What was there before may be what a copy of AWS still has, and writing
    // again from an old copy could undo someone else's change.
    // https://docs.aws.amazon.com/kms/latest/developerguide/accessing-kms.html#programming-eventual-consistency
    if (JSON.stringify(now) !== JSON.stringify(before)) {
      return false;
    }
    await sleep(pause(look));
  }
  return false;
}

/** Writes, again while AWS does not see yet a role that was just made. */
async function writeOnceSeen(
  policy: KeptPolicy,
  document: PolicyDocument | undefined,
  { signal }: ConvergeOptions,
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
          `AWS takes ${policy.title} no more, because it names who was deleted: ${dead.join(', ')}. Its owner has to take that out.`,
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

// Of users and roles that are gone, AWS shows the unique id:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
function deletedPrincipals(document: PolicyDocument | undefined): string[] {
  return asList(document?.Statement)
    .flatMap(({ Principal, NotPrincipal }) => [Principal, NotPrincipal])
    .flatMap(principal =>
      typeof principal === 'object' ? asList(principal.AWS) : [],
    )
    .filter(name => /^A(?:ROA|IDA)[A-Z0-9]+$/.test(name));
}
