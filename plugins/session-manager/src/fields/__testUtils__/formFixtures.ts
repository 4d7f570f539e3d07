import {
  AccountInfo,
  AccountPreferences,
  parsePreferences,
  RecordedRole,
  resolveRoleSpec,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import { ACCOUNT_PICKER } from '../accountPicker/schema';
import { LOSSES } from '../losses/schema';
import { ROLE_FORM } from '../roleForm/schema';

export const DEVELOPMENT: AccountInfo = {
  accountId: '111122223333',
  name: 'development',
};
export const PRODUCTION: AccountInfo = {
  accountId: '444455556666',
  name: 'production',
  tags: { stage: 'production' },
};
export const KEY = `arn:aws:kms:us-east-1:${PRODUCTION.accountId}:key/session`;
export const BUCKET_KEY = `arn:aws:kms:us-east-1:${DEVELOPMENT.accountId}:key/bucket`;
export const SERVICE = 'component:default/payments';
export const CHECKED = '2026-11-29T12:00:00.000Z';

export const FAULT = {
  kind: 'refused' as const,
  code: 'AccessDenied',
  message: 'Access denied.',
  hint: 'Allow ssm:GetDocument to the portal’s AWS credentials.',
};

/** Preferences with logs to a bucket of development and to a log group. */
export function preferencesOf(
  inputs: object = {
    s3BucketName: 'corp-logs',
    s3KeyPrefix: 'sessions',
    cloudWatchLogGroupName: '/ssm/sessions',
    kmsKeyId: KEY,
  },
  more: Partial<AccountPreferences> = {},
): AccountPreferences {
  return {
    accountId: PRODUCTION.accountId,
    accountName: 'production',
    regions: ['us-east-1'],
    checkedAt: CHECKED,
    preferences: {
      document: { name: 'SSM-SessionManagerRunShell', region: 'us-east-1' },
      status: 'found',
      preferences: parsePreferences({ ...inputs }),
    },
    facts: {
      region: 'us-east-1',
      sessionKeyArn: { known: KEY },
      bucket: {
        known: {
          exists: true,
          region: 'us-east-1',
          ownerAccountId: DEVELOPMENT.accountId,
          encryption: 'aws:kms',
          kmsKeyArn: BUCKET_KEY,
        },
      },
      bucketKeyArn: { known: BUCKET_KEY },
    },
    ...more,
  };
}

/** The same, but AWS denies reading them. */
export const UNKNOWN_PREFERENCES: AccountPreferences = {
  ...preferencesOf(),
  preferences: {
    document: { name: 'SSM-SessionManagerRunShell', region: 'us-east-1' },
    status: 'unknown',
    fault: FAULT,
  },
  facts: { region: 'us-east-1' },
};

/** A role that exists, with its record. */
export function recorded(
  spec: Omit<RoleSpec, 'accountId'>,
): RecordedRole & { status: 'found' } {
  const { accountId, tags } = PRODUCTION;
  return {
    status: 'found',
    roleArn: `arn:aws:iam::${accountId}:role/${spec.roleName}`,
    checkedAt: CHECKED,
    isManaged: true,
    spec: resolveRoleSpec(spec, { accountId, tags, partition: 'aws' }),
  };
}

const text = (title: string) => ({ title, type: 'string' });

/** As in the templates. */
export const PAGE = {
  title: 'Service and role',
  schema: {
    type: 'object',
    'ui:field': ROLE_FORM,
    required: ['entityRef', 'roleName'],
    properties: {
      entityRef: text('Service'),
      accountId: { ...text('AWS account'), 'ui:field': ACCOUNT_PICKER },
      region: text('Region'),
      roleName: text('Role name'),
      logToS3: { title: 'Write to S3', type: 'boolean', default: true },
      logToCloudWatch: {
        title: 'Write to CloudWatch Logs',
        type: 'boolean',
        default: true,
      },
      kmsKeyArn: text('Session key ARN'),
      policyStyle: {
        title: 'Permissions',
        type: 'string',
        enum: ['documented', 'least-privilege'],
        'ui:enumNames': ['As documented by AWS', 'Least privilege'],
        default: 'documented',
        'ui:widget': 'radio',
      },
      roleTags: {
        title: 'Role tags',
        type: 'object',
        additionalProperties: { type: 'string' },
      },
      adopt: {
        title: 'Adopt an existing role',
        type: 'boolean',
        default: false,
      },
      losses: {
        title: 'What the role would lose',
        type: 'array',
        items: { type: 'string' },
        default: [],
        'ui:field': LOSSES,
      },
    },
    dependencies: {
      logToS3: {
        oneOf: [
          { properties: { logToS3: { const: false } } },
          {
            required: ['bucket'],
            properties: {
              logToS3: { const: true },
              bucket: text('Bucket'),
              prefix: text('Bucket prefix'),
              bucketKmsKeyArn: text('Bucket key'),
              bucketOwner: text('Bucket owner'),
            },
          },
        ],
      },
      logToCloudWatch: {
        oneOf: [
          { properties: { logToCloudWatch: { const: false } } },
          {
            properties: {
              logToCloudWatch: { const: true },
              logGroup: text('Log group'),
            },
          },
        ],
      },
    },
  },
};
