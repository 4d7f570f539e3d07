import axe from 'axe-core';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { AccountInfo } from 'backstage-plugin-session-manager-common';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../../api/SessionManagerApi';
import { AccountPicker } from './AccountPicker';
import { ACCOUNT_PICKER } from './schema';

const development: AccountInfo = {
  accountId: '111122223333',
  name: 'development',
  path: '/session-manager/',
};
const production: AccountInfo = {
  accountId: '444455556666',
  name: 'production',
  permissionsBoundaryArn: 'arn:aws:iam::444455556666:policy/boundary',
  maxSessionDuration: 5400,
  tags: { 'cost-center': '4711', stage: 'production' },
  approval: { required: 2, approvers: ['group:default/cloud-security'] },
};
const nameless: AccountInfo = { accountId: '777788889999' };

/** Renders the field in the scaffolder's form, as its only page. */
async function renderForm(
  getAccounts: SessionManagerApi['getAccounts'],
  { accountId, ...options }: { accountId?: string; approval?: boolean } = {},
) {
  const created = jest.fn();
  const { container } = await renderInTestApp(
    <TestApiProvider apis={[[sessionManagerApiRef, { getAccounts }]]}>
      <SecretsContextProvider>
        <Stepper
          manifest={{
            title: 'Session Manager role',
            steps: [
              {
                title: 'What it is for',
                schema: {
                  type: 'object',
                  properties: {
                    accountId: {
                      title: 'AWS account',
                      description: 'Where the machines run.',
                      type: 'string',
                      pattern: '^\\d{12}$',
                      'ui:field': ACCOUNT_PICKER,
                      'ui:options': options,
                    },
                  },
                },
              },
            ],
          }}
          extensions={[{ name: ACCOUNT_PICKER, component: AccountPicker }]}
          initialState={accountId ? { accountId } : {}}
          onCreate={async values => created(values)}
        />
      </SecretsContextProvider>
    </TestApiProvider>,
  );
  return {
    container,
    async create() {
      await userEvent.click(screen.getByRole('button', { name: /review/i }));
      await userEvent.click(
        await screen.findByRole('button', { name: /create/i }),
      );
      await waitFor(() => expect(created).toHaveBeenCalled());
      return created.mock.calls[0][0];
    },
  };
}

const listed = async () => [development, production, nameless];
const choice = () => screen.findByRole('combobox', { name: /AWS account/ });
const isReady = () => waitFor(async () => expect(await choice()).toBeEnabled());

describe('SessionManagerAccountPicker', () => {
  // The scaffolder's form scrolls to its top, which jsdom does not support.
  beforeEach(() => {
    jest.spyOn(window, 'scrollTo').mockImplementation();
  });

  it('lists the accounts by name, and returns the ID of the selected one', async () => {
    const { create } = await renderForm(listed);
    await isReady();

    expect(
      screen.getAllByRole('option').map(({ textContent }) => textContent),
    ).toEqual([
      'Select an account',
      'development · 111122223333',
      'production · 444455556666',
      '777788889999',
    ]);
    await userEvent.selectOptions(await choice(), '444455556666');

    expect(await create()).toEqual({ accountId: '444455556666' });
  });

  it('shows the settings of the account, and who must approve', async () => {
    await renderForm(listed, { accountId: '444455556666' });
    await isReady();

    expect(
      screen.getByText('A role in this account needs 2 approvals.'),
    ).toBeVisible();
    expect(
      screen.getAllByRole('definition').map(({ textContent }) => textContent),
    ).toEqual([
      'cloud-security',
      'arn:aws:iam::444455556666:policy/boundary',
      '1.5 hours',
      'cost-center = 4711, stage = production',
    ]);
  });

  it('does not show approvals if the template creates no role', async () => {
    await renderForm(listed, { accountId: '444455556666', approval: false });
    await isReady();

    expect(screen.queryByText(/approval/)).toBeNull();
    expect(screen.queryByText('cloud-security')).toBeNull();
    expect(screen.getAllByRole('definition')).toHaveLength(3);
  });

  it('says that roles are created immediately without approvals', async () => {
    await renderForm(listed, { accountId: '111122223333' });
    await isReady();

    expect(
      screen.getByText(
        'No approval needed. Roles in this account are created immediately.',
      ),
    ).toBeVisible();
    expect(screen.getByRole('definition')).toHaveTextContent(
      '/session-manager/',
    );
  });

  it('requires one of several accounts', async () => {
    await renderForm(listed);
    await isReady();
    expect(await choice()).toBeRequired();
    expect(await choice()).toHaveValue('');
    await userEvent.click(screen.getByRole('button', { name: /review/i }));
    expect(screen.queryByRole('button', { name: /^create/i })).toBeNull();
  });

  it('selects the only account', async () => {
    const { create } = await renderForm(async () => [production]);
    await waitFor(async () =>
      expect(await choice()).toHaveValue('444455556666'),
    );
    expect(await create()).toEqual({ accountId: '444455556666' });
  });

  it('enters the portal’s own account if none are configured, and accepts another', async () => {
    const { create } = await renderForm(async () => [
      { accountId: '111122223333', isOwn: true },
    ]);
    const field = await screen.findByRole('textbox', { name: /AWS account/ });
    await waitFor(() => expect(field).toHaveValue('111122223333'));
    expect(
      screen.getByText(/This portal’s own account · 111122223333/),
    ).toBeVisible();
    await userEvent.clear(field);
    expect(field).toHaveValue('');
    await userEvent.type(field, '123456789012');
    expect(screen.queryByText(/own account/)).toBeNull();
    expect(await create()).toEqual({ accountId: '123456789012' });
  });

  it('keeps an account that is not configured, and explains the consequence', async () => {
    await renderForm(listed, { accountId: '000000000000' });
    await isReady();

    expect(await choice()).toHaveValue('000000000000');
    expect(
      screen.getByText(/Account 000000000000 is not configured in this portal/),
    ).toBeVisible();
  });

  it('accepts any account ID if no accounts are configured', async () => {
    const { create } = await renderForm(async () => []);
    const field = await screen.findByRole('textbox', { name: /AWS account/ });
    await userEvent.type(field, '123456789012');

    expect(await create()).toEqual({ accountId: '123456789012' });
  });

  it('accepts any account ID if the accounts cannot be listed, and says why', async () => {
    const { create } = await renderForm(async () => {
      throw new Error('Failed to fetch');
    });
    const field = await screen.findByRole('textbox', { name: /AWS account/ });

    expect(
      screen.getByText(/could not be listed.*Failed to fetch/),
    ).toBeVisible();
    await userEvent.type(field, '123456789012');
    expect(await create()).toEqual({ accountId: '123456789012' });
  });

  it('keeps its size and value while the accounts are loading', async () => {
    await renderForm(() => new Promise<never>(() => {}), {
      accountId: '444455556666',
    });

    expect(await choice()).toBeDisabled();
    expect(await choice()).toHaveValue('444455556666');
  });

  it('has no accessibility violations', async () => {
    const { container } = await renderForm(listed, {
      accountId: '444455556666',
    });
    await isReady();

    // Contrast is checked in a real browser, because jsdom has no layout.
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});
