import { OneOrMany } from '../policy/PolicyDocument';

/**
 * A call whose permission is asked for, and who makes it.
 *
 * @public
 */
export type AccessRequest = AccessCall & AccessCaller;

/**
 * Who makes a call: a role's session, or an AWS service by itself, as EC2 does
 * when it takes on an instance's role.
 *
 * @public
 */
export type AccessCaller =
  | {
      /** The ARN of the role that calls. */
      principalArn: string;
      principalService?: undefined;
    }
  | {
      principalArn?: undefined;
      /** The name of the service that calls, such as `ec2.amazonaws.com`. */
      principalService: string;
    };

/**
 * A call, and what is known of it.
 *
 * @public
 */
export interface AccessCall {
  /** Such as `s3:PutObject`. */
  action: string;
  /**
   * The ARN of what it is about. A `*` in it stands for a part that is not
   * known and has no `/` and no `:`, such as an id. Where `*` is all of it, or
   * all that follows the account in the ARN, the call is about no one resource,
   * and only a statement about every resource speaks of it.
   */
  resource: string;
  /**
   * The account that owns the resource; absent: the one that its ARN names, or
   * else the principal's own.
   */
  resourceAccountId?: string;
  /**
   * The values of condition keys, as they are: a `*` in one is that character.
   * Only the principal's ARN and account and the resource's account need not be
   * told; they follow from the above.
   */
  context?: Readonly<Record<string, OneOrMany<string>>>;
  /**
   * Condition keys that the call does not have; `prefix*` is all that begin
   * so and have no value here. Any key that is not named is not known.
   */
  absentKeys?: readonly string[];
  /** Condition keys that the call has, with a value that is not known. */
  presentKeys?: readonly string[];
  /**
   * Condition keys with what they may be; `null` is absent, a `*` in a value is
   * a part that is not known, and by itself any value.
   */
  possibleKeys?: Readonly<
    Record<string, ReadonlyArray<OneOrMany<string> | null>>
  >;
}
