import { parseArn } from '../aws/arn';
import { OneOrMany } from '../policy/PolicyDocument';
import { asList } from '../policy/PolicyDocument';

/**
 * A call whose permission is asked for.
 *
 * @public
 */
export interface AccessRequest {
  /** Such as `s3:PutObject`. */
  action: string;
  /**
   * The ARN of what it is about, or `*` where it has no resource. A `*` in it
   * stands for a part that is not known and has no `/`, such as an id.
   */
  resource: string;
  /** The ARN of the role that calls. */
  principalArn: string;
  /** The account that owns the resource; absent: the principal's own. */
  resourceAccountId?: string;
  /** The values of condition keys. */
  context?: Readonly<Record<string, OneOrMany<string>>>;
  /** Condition keys that the call does not have. Any other is not known. */
  absentKeys?: readonly string[];
}

/** What a request has for a condition key; `undefined` is not known. */
export type KeyValues = readonly string[] | 'absent' | undefined;

/** The values of a request's condition keys. */
export type Context = (key: string) => KeyValues;

// A role's session has no user name:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-infotouse
const ABSENT_FOR_ROLES = ['aws:username'];

/** The given keys, and those that the request itself tells. */
export function contextOf(request: AccessRequest): Context {
  const principalAccount = parseArn(request.principalArn)?.accountId;
  const values = new Map<string, readonly string[]>();
  const tell = (key: string, value: OneOrMany<string> | undefined) =>
    value !== undefined && values.set(key.toLowerCase(), asList(value));
  tell('aws:PrincipalArn', request.principalArn);
  tell('aws:PrincipalAccount', principalAccount);
  tell('aws:PrincipalType', 'AssumedRole');
  tell('aws:PrincipalIsAWSService', 'false');
  tell('aws:ResourceAccount', request.resourceAccountId ?? principalAccount);
  for (const [key, value] of Object.entries(request.context ?? {})) {
    tell(key, value);
  }
  const absent = new Set(
    [...ABSENT_FOR_ROLES, ...(request.absentKeys ?? [])].map(key =>
      key.toLowerCase(),
    ),
  );
  return key => {
    const name = key.toLowerCase();
    return values.get(name) ?? (absent.has(name) ? 'absent' : undefined);
  };
}
