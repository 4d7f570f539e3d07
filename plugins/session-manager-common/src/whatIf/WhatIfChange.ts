import { PolicyDocument } from '../policy/PolicyDocument';
import { BucketFacts, Fact, LogGroupFacts } from '../readiness/model/facts';

/**
 * A change of what sessions in an account and region depend on. All parts are
 * optional, and what a part does not mention stays as it is.
 *
 * @public
 */
export interface WhatIfChange {
  /** The account and region of the session preferences. */
  accountId: string;
  region: string;
  /**
   * Inputs of the session preferences, as they are written in the document. An
   * empty text or `null` removes one.
   */
  preferences?: Readonly<Record<string, unknown>>;
  /** The bucket, for every account and region whose logs it holds. */
  bucket?: BucketChange;
  /** Keys by their ARNs, for every account and region that uses them. */
  keys?: Readonly<Record<string, KeyChange>>;
  /**
   * The ARNs of the keys that aliases such as `alias/sessions` name afterwards;
   * `null` deletes an alias of the account and region.
   */
  aliases?: Readonly<Record<string, string | null>>;
  /** The log group of the session preferences. */
  logGroup?: LogGroupChange;
  /** The documents of permissions boundaries, by the ARNs of their policies. */
  boundaries?: Readonly<Record<string, PolicyDocument>>;
  /** The ARNs of managed policies to detach from the roles that have them. */
  detach?: readonly string[];
  /**
   * The documents of policies to attach: to the roles from which a policy is
   * detached, or to all if none is named.
   */
  attach?: readonly PolicyDocument[];
  /**
   * The ARNs of managed policies to replace by the policy that AWS documents
   * for the session preferences after the change, which the portal creates.
   */
  replace?: readonly string[];
}

/** @public */
export interface BucketChange {
  /** Default: the bucket of the session preferences after the change. */
  name?: string;
  exists?: boolean;
  region?: string;
  ownerAccountId?: string;
  /** `null` removes the policy. */
  policy?: PolicyDocument | null;
  /** The default encryption; `null` removes it. */
  encryption?: NonNullable<BucketFacts['encryption']> | null;
  /** The key of the default encryption; `null` means `aws/s3`. */
  kmsKeyArn?: string | null;
}

/** @public */
export interface KeyChange {
  policy: PolicyDocument;
}

/** @public */
export interface LogGroupChange {
  exists?: boolean;
  /** `null` removes the key. */
  kmsKeyArn?: string | null;
}

/**
 * What was read of resources that only the change names, such as another bucket.
 * What is missing is unknown.
 *
 * @public
 */
export interface WhatIfResources {
  buckets?: Readonly<Record<string, Fact<BucketFacts>>>;
  logGroups?: Readonly<Record<string, Fact<LogGroupFacts>>>;
  /** By their names as written in the change: ARN, id or alias. */
  keys?: Readonly<Record<string, WhatIfKey>>;
}

/** @public */
export interface WhatIfKey {
  /** The key's own ARN. */
  arn: Fact<string>;
  policy: Fact<PolicyDocument | undefined>;
  aliases?: Fact<readonly string[]>;
  /** Whether it is an AWS managed key of a service, such as `aws/s3`. */
  isAwsManaged?: boolean;
}
