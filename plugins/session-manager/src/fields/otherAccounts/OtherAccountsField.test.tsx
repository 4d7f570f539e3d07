import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  AccountInfo,
  AccountPreferences,
  documents,
  EMPTY_SNAPSHOT,
  parsePreferences,
  plan,
  predictSpec,
  PreviewRequest,
  RecordedRole,
  resolveRoleSpec,
  RolePreview,
} from 'backstage-plugin-session-manager-common';
import { responded } from '../../__testUtils__/renderCard';
import { PAYMENTS, renderFields } from '../../__testUtils__/renderFields';
import { violationsIn } from '../../__testUtils__/violationsIn';
import { SessionManagerApi } from '../../api/SessionManagerApi';
import {
  CHECKED,
  FAULT,
  preferencesOf,
  UNKNOWN_PREFERENCES,
} from '../__testUtils__/roleFormPage';
import { ReasonField } from '../reason/ReasonField';
import { REASON_FIELD } from '../reason/schema';
import { validateReason } from '../reason/validateReason';
import { OtherAccountsField } from './OtherAccountsField';
import { OTHER_ACCOUNTS } from './schema';
import { validateOtherAccounts } from './validateOtherAccounts';

jest.setTimeout(30_000);

const DEVELOPMENT: AccountInfo = {
  accountId: '111122223333',
  name: 'development',
};
const STAGING: AccountInfo = { accountId: '777788889999', name: 'staging' };
const PRODUCTION: AccountInfo = {
  accountId: '444455556666',
  name: 'production',
  approval: { required: 2, approvers: ['group:default/security'] },
};
const ROLE = 'payments-session-role';
const FORM = {
  entityRef: PAYMENTS,
  accountId: DEVELOPMENT.accountId,
  roleName: ROLE,
  roleTags: { team: 'payments' },
  path: '/only-here/',
  adopt: true,
};

/** The preferences of an account with a bucket and log group of its own. */
function preferencesIn(accountId: string): AccountPreferences {
  const [name] = [STAGING, PRODUCTION].filter(
    account => account.accountId === accountId,
  );
  return preferencesOf(
    {
      s3BucketName: `${name?.name}-logs`,
      s3KeyPrefix: 'sessions',
      cloudWatchLogGroupName: '/ssm/sessions',
    },
    {
      accountId,
      accountName: name?.name,
      facts: {
        region: 'us-east-1',
        bucket: {
          known: {
            exists: true,
            region: 'us-east-1',
            ownerAccountId: accountId,
            encryption: 'AES256',
          },
        },
      },
    },
  );
}

const settingsIn = (name: string) => ({
  s3: { bucket: `${name}-logs`, prefix: 'sessions' },
  cloudWatchLogs: { logGroup: '/ssm/sessions' },
});

/** The portal's preview of a role that does not exist yet. */
function previewOf({ spec: wanted }: PreviewRequest): RolePreview {
  const { accountId = '' } = wanted;
  const spec = resolveRoleSpec(wanted, { accountId, partition: 'aws' });
  return {
    spec,
    documents: documents(spec),
    plan: { changes: plan(spec, EMPTY_SNAPSHOT) },
    widerThanLeastPrivilege: [],
    mayRun: true,
    readiness: predictSpec(spec, preferencesIn(accountId)),
    ...(accountId === PRODUCTION.accountId && {
      approval: PRODUCTION.approval,
    }),
  };
}

const found = (more: Partial<RecordedRole & { status: 'found' }>) =>
  ({
    status: 'found',
    roleArn: `arn:aws:iam::${STAGING.accountId}:role/${ROLE}`,
    checkedAt: CHECKED,
    isManaged: true,
    ...more,
  }) as RecordedRole;

async function render({
  formData = {},
  accounts = [DEVELOPMENT, PRODUCTION, STAGING],
  options,
  ...overrides
}: Partial<SessionManagerApi> & {
  formData?: object;
  accounts?: AccountInfo[];
  options?: object;
} = {}) {
  const api = {
    getAccounts: jest.fn(async () => accounts),
    getAccountPreferences: jest.fn(async (accountId: string) =>
      preferencesIn(accountId),
    ),
    getRecordedRole: jest.fn(async (): Promise<RecordedRole> => ({
      status: 'absent',
      checkedAt: CHECKED,
    })),
    previewRole: jest.fn(async (request: PreviewRequest) => previewOf(request)),
    ...overrides,
  };
  const form = await renderFields({
    pages: [
      {
        accountId: { title: 'AWS account', type: 'string' },
        otherAccounts: {
          title: 'Other accounts',
          type: 'array',
          description: 'The same role in other accounts.',
          items: { type: 'object' },
          default: [],
          'ui:field': OTHER_ACCOUNTS,
          'ui:options': options,
        },
        reason: {
          title: 'Reason',
          type: 'string',
          'ui:field': REASON_FIELD,
        },
      },
    ],
    extensions: [
      {
        name: OTHER_ACCOUNTS,
        component: OtherAccountsField,
        validation: validateOtherAccounts,
      },
      {
        name: REASON_FIELD,
        component: ReasonField,
        validation: validateReason,
      },
    ],
    api,
    formData: { ...FORM, ...formData },
  });
  return { ...form, api };
}

