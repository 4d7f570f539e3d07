import { AccountSettings, ResolvedRoleSpec, RoleSpec } from './roleSpec';

/**
 * A setting of a role that another spec does not have.
 *
 * @public
 */
export interface SpecLoss {
  /** The path of the field in the role spec, such as `s3` or `roleTags.team`. */
  field: string;
  /** The value that would be removed, as text. */
  value: string;
}

/**
 * Returns what a role would lose if the next spec were applied: where it may
 * write logs, keys that it may use, its permissions boundary, its kind of node,
 * and tags. A changed value is no loss.
 *
 * @public
 */
export function specLosses(
  last: ResolvedRoleSpec,
  next: RoleSpec,
  account: Pick<AccountSettings, 'tags' | 'permissionsBoundaryArn'> = {},
): SpecLoss[] {
  const sameBucket = last.s3?.bucket === next.s3?.bucket;
  return [
    ...lost('s3', last.s3 && logsOf(last.s3), next.s3?.bucket),
    ...(sameBucket
      ? [
          ...lost('s3.kmsKeyArn', last.s3?.kmsKeyArn, next.s3?.kmsKeyArn),
          ...lost('s3.bucketOwner', last.s3?.bucketOwner, next.s3?.bucketOwner),
        ]
      : []),
    ...lost(
      'cloudWatchLogs',
      last.cloudWatchLogs && (last.cloudWatchLogs.logGroup ?? '*'),
      next.cloudWatchLogs && '*',
    ),
    ...lost('kmsKeyArn', last.kmsKeyArn, next.kmsKeyArn),
    ...lost(
      'permissionsBoundaryArn',
      last.permissionsBoundaryArn,
      next.permissionsBoundaryArn ?? account.permissionsBoundaryArn,
    ),
    ...(last.target === (next.target ?? 'ec2')
      ? []
      : [{ field: 'target', value: last.target }]),
    ...lostTags('roleTags', last.roleTags, {
      ...next.roleTags,
      ...account.tags,
    }),
    ...lostTags('policyTags', last.policyTags, {
      ...next.policyTags,
      ...account.tags,
    }),
  ];
}

function logsOf({ bucket, prefix }: NonNullable<RoleSpec['s3']>): string {
  return prefix ? `${bucket}/${prefix}` : bucket;
}

function lost(
  field: string,
  last: string | undefined,
  next: string | undefined,
): SpecLoss[] {
  return last && !next ? [{ field, value: last }] : [];
}

/** IAM tag keys are case-insensitive. */
function lostTags(
  field: string,
  last: Readonly<Record<string, string>>,
  next: Readonly<Record<string, string>>,
): SpecLoss[] {
  const kept = Object.keys(next).map(key => key.toLowerCase());
  return Object.entries(last)
    .filter(([key]) => !kept.includes(key.toLowerCase()))
    .map(([key, value]) => ({
      field: `${field}.${key}`,
      value: `${key} = ${value}`,
    }));
}
