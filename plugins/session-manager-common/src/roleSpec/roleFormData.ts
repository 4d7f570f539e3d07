import { RoleSpec } from './roleSpec';

/**
 * A role spec as the fields of our templates' forms. For their names, see
 * templates/README.md.
 *
 * @public
 */
export function roleFormData(
  spec: RoleSpec,
  more: { adopt?: boolean } = {},
): Record<string, unknown> {
  const { s3, cloudWatchLogs, ...same } = spec;
  const fields = {
    ...same,
    logToS3: s3 !== undefined,
    bucket: s3?.bucket,
    prefix: s3?.prefix,
    bucketOwner: s3?.bucketOwner,
    bucketKmsKeyArn: s3?.kmsKeyArn,
    logToCloudWatch: cloudWatchLogs !== undefined,
    logGroup: cloudWatchLogs?.logGroup,
    adopt: more.adopt || undefined,
  };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
}
