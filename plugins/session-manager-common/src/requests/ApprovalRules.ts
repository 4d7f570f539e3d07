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
  /**
   * Entity refs of the groups whose members may have a request carried out
   * without an approval; absent: nobody may.
   */
  breakGlass?: readonly string[];
}

/**
 * What is harmless enough to need nobody. A rule limits everything that can
 * widen a role; where it names no limit, only the default of the role's account
 * fits. In its patterns `*` stands for any text, as in `allow`.
 *
 * @public
 */
export interface AutoApproveRule {
  name: string;
  /** Kept in the history: a rule that changes gets another. */
  version: string;
  /** The style that the role's policy must have. */
  policyStyle: 'documented' | 'least-privilege';
  /** What the role may be for. Absent: EC2 instances. */
  targets?: readonly ('ec2' | 'hybrid')[];
  /** Where logs may go. Absent: the role writes no logs to Amazon S3. */
  buckets?: readonly string[];
  /**
   * The accounts besides the role's own that may own the bucket, as AWS tells.
   * Absent: none.
   */
  bucketOwners?: readonly string[];
  /** The folders of the bucket that logs may go to. Absent: no folder is named. */
  prefixes?: readonly string[];
  /** The ARNs of keys of sessions. Absent: the role names none. */
  sessionKeys?: readonly string[];
  /**
   * The ARNs of keys of the bucket. A role that names none may use any with the
   * bucket, so it fits `*` alone. Absent: the role names none.
   */
  bucketKeys?: readonly string[];
  /**
   * Where logs may go. A role that names no log group may write to any, so it
   * fits `*` alone. Absent: the role writes no logs to CloudWatch Logs.
   */
  logGroups?: readonly string[];
  /** The ARNs of keys of the log group. Absent: the role names none. */
  logGroupKeys?: readonly string[];
  /**
   * Tags besides those of the account, by their key, with what their value may
   * be. Absent: none.
   */
  tags?: Readonly<Record<string, readonly string[]>>;
  /** The ARNs of boundaries. Absent: the account's, or none where it has none. */
  permissionsBoundaryArns?: readonly string[];
  /** IAM paths. Absent: the account's, or `/`. */
  paths?: readonly string[];
  /** The longest session of the role in seconds. Absent: the account's. */
  maxSessionDuration?: number;
}

/**
 * The SHA-256 of approval rules, in hexadecimal: equal for equal rules.
 *
 * @public
 */
export function rulesHash(rules: ApprovalRules): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(rules))));
}
