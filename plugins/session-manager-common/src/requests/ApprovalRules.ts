import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { canonicalJson } from '../json/canonicalJson';

/**
 * Who must approve a role of an account, and which roles are approved by a
 * rule. A request keeps those that it was made under.
 *
 * @public
 */
export interface ApprovalRules {
  /** Entity refs of users and groups; at least one. */
  approvers: readonly string[];
  /** How many different people must approve; at least 1. */
  required: number;
  /** Rules that approve at once; the first that fits does. */
  autoApprove: readonly AutoApproveRule[];
}

/**
 * What is harmless enough to need nobody. A request that takes over a role or
 * removes what others added is never.
 *
 * @public
 */
export interface AutoApproveRule {
  name: string;
  /** Kept in the history: a rule that changes gets another. */
  version: string;
  /** The style that the spec must have; absent: any. */
  policyStyle?: 'documented' | 'least-privilege';
  /** Logs may go to another account's bucket only where this is true. */
  crossAccount: boolean;
  /** Where logs may go, `*` stands for any text; absent: any bucket. */
  buckets?: readonly string[];
}

/**
 * The SHA-256 of approval rules, in hexadecimal: equal for equal rules.
 *
 * @public
 */
export function rulesHash(rules: ApprovalRules): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(rules))));
}
