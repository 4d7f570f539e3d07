import {
  PreviewRequest,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';

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

const SAME_FIELDS = [
  'entityRef',
  'roleName',
  'accountId',
  'roleDescription',
  'kmsKeyArn',
  'roleTags',
  'policyTags',
  'target',
  'policyStyle',
  'policyType',
  'policyName',
  'path',
  'permissionsBoundaryArn',
] as const;

/**
 * The role spec that the fields say, as our templates hand it to their steps;
 * undefined while the service or the name is not filled in yet.
 */
export function roleOfForm(
  form: Readonly<Record<string, unknown>>,
  { hasLogs }: { hasLogs: boolean },
): PreviewRequest | undefined {
  if (!form.entityRef || !form.roleName) {
    return undefined;
  }
  if (hasLogs && form.logToS3 !== false && !form.bucket) {
    return undefined;
  }
  const spec = {
    ...Object.fromEntries(SAME_FIELDS.map(field => [field, form[field]])),
    s3:
      hasLogs && form.logToS3 !== false
        ? filled({
            bucket: form.bucket,
            prefix: form.prefix,
            bucketOwner: form.bucketOwner,
            kmsKeyArn: form.bucketKmsKeyArn,
          })
        : undefined,
    cloudWatchLogs:
      hasLogs && form.logToCloudWatch !== false
        ? filled({ logGroup: form.logGroup })
        : undefined,
  };
  return {
    // Not yet parsed: the portal tells what is wrong with it.
    spec: filled(spec) as unknown as RoleSpec,
    ...(form.adopt === true && { adopt: true }),
  };
}

function filled(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && value !== '',
    ),
  );
}
