import { ManagedPolicyDetail, RoleDetail } from '@aws-sdk/client-iam';

/**
 * Items that are generated when they are asked for, so that an account can have
 * any number of them.
 *
 * @public
 */
export interface GeneratedItems<T> {
  count: number;
  at(index: number): T;
}

/**
 * What IAM has in a generated account, as it sends it: documents are
 * URL-encoded.
 *
 * @public
 */
export interface AccountContent {
  roles: GeneratedItems<RoleDetail>;
  /** Customer managed policies. */
  policies: GeneratedItems<ManagedPolicyDetail>;
}
