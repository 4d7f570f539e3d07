import { AccountSettings } from 'backstage-plugin-session-manager-common';

/**
 * A permission that the portal's own credentials need.
 *
 * @public
 */
export interface Permission {
  /** As in IAM policies, such as `iam:CreateRole`. */
  action: string;
  on: PermissionTarget;
  /** Condition that restricts it further. */
  only?: PermissionLimit;
  /**
   * How an account's permissions boundary affects it. `within`: allowed only on
   * roles that have, or get by the call, exactly that boundary. `without`:
   * needed only if the account has no boundary.
   */
  boundary?: 'within' | 'without';
  /** Whose account needs it. If absent: the role's. */
  account?: 'bucket-owner';
  /** What it is for, as the end of the sentence "needed to …". */
  why: string;
}

/**
 * The resources of a permission. `own…` is what lies at the configured IAM path
 * of the account, `allowed…` what the account allows roles to name.
 * `everything` is for actions that IAM cannot limit to resources.
 *
 * @public
 */
export type PermissionTarget =
  | 'everything'
  | 'any-role'
  | 'any-policy'
  | 'any-policy-of-aws-too'
  | 'any-profile'
  | 'own-role'
  | 'own-policy'
  | 'own-profile'
  | 'any-instance'
  | 'any-node'
  | 'allowed-bucket'
  | 'allowed-key'
  | 'any-bucket'
  | 'any-key'
  | 'preferences'
  | 'service-settings'
  | 'portal-role';

/**
 * A condition of a permission.
 *
 * @public
 */
export type PermissionLimit =
  'own-policy' | 'own-profile' | 'to-ec2' | 'to-ssm';

/**
 * What the resources in a policy depend on.
 *
 * @public
 */
export interface PermissionScope extends Pick<
  AccountSettings,
  'partition' | 'accountId' | 'path' | 'permissionsBoundaryArn' | 'allow'
> {
  /** The role that the portal assumes in other accounts. */
  portalRoleName?: string;
}
