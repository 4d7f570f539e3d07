import { PolicyDocument } from '../policy/PolicyDocument';

/**
 * What is known of a resource; or why it is not, and what would settle it.
 *
 * @public
 */
export type Fact<T> =
  | { known: T }
  | {
      unknown: {
        /** Such as `The portal may not read the bucket's encryption`. */
        reason: string;
        /** What would settle it, such as an IAM action to allow. */
        settle: string;
      };
    };

/**
 * What besides the role decides whether a session starts and is logged.
 * Only what the preferences name is needed; the rest may be absent.
 *
 * @public
 */
export interface SessionFacts {
  /** The region of the node and of the preferences. */
  region: string;
  /** `ec2` where absent. */
  target?: 'ec2' | 'hybrid';
  logGroup?: Fact<LogGroupFacts>;
  bucket?: Fact<BucketFacts>;
  /** The policy of the key that encrypts sessions. */
  sessionKeyPolicy?: Fact<PolicyDocument | undefined>;
  /** The policy of the key that encrypts the bucket. */
  bucketKeyPolicy?: Fact<PolicyDocument | undefined>;
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
  /** The key of the default encryption; absent: AWS's own. */
  kmsKeyArn?: string;
  policy?: PolicyDocument;
}
