import { AccountSettings } from 'backstage-plugin-session-manager-common';

/**
 * One thing that the portal's own credentials must be allowed to do.
 *
 * @public
 */
export interface Permission {
  /** As in IAM policies, such as `iam:CreateRole`. */
  action: string;
  on: PermissionTarget;
  /** Limits it further. */
  only?: PermissionLimit;
  /**
   * How an account's permissions boundary bears on it. `within`: allowed only
   * on roles that have, or thereby get, that very boundary. `without`: needed
   * only where the account has none.
   */
  boundary?: 'within' | 'without';
  /** In whose account it is needed. Absent: in the role's. */
  account?: 'bucket-owner';
  /** What it is for, as the end of a sentence: "needed to …". */
  why: string;
}

/**
 * What a permission is for. `own…` is what lies at the IAM path that the
 * account is configured with, `allowed…` what it allows roles to name.
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
