import { OneOrMany } from '../policy/PolicyDocument';

/**
 * A call and its caller, to be authorized.
 *
 * @public
 */
export type AccessRequest = AccessCall & AccessCaller;

/**
 * The caller: the session of a role, or an AWS service itself, such as EC2 when
 * it assumes an instance's role.
 *
 * @public
 */
export type AccessCaller =
  | {
      /** The ARN of the calling role. */
      principalArn: string;
      principalService?: undefined;
    }
  | {
      principalArn?: undefined;
      /** The service principal, such as `ec2.amazonaws.com`. */
      principalService: string;
    };

/**
 * A call, with the known values of its condition keys.
 *
 * @public
 */
export interface AccessCall {
  /** The action, such as `s3:PutObject`. */
  action: string;
  /**
   * The ARN of the resource. A `*` in it stands for an unknown part without `/`
   * and `:`, such as an id. If it is only `*`, or `*` follows the account, the
   * call has no specific resource, and only statements about all resources
   * apply.
   */
  resource: string;
  /**
   * The account that owns the resource. Defaults to the account in its ARN,
   * else the principal's account.
   */
  resourceAccountId?: string;
  /**
   * The literal values of condition keys: a `*` is that character. The ARN and
   * account of the principal and the account of the resource are derived and
   * can be omitted.
   */
  context?: Readonly<Record<string, OneOrMany<string>>>;
  /**
   * Condition keys that the request does not have. `prefix*` stands for all
   * keys with the prefix that have no value here. All keys that are not
   * mentioned are unknown.
   */
  absentKeys?: readonly string[];
  /** Condition keys that the request has, with unknown values. */
  presentKeys?: readonly string[];
  /**
   * Condition keys with their possible values: `null` means absent, a `*`
   * within a value is an unknown part, and `*` alone is any value.
   */
  possibleKeys?: Readonly<
    Record<string, ReadonlyArray<OneOrMany<string> | null>>
  >;
}