const group = () => screen.findByRole('group', { name: 'Other accounts' });

async function choose(...names: string[]) {
  if (screen.queryAllByRole('checkbox').length === 0) {
    await userEvent.click(
      await screen.findByRole('button', { name: /^Choose from/ }),
    );
  }
  for (const name of names) {
    await userEvent.click(
      screen.getByRole('checkbox', { name: new RegExp(`^${name}`) }),
    );
  }
}

describe('SessionManagerOtherAccounts', () => {
  it('lists the other accounts by name, and none of them is chosen', async () => {
    const form = await render();
    await choose();

    expect(
      within(await group())
        .getAllByRole('checkbox')
        .map(box => box.closest('label')?.textContent),
    ).toEqual(['production · 444455556666', 'staging · 777788889999']);
    expect(await form.created()).toMatchObject({ otherAccounts: [] });
    expect(form.api.previewRole).not.toHaveBeenCalled();
  });

  it('fills in each account from its own session preferences, and shares the rest', async () => {
    const form = await render();
    await choose('staging', 'production');

    expect(await group()).toHaveTextContent(
      'The same role in production, staging',
    );
    await waitFor(async () =>
      expect(await group()).toHaveTextContent(
        'staging-logs/sessions · Logs to CloudWatch Logs: /ssm/sessions · Session key: None · from the session preferences of staging',
      ),
    );
    await waitFor(() =>
      expect(form.api.previewRole).toHaveBeenCalledWith({
        spec: {
          entityRef: PAYMENTS,
          accountId: STAGING.accountId,
          roleName: ROLE,
          roleTags: { team: 'payments' },
          ...settingsIn('staging'),
        },
      }),
    );
    expect(
      await screen.findByText(
        'A new role. A role in this account needs 2 approvals.',
      ),
    ).toBeVisible();
    expect(
      await screen.findByText(
        'A new role. No approval needed. The role is created immediately.',
      ),
    ).toBeVisible();

    await userEvent.type(
      screen.getByRole('textbox', { name: /^Reason/ }),
      'On call',
    );
    expect(await form.created()).toMatchObject({
      otherAccounts: [
        {
          accountId: PRODUCTION.accountId,
          account: 'production',
          ...settingsIn('production'),
        },
        {
          accountId: STAGING.accountId,
          account: 'staging',
          ...settingsIn('staging'),
        },
      ],
    });
  });

  it('asks for a reason if one of the chosen accounts requires an approval', async () => {
    const form = await render();
    await choose('production');

    expect(
      await screen.findByText(
        'Required: approvers of production decide on it.',
      ),
    ).toBeVisible();
    await form.press('Review');
    await form.isHeld();
    expect(
      (
        await screen.findAllByText(
          /must say why the role is needed, because production requires/,
        )
      ).length,
    ).toBeGreaterThan(0);
  });

  it('uses the session key only in a form without logs', async () => {
    const form = await render({ options: { logs: false } });
    await choose('staging');

    await waitFor(async () =>
      expect(await group()).toHaveTextContent(
        'Session key: None · from the session preferences of staging',
      ),
    );
    expect(await group()).not.toHaveTextContent('staging-logs');
    expect(await form.created()).toMatchObject({
      otherAccounts: [{ accountId: STAGING.accountId, account: 'staging' }],
    });
  });

  it('completes an account that a link gives without its settings', async () => {
    const form = await render({
      formData: { otherAccounts: [{ accountId: STAGING.accountId }] },
    });
    await waitFor(() => expect(form.api.previewRole).toHaveBeenCalled());

    expect(await form.created()).toMatchObject({
      otherAccounts: [
        {
          accountId: STAGING.accountId,
          account: 'staging',
          ...settingsIn('staging'),
        },
      ],
    });
  });

  it('is no longer about an account that becomes the account of the form', async () => {
    const form = await render({
      formData: { otherAccounts: [{ accountId: STAGING.accountId }] },
    });
    await waitFor(() => expect(form.api.previewRole).toHaveBeenCalled());
    const account = screen.getByRole('textbox', { name: 'AWS account' });
    await userEvent.clear(account);
    await userEvent.type(account, STAGING.accountId);

    expect(await form.created()).toMatchObject({
      accountId: STAGING.accountId,
      otherAccounts: [],
    });
  });

  it.each<[string, AccountInfo[]]>([
    ['there is no other account', [DEVELOPMENT]],
    ['no accounts are configured', [{ ...DEVELOPMENT, isOwn: true }]],
  ])('is not shown if %s', async (_, accounts) => {
    const form = await render({ accounts });

    expect(screen.queryByText('Other accounts')).toBeNull();
    expect(await form.created()).toMatchObject({ otherAccounts: [] });
  });

  it('is not shown if the accounts cannot be listed', async () => {
    const form = await render({ getAccounts: await responded(500, 'broken') });

    expect(screen.queryByText('Other accounts')).toBeNull();
    expect(await form.created()).toMatchObject({ otherAccounts: [] });
  });

  const ownForm = () =>
    screen.findByRole('link', {
      name: /^Create the role of staging in its own form \(opens in a new tab\)/,
    });

  it.each<[string, Partial<SessionManagerApi>, RegExp]>([
    [
      'its session preferences could not be read',
      { getAccountPreferences: async () => UNKNOWN_PREFERENCES },
      /The session preferences of staging could not be read/,
    ],
    [
      'a part of its session preferences is not known',
      {
        getAccountPreferences: async accountId => ({
          ...preferencesIn(accountId),
          preferences: {
            document: {
              name: 'SSM-SessionManagerRunShell',
              region: 'us-east-1',
            },
            status: 'found',
            preferences: parsePreferences({
              s3BucketName: '{{ssm:log-bucket}}',
            }),
          },
        }),
      },
      /Bucket is not known: /,
    ],
    [
      'whether its role exists is not known',
      { getRecordedRole: async () => ({ status: 'unknown', fault: FAULT }) },
      /Whether payments-session-role exists is not known\./,
    ],
    [
      'the settings of its role are not known',
      { getRecordedRole: async () => found({}) },
      /payments-session-role exists in staging, but the portal has no record/,
    ],
    [
      'its role would lose settings',
      {
        getRecordedRole: async () =>
          found({
            spec: resolveRoleSpec(
              { roleName: ROLE, roleTags: { team: 'x', tier: 'gold' } },
              { accountId: STAGING.accountId, partition: 'aws' },
            ),
          }),
      },
      /would lose settings that it has now: Role tag: tier/,
    ],
    [
      'its role was not created by the portal',
      {
        previewRole: async request => ({
          ...previewOf(request),
          plan: {
            changes: [
              {
                kind: 'refused',
                resource: 'role',
                name: ROLE,
                arn: 'arn:aws:iam::777788889999:role/x',
                reason: 'the role was not created by the portal',
              },
            ],
          },
        }),
      },
      /The role was not created by the portal\./,
    ],
  ])(
    'holds the form if %s, and links to a form of its own',
    async (_, api, message) => {
      const form = await render(api);
      await choose('staging');

      const link = await ownForm();
      const query = new URL(
        link.getAttribute('href') ?? '',
        'https://portal.example',
      ).searchParams;
      expect(JSON.parse(query.get('formData') ?? '')).toEqual({
        entityRef: PAYMENTS,
        roleName: ROLE,
        roleTags: { team: 'payments' },
        accountId: STAGING.accountId,
      });
      expect(link).toHaveAttribute('target', '_blank');
      expect(await group()).toHaveTextContent(message);

      await form.press('Review');
      await form.isHeld();
      expect(
        (await screen.findAllByText(/^(.* )?staging: /)).some(
          ({ textContent }) => message.test(textContent ?? ''),
        ),
      ).toBe(true);

      await choose('staging');
      expect(await form.created()).toMatchObject({ otherAccounts: [] });
    },
  );

  it('holds the form if the person may not create the role, and names the owners', async () => {
    const form = await render({
      previewRole: async request => ({ ...previewOf(request), mayRun: false }),
    });
    await choose('staging');

    expect(
      await screen.findByText(
        /You do not have permission to create or request/,
      ),
    ).toBeVisible();
    expect(await screen.findByText('till')).toBeVisible();
    await form.press('Review');
    await form.isHeld();
  });

  it('shows that the portal does not respond, and leaves the check to the task', async () => {
    const form = await render({ previewRole: await responded(500, 'broken') });
    await choose('staging');

    expect(await screen.findByRole('alert')).toHaveTextContent(/broken/);
    expect(await form.created()).toMatchObject({
      otherAccounts: [expect.objectContaining({ account: 'staging' })],
    });
  });

  it('waits for the settings before the form is left', async () => {
    let answer: (preferences: AccountPreferences) => void = () => {};
    const form = await render({
      getAccountPreferences: () =>
        new Promise(resolve => {
          answer = resolve;
        }),
    });
    await choose('staging');
    expect(
      await screen.findByText('Reading the settings of staging…'),
    ).toBeInTheDocument();
    await form.press('Review');
    answer(preferencesIn(STAGING.accountId));
    await form.isHeld();

    expect(
      (
        await screen.findAllByText(
          /staging: The settings of the account or the role were still being read/,
        )
      ).length,
    ).toBeGreaterThan(0);
    expect(await form.created()).toMatchObject({
      otherAccounts: [
        {
          accountId: STAGING.accountId,
          account: 'staging',
          ...settingsIn('staging'),
        },
      ],
    });
  });

  it('has no accessibility violations', async () => {
    const { container } = await render();
    await choose('staging', 'production');
    await screen.findByText(/needs 2 approvals/);

    expect(await violationsIn(container)).toEqual([]);
  });
});
