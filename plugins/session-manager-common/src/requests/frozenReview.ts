import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { canonicalJson } from '../json/canonicalJson';
import { Change, isStep } from '../plan/Change';
import {
  describeChange,
  describeDone,
  describeMissed,
} from '../plan/describeChange';
import { readinessState } from '../readiness/headline';
import { PreviewPlan } from '../plan/PreviewPlan';
import { RoleDocuments } from '../policy/documents';
import { Readiness } from '../readiness/Readiness';
import { WiderGrant } from './widerThanLeastPrivilege';

/**
 * What is decided about, of all that a review shows: the other roles of the
 * service only help to decide.
 *
 * @public
 */
export interface DecidedReview {
  documents: RoleDocuments;
  /**
   * The changes against what exists now: all for those who decide, for others
   * where they may read what exists.
   */
  plan: PreviewPlan;
  /** What the policy allows beyond the narrowest that works. */
  widerThanLeastPrivilege: WiderGrant[];
  /**
   * Whether sessions would start and be logged after it; with the statements of
   * others' policies only for those who decide.
   */
  readiness?: Readiness;
}

/**
 * The changes of a plan in sentences: before they are made, after, and where
 * they were not.
 *
 * @public
 */
export interface ChangeSentences {
  will: string[];
  did: string[];
  would: string[];
}

/**
 * A review as it was when somebody decided. What is too long for the database
 * is left out, and said to be.
 *
 * @public
 */
export interface FrozenReview extends Partial<DecidedReview> {
  sentences: ChangeSentences;
  /** What was left out. */
  leftOut?: Array<keyof DecidedReview>;
}

/**
 * The SHA-256 of what is decided about, in hexadecimal. Of a readiness only the
 * outcome and the problems count, of a fault only its code: their texts differ
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
 * A plan in sentences; none where it is not known.
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

// The documents of a role are at most a few times IAM's own limit of 10 KB.
const MOST = 256 * 1024;

// A sentence may have the reason of a refusal in it.
const MOST_SENTENCES = 100;

/** What is left out first where it is too much. */
const LEAVING: ReadonlyArray<keyof DecidedReview> = [
  'readiness',
  'plan',
  'widerThanLeastPrivilege',
  'documents',
];

/**
 * What is kept of a review with a decision.
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
