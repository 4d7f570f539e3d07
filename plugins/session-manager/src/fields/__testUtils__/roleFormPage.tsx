import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import {
  AccountInfo,
  AccountPreferences,
  parsePreferences,
  RecordedRole,
  resolveRoleSpec,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../../api/SessionManagerApi';
import { AccountPicker } from '../accountPicker/AccountPicker';
import { ACCOUNT_PICKER } from '../accountPicker/schema';
import { LossesField } from '../losses/LossesField';
import { requireConfirmation } from '../losses/requireConfirmation';
import { LOSSES } from '../losses/schema';
import { RoleForm } from '../roleForm/RoleForm';
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
const PAGE = {
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

function pageWithout(field: string | undefined) {
  const { schema, ...page } = PAGE;
  const properties = Object.entries(schema.properties).filter(
    ([name]) => name !== field,
  );
  return {
    ...page,
    schema: { ...schema, properties: Object.fromEntries(properties) },
  };
}

/** Renders a page like those of the templates in the scaffolder's form. */
export async function renderRoleForm({
  form = {},
  without,
  ...api
}: Partial<SessionManagerApi> & {
  form?: Record<string, unknown>;
  /** A field that the page does not have. */
  without?: string;
} = {}) {
  const created = jest.fn();
  const calls = {
    getAccounts: jest.fn(async () => [DEVELOPMENT, PRODUCTION]),
    getAccountPreferences: jest.fn(async () => preferencesOf()),
    getRecordedRole: jest.fn(async (): Promise<RecordedRole> => ({
      status: 'absent',
      checkedAt: CHECKED,
    })),
    ...api,
  };
  const { container } = await renderInTestApp(
    <TestApiProvider apis={[[sessionManagerApiRef, calls]]}>
      <SecretsContextProvider>
        <Stepper
          manifest={{
            title: 'Session Manager role',
            steps: [pageWithout(without)] as never,
          }}
          extensions={[
            { name: ROLE_FORM, component: RoleForm as never },
            { name: ACCOUNT_PICKER, component: AccountPicker },
            {
              name: LOSSES,
              component: LossesField as never,
              validation: requireConfirmation as never,
            },
          ]}
          initialState={form as Record<string, string>}
          onCreate={async values => created(values)}
        />
      </SecretsContextProvider>
    </TestApiProvider>,
  );
  const review = () =>
    userEvent.click(screen.getByRole('button', { name: /review/i }));
  return {
    calls,
    container,
    created,
    review,
    async create(): Promise<Record<string, unknown>> {
      await review();
      await userEvent.click(
        await screen.findByRole('button', { name: /^create/i }),
      );
      await waitFor(() => expect(created).toHaveBeenCalled());
      return created.mock.calls[0][0];
    },
  };
}

/** The one line of a group of fields, with its text. */
export function line(title: string): HTMLElement {
  return screen.getByText(title, { selector: 'strong' }).parentElement!;
}

/** Opens the fields of a group. */
export async function open(title: string) {
  await userEvent.click(
    screen.getByRole('button', { name: `Change: ${title}` }),
  );
}
