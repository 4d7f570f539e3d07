import { RoleSpec } from 'backstage-plugin-session-manager-common';

/**
 * A role spec as the fields of our templates' forms: templates/README.md has
 * their names.
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
