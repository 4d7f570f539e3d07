import {
  PreviewRequest,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';

const SAME_FIELDS = [
  'entityRef',
  'roleName',
  'accountId',
  'roleDescription',
  'policyDescription',
  'kmsKeyArn',
  'roleTags',
  'policyTags',
  'target',
  'policyStyle',
  'policyType',
  'policyName',
  'instanceProfileName',
  'path',
  'permissionsBoundaryArn',
] as const;

/**
 * The role spec of a form, as our templates pass it to their steps. Undefined
 * while the service or the role name is empty.
 */
export function roleOfForm(
  form: Readonly<Record<string, unknown>>,
  { hasLogs, target }: { hasLogs: boolean; target?: RoleSpec['target'] },
): PreviewRequest | undefined {
  if (!form.entityRef || !form.roleName) {
    return undefined;
  }
  if (hasLogs && form.logToS3 !== false && !form.bucket) {
    return undefined;
  }
  const spec = {
    ...Object.fromEntries(SAME_FIELDS.map(field => [field, form[field]])),
    // A template for one kind of node has no field for it.
    ...(target && { target }),
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
    // Not validated here: the portal reports invalid fields.
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
