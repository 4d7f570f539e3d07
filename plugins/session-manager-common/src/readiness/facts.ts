import { PolicyDocument } from '../policy/PolicyDocument';
import type { SessionRole } from './sessionRole';

/**
 * What is known of a resource; or why it is not, and what would settle it.
 *
 * @public
 */
export type Fact<T> = KnownFact<T> | { unknown: Missing };

/**
 * What is known; nothing where there is none of it. In JSON that has no value.
 *
 * @public
 */
export type KnownFact<T> = undefined extends T ? { known?: T } : { known: T };

/**
 * Why a fact is not known.
 *
 * @public
 */
export interface Missing {
  /** Such as `The portal may not read the bucket's encryption`. */
  reason: string;
  /** What would settle it, such as an IAM action to allow. */
  settle: string;
}

/**
 * What besides the role decides whether a session starts and is logged.
 * Only what the preferences name is needed; the rest may be absent.
 *
 * @public
 */
export interface SessionFacts {
  /** The region of the node and of the preferences. */
  region: string;
  /**
   * The kind of node; where absent, each that may assume the role.
   */
  target?: 'ec2' | 'hybrid';
  logGroup?: Fact<LogGroupFacts>;
  bucket?: Fact<BucketFacts>;
  /**
   * The policy of the key that encrypts sessions. Every key has one: known to
   * be `undefined`, it is AWS's default, which leaves it to the account;
   * absent, it is not known.
   */
  sessionKeyPolicy?: Fact<PolicyDocument | undefined>;
  /** The ARN of that key, where the preferences name it by an alias. */
  sessionKeyArn?: Fact<string>;
  /** The policy of the key that encrypts the bucket, told in the same way. */
  bucketKeyPolicy?: Fact<PolicyDocument | undefined>;
  /**
   * The ARN of that key, where the bucket names it by an alias or by its id
   * alone: S3 looks for either in the account that writes, the role's.
   */
  bucketKeyArn?: Fact<string>;
  /** The aliases of the key that encrypts sessions. */
  sessionKeyAliases?: Fact<readonly string[]>;
  /** The aliases of the key that encrypts the bucket. */
  bucketKeyAliases?: Fact<readonly string[]>;
  /** The id of the organization of the role's account; `undefined`: it has none. */
  organizationId?: Fact<string | undefined>;
  /**
   * The tier of hybrid nodes in the account and region. Absent, nobody asks:
   * whoever predicts for hybrid nodes of a real account tells it.
   */
  instanceTier?: Fact<InstanceTier>;
  /**
   * The EC2 instances that use the role in the region, each with all of its
   * tags; known to be none counts as not known.
   */
  taggedInstances?: Fact<readonly TaggedInstance[]>;
  /**
   * The role of Default Host Management in the region, which a node on EC2
   * runs on where its own may not register; absent, or known to be
   * `undefined`, where it is off.
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
  /** The key that encrypts the group. */
  kmsKeyArn?: string;
}

/** @public */
export interface BucketFacts {
  exists: boolean;
  region: string;
  ownerAccountId: string;
  /** The default encryption; absent: none. */
  encryption?: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
  /**
   * The key of the default encryption as the bucket names it, by ARN, id or
   * alias; absent: `aws/s3` of whichever account writes.
   */
  kmsKeyArn?: string;
  /** Whether the key that is named is AWS's own, `aws/s3`, of some account. */
  isAwsManagedKey?: boolean;
  policy?: PolicyDocument;
  /** What of these is not known; the fields themselves don't count then. */
  unknown?: { encryption?: Missing; policy?: Missing };
}
