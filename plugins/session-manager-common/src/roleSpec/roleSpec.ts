import { z } from 'zod/v3';
import * as field from './fields';

const s3 = z
  .object({
    bucket: field.bucket.describe(
      'Name of the S3 bucket that session logs are written to.',
    ),
    prefix: field.prefix
      .optional()
      .describe(
        'Folder in the bucket, without / at its ends. It must be the prefix in the Session Manager preferences.',
      ),
    bucketOwner: field
      .accountId()
      .optional()
      .describe(
        'AWS account that owns the bucket. Needed where it is not the role’s own account.',
      ),
    kmsKeyArn: field
      .keyArn()
      .optional()
      .describe(
        'KMS key that encrypts the bucket, where it has one of its own.',
      ),
  })
  .strict();

const cloudWatchLogs = z
  .object({
    logGroup: field.logGroup
      .optional()
      .describe('Log group that session logs are streamed to.'),
    kmsKeyArn: field
      .keyArn()
      .optional()
      .describe(
        'KMS key that encrypts the log group. CloudWatch Logs uses it by the key’s own policy; the role needs no right on it.',
      ),
  })
  .strict();

/**
 * A role spec. Templates, API bodies and database rows have the same shape.
 * Uses the API of zod 3, which the scaffolder's actions require.
 *
 * @public
 */
export const roleSpecSchema = z
  .object({
    accountId: field
      .accountId()
      .optional()
      .describe(
        'AWS account to make the role in. Default: the account of the portal’s own credentials.',
      ),
    roleName: field.roleName.describe('Name of the IAM role.'),
    roleDescription: field
      .description()
      .optional()
      .describe('Description of the role, shown in the IAM console.'),
    path: field.path
      .optional()
      .describe(
        'IAM path of the role, its policy and its instance profile. Default: the account’s configured path, or /.',
      ),
    policyName: field.policyName
      .optional()
      .describe(
        'Name of the permissions policy. Default: <roleName>-SessionManagerPermissions.',
      ),
    policyDescription: field
      .description()
      .optional()
      .describe(
        'Description of the managed policy. IAM never changes it later.',
      ),
    policyType: z
      .enum(['managed', 'inline'])
      .optional()
      .describe(
        'managed (default): a policy of its own, with versions. inline: a part of the role.',
      ),
    policyStyle: z
      .enum(['documented', 'least-privilege'])
      .optional()
      .describe(
        'documented (default): the statements that AWS documents. least-privilege: the same abilities on the narrowest resources that work.',
      ),
    kmsKeyArn: field
      .keyArn()
      .optional()
      .describe(
        'KMS key that encrypts the session’s data, as in the Session Manager preferences. Absent: no right to decrypt.',
      ),
    s3: s3.optional().describe('Session logs to Amazon S3.'),
    cloudWatchLogs: cloudWatchLogs
      .optional()
      .describe('Session logs to Amazon CloudWatch Logs.'),
    target: z
      .enum(['ec2', 'hybrid'])
      .optional()
      .describe(
        'ec2 (default): for EC2 instances, with an instance profile. hybrid: for other machines registered with Systems Manager.',
      ),
    instanceProfileName: field.instanceProfileName
      .optional()
      .describe('Name of the instance profile. Default: the role’s name.'),
    permissionsBoundaryArn: field.policyArn
      .optional()
      .describe(
        'Permissions boundary of the role. Default: the account’s configured one, or none.',
      ),
    roleTags: field
      .tags()
      .optional()
      .describe('Tags of the role and its instance profile.'),
    policyTags: field.tags().optional().describe('Tags of the managed policy.'),
    entityRef: field.entityRef
      .optional()
      .describe(
        'The service that the role is for, such as component:default/payments.',
      ),
  })
  .strict();

/**
 * A role spec as written by its author, with optional fields for defaults.
 *
 * @public
 */
export type RoleSpec = z.output<typeof roleSpecSchema>;

/**
 * The settings of an account for every role in it.
 *
 * @public
 */
export interface AccountSettings {
  accountId: string;
  /** `aws`, `aws-cn`, `aws-us-gov` or `aws-eusc`. */
  partition: string;
  /** The display name of the account. */
  name?: string;
  path?: string;
  permissionsBoundaryArn?: string;
  /** In seconds, 3600 to 43200. */
  maxSessionDuration?: number;
  /** The tags for every role and policy in the account. */
  tags?: Readonly<Record<string, string>>;
  /**
   * The names that roles may use. An absent list allows any. `*` stands for any
   * text.
   */
  allow?: {
    buckets?: readonly string[];
    kmsKeyArns?: readonly string[];
    logGroups?: readonly string[];
  };
}

/**
 * A complete role spec: with all defaults applied, and validated for its
 * account.
 *
 * @public
 */
export interface ResolvedRoleSpec extends RoleSpec {
  partition: string;
  accountId: string;
  path: string;
  policyName: string;
  policyType: 'managed' | 'inline';
  policyStyle: 'documented' | 'least-privilege';
  target: 'ec2' | 'hybrid';
  /** Absent for hybrid nodes. */
  instanceProfileName?: string;
  /** In seconds. */
  maxSessionDuration: number;
  roleTags: Record<string, string>;
  policyTags: Record<string, string>;
}
