import { DocumentSpec, partitionOf } from './DocumentSpec';

/** The actions to write a log to the bucket. */
export function putActions(spec: DocumentSpec): string[] {
  // The agent sets the ACL bucket-owner-full-control on each log. For another
  // account's bucket this requires the action.
  return isForeignBucket(spec)
    ? ['s3:PutObject', 's3:PutObjectAcl']
    : ['s3:PutObject'];
}

/**
 * Whether the logs are written to a bucket of another account.
 *
 * @public
 */
export function isForeignBucket({ s3, accountId }: DocumentSpec): boolean {
  return s3?.bucketOwner !== undefined && s3.bucketOwner !== accountId;
}

/** The ARN pattern of the session logs in the bucket. */
export function logObjects(
  spec: DocumentSpec,
  s3: NonNullable<DocumentSpec['s3']>,
): string {
  const folder = s3.prefix ? `${s3.prefix}/` : '';
  return `arn:${partitionOf(spec)}:s3:::${s3.bucket}/${folder}*`;
}
