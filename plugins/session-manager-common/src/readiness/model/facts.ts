import { PolicyDocument } from '../../policy/PolicyDocument';
import type { SessionRole } from './sessionRole';

/**
 * A known value, or the reason why the value is unknown.
 *
 * @public
 */
export type Fact<T> = KnownFact<T> | { unknown: UnknownReason };

/**
 * A known value. `known` is absent if it is known that the resource has no such
 * value, because JSON has no `undefined`.
 *
 * @public
 */
export type KnownFact<T> = undefined extends T ? { known?: T } : { known: T };

/**
 * Why a fact is unknown.
 *
 * @public
 */
export interface UnknownReason {
  /**
   * For example `The portal is not allowed to read the bucket's encryption`.
   */
  reason: string;
  /** How to make the fact known, for example an IAM action to allow. */
  remedy: string;
}

/**
 * Facts about the resources that a session uses, apart from the role. Only the
 * facts on resources named in the preferences are needed.
 *
 * @public
 */
export interface SessionFacts {
  /** The region of the node and of the preferences. */
  region: string;
  /**
   * The kind of node. If absent, each kind that can assume the role is
   * predicted.
   */
  target?: 'ec2' | 'hybrid';
  logGroup?: Fact<LogGroupFacts>;
  bucket?: Fact<BucketFacts>;
  /**
   * The policy of the session key. Every key has a policy: a known `undefined`
   * is AWS's default policy, which delegates access to the account; an absent
   * fact is unknown.
   */
  sessionKeyPolicy?: Fact<PolicyDocument | undefined>;
  /** The ARN of the session key, if the preferences name it by alias. */
  sessionKeyArn?: Fact<string>;
  /** The policy of the bucket's key, in the same form as `sessionKeyPolicy`. */
  bucketKeyPolicy?: Fact<PolicyDocument | undefined>;
  /**
   * The ARN of the bucket's key, if the bucket names it by alias or id. S3
   * resolves these in the account that writes, which is the role's.
   */
  bucketKeyArn?: Fact<string>;
  /** The aliases of the session key. */
  sessionKeyAliases?: Fact<readonly string[]>;
  /** The aliases of the bucket's key. */
  bucketKeyAliases?: Fact<readonly string[]>;
  /**
   * The organization id of the role's account; `undefined` if it is in none.
   */
  organizationId?: Fact<string | undefined>;
  /**
   * The instance tier of hybrid nodes in the account and region. If absent, the
   * tier is not checked. Callers that predict for hybrid nodes of a real
   * account must set it.
   */
  instanceTier?: Fact<InstanceTier>;
  /**
   * The EC2 instances in the region that use the role, each with all of its
   * tags. A known empty list counts as unknown.
   */
  taggedInstances?: Fact<readonly TaggedInstance[]>;
  /**
   * The Default Host Management role of the region, used by an EC2 instance
   * whose own role cannot register it. Absent, or a known `undefined`, if
   * Default Host Management is off.
   */
  defaultHostManagement?: Fact<SessionRole | undefined>;
}

/**
 * Session Manager connects to hybrid nodes in the advanced-instances tier only:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-configure-instance-tiers.html
 *
 * @public
 */
export type InstanceTier = 'standard' | 'advanced';

/**
 * An EC2 instance and all of its tags.
 *
 * @public
 */
export interface TaggedInstance {
  instanceId: string;
  tags: Readonly<Record<string, string>>;
}

/** @public */
export interface LogGroupFacts {
  exists: boolean;
  /** The ARN of the key that encrypts the log group; absent if it has none. */
  kmsKeyArn?: string;
}

/** @public */
export interface BucketFacts {
  exists: boolean;
  region: string;
  ownerAccountId: string;
  /** The default encryption; absent if the bucket has none. */
  encryption?: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
  /**
   * The key of the default encryption as the bucket names it: ARN, id or alias.
   * If absent, S3 uses `aws/s3` of the account that writes.
   */
  kmsKeyArn?: string;
  /** Whether the named key is an AWS managed key (`aws/s3`) of any account. */
  isAwsManagedKey?: boolean;
  policy?: PolicyDocument;
  /** The fields that could not be read. Their values are then meaningless. */
  unknown?: { encryption?: UnknownReason; policy?: UnknownReason };
}
