import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { canonicalJson } from '../json/canonicalJson';
import { Change, isStep } from '../plan/Change';
import {
  describeChange,
  describeDone,
  describeMissed,
} from '../plan/describeChange';
import { readinessState } from '../readiness/explain/headline';
import { PreviewPlan } from '../plan/PreviewPlan';
import { RoleDocuments } from '../documents/documents';
import { Readiness } from '../readiness/model/Readiness';
import { WiderGrant } from './widerThanLeastPrivilege';

/**
 * The part of a review on which a decision is based. The other roles of the
 * service are only additional information.
 *
 * @public
 */
export interface DecidedReview {
  documents: RoleDocuments;
  /**
   * The changes to the existing role: always for approvers, and for others if
   * they may read the existing role.
   */
  plan: PreviewPlan;
  /** The permissions that exceed least privilege. */
  widerThanLeastPrivilege: readonly WiderGrant[];
  /**
   * The readiness after the changes. Statements of policies of others are
   * included for approvers only.
   */
  readiness?: Readiness;
}

/**
 * The changes of a plan as sentences: before, after, and if they were not made.
 *
 * @public
 */
export interface ChangeSentences {
  will: string[];
  did: string[];
  would: string[];
}

/**
 * The review at the time of a decision. Parts that are too large for the
 * database are omitted.
 *
 * @public
 */
export interface FrozenReview extends Partial<DecidedReview> {
  sentences: ChangeSentences;
  /** The omitted parts. */
  leftOut?: Array<keyof DecidedReview>;
}

/**
 * The SHA-256 hash of a review, in hexadecimal. It covers only the outcome and
 * problems of a readiness and the code of a fault, because their texts differ
 * each time.
 *
 * @public
 */
export function reviewHash(review: DecidedReview): string {
  const { documents, plan, widerThanLeastPrivilege, readiness } = review;
  const text = canonicalJson({
    documents,
    plan: 'fault' in plan ? { fault: plan.fault.code } : plan,
    widerThanLeastPrivilege,
    readiness: readiness
      ? {
          state: readinessState(readiness),
          problems: [
            ...new Set(readiness.problems.map(({ code }) => code)),
          ].sort(),
        }
      : 'unknown',
  });
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * Describes a plan in sentences; empty if the plan is unknown.
 *
 * @public
 */
export function changeSentences(plan: PreviewPlan): ChangeSentences {
  const changes: readonly Change[] = 'changes' in plan ? plan.changes : [];
  const steps = changes.filter(isStep);
  return {
    will: changes.map(describeChange),
    did: steps.map(describeDone),
    would: steps.map(describeMissed),
  };
}

// The documents of a role are at most a few times IAM's limit of 10 KB.
const MOST = 256 * 1024;

// A sentence may contain the reason of a refusal.
const MOST_SENTENCES = 100;

/** The parts to omit if a review is too large, in this order. */
const LEAVING: ReadonlyArray<keyof DecidedReview> = [
  'readiness',
  'plan',
  'widerThanLeastPrivilege',
  'documents',
];

/**
 * Returns the part of a review that is stored with a decision.
 *
 * @public
 */
export function freezeReview(review: DecidedReview): FrozenReview {
  const { documents, plan, widerThanLeastPrivilege, readiness } = review;
  const { will, did, would } = changeSentences(plan);
  const first = (sentences: string[]) => sentences.slice(0, MOST_SENTENCES);
  let frozen: FrozenReview = {
    documents,
    plan,
    widerThanLeastPrivilege,
    readiness,
    sentences: { will: first(will), did: first(did), would: first(would) },
  };
  for (const part of LEAVING) {
    if (utf8ToBytes(JSON.stringify(frozen)).length <= MOST) {
      break;
    }
    frozen = {
      ...frozen,
      [part]: undefined,
      leftOut: [...(frozen.leftOut ?? []), part],
    };
  }
  return frozen;
}
