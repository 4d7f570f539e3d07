import axe from 'axe-core';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  BUCKET_KEY,
  CHECKED,
  DEVELOPMENT,
  FAULT,
  KEY,
  line,
  open,
  preferencesOf,
  PRODUCTION,
  recorded,
  renderRoleForm,
  SERVICE,
  UNKNOWN_PREFERENCES,
} from '../__testUtils__/roleFormPage';

jest.setTimeout(30_000);

const FORM = { entityRef: SERVICE, accountId: PRODUCTION.accountId };
const OF_PREFERENCES = {
  logToS3: true,
  bucket: 'corp-logs',
  prefix: 'sessions',
  bucketOwner: DEVELOPMENT.accountId,
  bucketKmsKeyArn: BUCKET_KEY,
  logToCloudWatch: true,
  logGroup: '/ssm/sessions',
  kmsKeyArn: KEY,
};
const filledIn = () =>
  waitFor(() =>
    expect(line('Session key')).toHaveTextContent(
      'from the session preferences of production',
    ),
  );

describe('SessionManagerRoleForm', () => {
  // The scaffolder's form scrolls to its top, which jsdom does not support.
  beforeEach(() => {
    jest.spyOn(window, 'scrollTo').mockImplementation();
  });

  it('fills in everything from the account and the service', async () => {
    const { create } = await renderRoleForm({ form: FORM });
    await filledIn();

    expect(line('Role name')).toHaveTextContent(
      'payments-session-role · default for the service',
    );
    expect(line('Logs to Amazon S3')).toHaveTextContent(
      /corp-logs\/sessions, encrypted with .*, bucket of account 111122223333 · from the session preferences of production/,
    );
    expect(line('Logs to CloudWatch Logs')).toHaveTextContent(
      '/ssm/sessions · from the session preferences of production',
    );
    expect(screen.getByText(/Filled in from the session/)).toHaveTextContent(
      'Filled in from the session preferences of production (us-east-1).',
    );
    expect(screen.queryByRole('textbox', { name: /Bucket/ })).toBeNull();
    expect(await create()).toMatchObject({
      ...FORM,
      ...OF_PREFERENCES,
      roleName: 'payments-session-role',
      policyStyle: 'documented',
    });
  });

  it('asks the portal once for all fields', async () => {
    const { calls, create } = await renderRoleForm({ form: FORM });
    await filledIn();
    await create();

    expect(calls.getAccounts).toHaveBeenCalledTimes(1);
    expect(calls.getAccountPreferences).toHaveBeenCalledTimes(1);
    expect(calls.getRecordedRole).toHaveBeenCalledTimes(1);
  });

  it('follows the service and the account until someone enters a value', async () => {
    const getAccountPreferences = jest.fn(async (accountId: string) =>
      accountId === PRODUCTION.accountId
        ? preferencesOf()
        : preferencesOf({}, { accountId, accountName: 'development' }),
    );
    const { create } = await renderRoleForm({
      form: FORM,
      getAccountPreferences,
    });
    await filledIn();
    await open('Logs to CloudWatch Logs');
    await userEvent.type(screen.getByLabelText('Log group'), '-two');
    expect(line('Logs to CloudWatch Logs')).toHaveTextContent(
      '/ssm/sessions-two · entered here',
    );
    expect(
      screen.getByText(/The session preferences of production differ/),
    ).toHaveTextContent('Log group /ssm/sessions.');

    await userEvent.selectOptions(
      screen.getByLabelText('AWS account *'),
      DEVELOPMENT.accountId,
    );
    await waitFor(() =>
      expect(line('Logs to Amazon S3')).toHaveTextContent(
        'No logs · from the session preferences of development',
      ),
    );
    expect(line('Session key')).toHaveTextContent('None');

    await userEvent.selectOptions(
      screen.getByLabelText('AWS account *'),
      PRODUCTION.accountId,
    );
    await filledIn();
    await userEvent.clear(screen.getByRole('textbox', { name: /Service/ }));
    await userEvent.type(
      screen.getByRole('textbox', { name: /Service/ }),
      'component:default/orders',
    );
    await waitFor(() =>
      expect(line('Role name')).toHaveTextContent('orders-session-role'),
    );
    await filledIn();
    expect(await create()).toMatchObject({
      ...OF_PREFERENCES,
      logGroup: expect.any(String),
      roleName: 'orders-session-role',
    });
  });

  it('keeps a value that someone cleared, also after the review', async () => {
    const { review, created } = await renderRoleForm({ form: FORM });
    await filledIn();
    await open('Session key');
    await userEvent.clear(screen.getByLabelText('Session key ARN'));

    await review();
    await userEvent.click(await screen.findByRole('button', { name: /back/i }));
    await waitFor(() =>
      expect(line('Session key')).toHaveTextContent('None · entered here'),
    );
    await review();
    await userEvent.click(
      await screen.findByRole('button', { name: /^create/i }),
    );
    await waitFor(() => expect(created).toHaveBeenCalled());

    expect(created.mock.calls[0][0]).toMatchObject({ kmsKeyArn: '' });
  });

  it('takes a value from the preferences again on request', async () => {
    await renderRoleForm({ form: { ...FORM, kmsKeyArn: `${KEY}-2` } });
    await waitFor(() =>
      expect(
        screen.getByText(/The session preferences of production differ/),
      ).toHaveTextContent(KEY),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Use the session preferences' }),
    );

    await filledIn();
  });

  it('does not ask for a bucket or log group if the preferences send no logs', async () => {
    const { create } = await renderRoleForm({
      form: FORM,
      getAccountPreferences: async () =>
        preferencesOf({}, { facts: { region: 'us-east-1' } }),
    });
    await waitFor(() =>
      expect(line('Logs to Amazon S3')).toHaveTextContent(
        'No logs · from the session preferences of production',
      ),
    );
    expect(line('Logs to CloudWatch Logs')).toHaveTextContent('No logs');
    expect(screen.queryByLabelText(/Bucket|Log group/)).toBeNull();

    const values = await create();
    expect(values).toMatchObject({ logToS3: false, logToCloudWatch: false });
    expect(values.bucket).toBeUndefined();
  });

  it('says that an account without preferences uses the defaults', async () => {
    const { preferences, ...rest } = preferencesOf({});
    await renderRoleForm({
      form: FORM,
      getAccountPreferences: async () =>
        ({
          ...rest,
          preferences: { ...preferences, status: 'absent' },
        }) as typeof rest & { preferences: typeof preferences },
    });

    expect(
      await screen.findByText(/production has no session preferences/),
    ).toBeVisible();
  });

  it('says why the preferences are not known, and accepts any value', async () => {
    const { create } = await renderRoleForm({
      form: FORM,
      getAccountPreferences: async () => UNKNOWN_PREFERENCES,
    });
    expect(await screen.findByText(FAULT.hint)).toBeVisible();
    expect(
      screen.getByText(/production could not be read.*Enter those/),
    ).toBeVisible();

    await userEvent.type(
      await screen.findByLabelText(/^Bucket( \*)?$/),
      'mine',
    );
    await userEvent.type(screen.getByLabelText('Session key ARN'), KEY);

    expect(await create()).toMatchObject({
      bucket: 'mine',
      kmsKeyArn: KEY,
    });
  });

  it('accepts any value if the portal does not respond', async () => {
    await renderRoleForm({
      form: FORM,
      getAccountPreferences: async () => {
        throw new TypeError('Failed to fetch');
      },
    });

    expect(await screen.findByText(/Failed to fetch/)).toBeVisible();
    expect(await screen.findByLabelText(/^Bucket( \*)?$/)).toBeVisible();
  });

  it('asks for the key of a bucket that could not be read, and says why', async () => {
    const { facts, ...rest } = preferencesOf();
    await renderRoleForm({
      form: FORM,
      getAccountPreferences: async () => ({
        ...rest,
        facts: {
          ...facts,
          bucketKeyArn: undefined,
          bucket: {
            known: {
              exists: true,
              region: 'us-east-1',
              ownerAccountId: PRODUCTION.accountId,
              unknown: {
                encryption: {
                  reason: 'The encryption could not be read.',
                  remedy: 'Allow s3:GetEncryptionConfiguration.',
                },
              },
            },
          },
        },
      }),
    });

    expect(
      await screen.findByText(/Bucket key is not known/),
    ).toHaveTextContent('Allow s3:GetEncryptionConfiguration.');
    expect(screen.getByLabelText('Bucket key')).toBeVisible();
  });

  it('reads the preferences of another region', async () => {
    const getAccountPreferences = jest.fn(async () =>
      preferencesOf(undefined, { regions: ['us-east-1', 'eu-west-1'] }),
    );
    const { create } = await renderRoleForm({
      form: FORM,
      getAccountPreferences,
    });
    await userEvent.selectOptions(
      await screen.findByRole('combobox', { name: 'Region' }),
      'eu-west-1',
    );

    await waitFor(() =>
      expect(getAccountPreferences).toHaveBeenLastCalledWith(
        PRODUCTION.accountId,
        { region: 'eu-west-1', refresh: false },
      ),
    );
    await filledIn();
    expect(await create()).toMatchObject({ region: 'eu-west-1' });
  });

  it('reads them again on request', async () => {
    const { calls } = await renderRoleForm({ form: FORM });
    await filledIn();
    await userEvent.click(screen.getByRole('button', { name: 'check again' }));

    await waitFor(() =>
      expect(calls.getAccountPreferences).toHaveBeenLastCalledWith(
        PRODUCTION.accountId,
        { region: undefined, refresh: true },
      ),
    );
  });

  it('selects the only account, and fills in from it', async () => {
    const { create } = await renderRoleForm({
      form: { entityRef: SERVICE },
      getAccounts: async () => [PRODUCTION],
    });
    await filledIn();

    expect(await create()).toMatchObject({ ...FORM, ...OF_PREFERENCES });
  });

  it('never changes the values of a link that gives the whole role', async () => {
    const { review, create } = await renderRoleForm({
      form: {
        ...FORM,
        roleName: 'payments-session-role',
        logToS3: true,
        bucket: 'corp-logs',
        logToCloudWatch: false,
      },
    });
    await waitFor(() =>
      expect(
        screen.getAllByText(/The session preferences of production differ/),
      ).toHaveLength(3),
    );
    await review();
    await userEvent.click(await screen.findByRole('button', { name: /back/i }));
    await screen.findByText('Session key', { selector: 'strong' });

    const values = await create();
    expect(values).toMatchObject({
      bucket: 'corp-logs',
      prefix: '',
      kmsKeyArn: '',
      logToCloudWatch: false,
    });
  });

  describe('of a role that exists', () => {
    const role = recorded({
      roleName: 'payments-session-role',
      entityRef: SERVICE,
      s3: { bucket: 'own-logs' },
      policyStyle: 'least-privilege',
      roleTags: { team: 'shop' },
    });

    it('shows its current settings, without those of the account', async () => {
      const { create } = await renderRoleForm({
        form: FORM,
        getRecordedRole: async () => role,
      });
      expect(
        await screen.findByText(
          /payments-session-role exists\. The form shows its current settings\./,
        ),
      ).toBeVisible();
      await waitFor(() =>
        expect(line('Logs to Amazon S3')).toHaveTextContent(
          'own-logs · current setting of the role',
        ),
      );
      expect(line('Logs to CloudWatch Logs')).toHaveTextContent('No logs');
      expect(line('Advanced settings')).toHaveTextContent(
        'Permissions: Least privilege, Role tags: team = shop',
      );
      expect(
        screen.getAllByText(/The session preferences of production differ/),
      ).not.toHaveLength(0);

      const values = await create();
      expect(values).toMatchObject({
        logToS3: true,
        bucket: 'own-logs',
        logToCloudWatch: false,
        policyStyle: 'least-privilege',
        roleTags: { team: 'shop' },
      });
      expect(values.kmsKeyArn).toBeUndefined();
    });

    it('shows them when its name is typed, and those of a new role afterwards', async () => {
      const getRecordedRole = jest.fn(async (_: string, name: string) =>
        name === role.spec?.roleName
          ? role
          : { status: 'absent' as const, checkedAt: CHECKED },
      );
      await renderRoleForm({
        form: { ...FORM, roleName: 'payments-session-rol' },
        getRecordedRole,
      });
      await filledIn();
      await open('Role name');
      await userEvent.type(
        screen.getByRole('textbox', { name: /Role name/ }),
        'e',
      );
      await waitFor(() =>
        expect(line('Logs to Amazon S3')).toHaveTextContent('own-logs'),
      );

      await userEvent.type(
        screen.getByRole('textbox', { name: /Role name/ }),
        '2',
      );
      await filledIn();
      expect(line('Advanced settings')).toHaveTextContent(
        /^Advanced settings · defaults$/,
      );
    });

    it.each([
      [
        { ...role, spec: undefined },
        /exists, but the portal has no record of its settings/,
      ],
      [
        { ...role, spec: undefined, isManaged: false },
        /turn on "Adopt an existing role"/,
      ],
      [
        { status: 'hidden' as const, checkedAt: CHECKED },
        /exists and you are not allowed to see it/,
      ],
      [
        { status: 'unknown' as const, fault: FAULT },
        /Whether payments-session-role exists is not known/,
      ],
    ])('says what is not known: %j', async (answer, words) => {
      await renderRoleForm({ form: FORM, getRecordedRole: async () => answer });

      expect(await screen.findByText(words)).toBeVisible();
      await filledIn();
    });
  });

  it.each<[string, Record<string, unknown>, RegExp | undefined]>([
    ['only writes files', {}, /Import it into the tool that applies the files/],
    ['keeps the role as it is', { makeRole: false }, undefined],
  ])(
    'names no field that a form without adoption lacks: one that %s',
    async (_, more, words) => {
      await renderRoleForm({
        form: { ...FORM, ...more },
        without: 'adopt',
        getRecordedRole: async () => ({
          ...recorded({ roleName: 'payments-session-role' }),
          isManaged: false,
        }),
      });

      const notice = await screen.findByText(/payments-session-role exists/);
      expect(notice).toBeVisible();
      expect(screen.queryByText(/Adopt an existing role/)).toBeNull();
      expect(notice.textContent).toMatch(words ?? /current settings\.\s*$/);
    },
  );

  it('has no accessibility violations', async () => {
    const { container } = await renderRoleForm({ form: FORM });
    await filledIn();
    await open('Logs to Amazon S3');
    // Contrast is checked in a real browser, because jsdom has no layout.
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});
