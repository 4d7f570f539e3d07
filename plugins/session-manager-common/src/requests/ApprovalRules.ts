import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { canonicalJson } from '../json/canonicalJson';

/**
 * The approval rules of an account: who must approve, and which requests a rule
 * approves automatically. A request stores the rules under which it was
 * created.
 *
 * @public
 */
export interface ApprovalRules {
  /** The entity refs of users and groups; at least one. */
  approvers: readonly string[];
  /** The number of different people who must approve; at least 1. */
  required: number;
  /** The rules for automatic approval. The first matching rule approves. */
  autoApprove: readonly AutoApproveRule[];
  /**
   * The entity refs of the groups whose members may execute a request without
   * approval; absent: break glass is off.
   */
  breakGlass?: readonly string[];
}

/**
 * A rule for automatic approval. It limits every field that can broaden a
 * role's permissions; without a limit, only the default of the role's account
 * matches. In patterns, `*` stands for any text, as in `allow`.
 *
 * @public
 */
export interface AutoApproveRule {
  name: string;
  /** Stored in the history. A changed rule gets a new version. */
  version: string;
  /** The required style of the role's policy. */
  policyStyle: 'documented' | 'least-privilege';
  /** The permitted targets. Absent: EC2 instances. */
  targets?: readonly ('ec2' | 'hybrid')[];
  /**
   * The permitted log buckets. Absent: the role may not write logs to Amazon
   * S3.
   */
  buckets?: readonly string[];
  /**
   * The accounts, in addition to the role's own, that may own the bucket
   * according to AWS. Absent: none.
   */
  bucketOwners?: readonly string[];
  /**
   * The permitted folders of the bucket. Absent: the spec may not name a
   * folder.
   */
  prefixes?: readonly string[];
  /** The permitted ARNs of session keys. Absent: the spec may not name one. */
  sessionKeys?: readonly string[];
  /**
   * The permitted ARNs of the bucket's key. A role without one may use any key
   * with the bucket, so it matches `*` only. Absent: the spec may not name one.
   */
  bucketKeys?: readonly string[];
  /**
   * The permitted log groups. A role without one may write to any log group, so
   * it matches `*` only. Absent: the role may not write logs to CloudWatch
   * Logs.
   */
  logGroups?: readonly string[];
  /**
   * The permitted ARNs of the log group's key. Absent: the spec may not name
   * one.
   */
  logGroupKeys?: readonly string[];
  /**
   * The permitted tags in addition to those of the account: patterns for the
   * value, by key. Absent: none.
   */
  tags?: Readonly<Record<string, readonly string[]>>;
  /**
   * The permitted ARNs of permissions boundaries. Absent: the account's
   * boundary, or none if it has none.
   */
  permissionsBoundaryArns?: readonly string[];
  /** The permitted IAM paths. Absent: the account's path, or `/`. */
  paths?: readonly string[];
  /**
   * The longest permitted session duration of the role, in seconds. Absent: the
   * account's.
   */
  maxSessionDuration?: number;
}

/**
 * The SHA-256 hash of approval rules, in hexadecimal. Equal rules have equal
 * hashes.
 *
 * @public
 */
export function rulesHash(rules: ApprovalRules): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(rules))));
}
