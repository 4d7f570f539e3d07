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

/** The field in the scaffolder's own form, of which it is the only page. */
async function renderForm(
  getAccounts: SessionManagerApi['getAccounts'],
  {
    accountId,
    required,
    ...options
  }: { accountId?: string; required?: boolean; approval?: boolean } = {},
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
                  required: required ? ['accountId'] : [],
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
  // The scaffolder's form scrolls to its top, which jsdom cannot.
  beforeEach(() => {
    jest.spyOn(window, 'scrollTo').mockImplementation();
  });

  it('lists the accounts by name, and gives the id of the one that is chosen', async () => {
    const { create } = await renderForm(listed);
    await isReady();

    expect(
      screen.getAllByRole('option').map(({ textContent }) => textContent),
    ).toEqual([
      'This portal’s own account',
      'development · 111122223333',
      'production · 444455556666',
      '777788889999',
    ]);
    await userEvent.selectOptions(await choice(), '444455556666');

    expect(await create()).toEqual({ accountId: '444455556666' });
  });

  it('shows what the account gives, and who must approve', async () => {
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

  it('says nothing of approvals where the template makes no role itself', async () => {
    await renderForm(listed, { accountId: '444455556666', approval: false });
    await isReady();

    expect(screen.queryByText(/approval/)).toBeNull();
    expect(screen.queryByText('cloud-security')).toBeNull();
    expect(screen.getAllByRole('definition')).toHaveLength(3);
  });

  it('says where roles are made at once', async () => {
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

  it('leaves the account out where none is chosen', async () => {
    const { create } = await renderForm(listed, { accountId: '111122223333' });
    await isReady();
    await userEvent.selectOptions(await choice(), '');

    expect(screen.queryByRole('definition')).toBeNull();
    expect(await create()).toEqual({});
  });

  it('wants one chosen where the template does', async () => {
    await renderForm(listed, { required: true });
    await isReady();

    expect(await choice()).toBeRequired();
    expect(screen.queryByRole('option', { name: /portal itself/ })).toBeNull();
  });

  it('keeps an account that is not configured, and says what it means', async () => {
    await renderForm(listed, { accountId: '000000000000' });
    await isReady();

    expect(await choice()).toHaveValue('000000000000');
    expect(
      screen.getByText(/Account 000000000000 is not configured in this portal/),
    ).toBeVisible();
  });

  it('takes the digits of any account where none is configured', async () => {
    const { create } = await renderForm(async () => []);
    const field = await screen.findByRole('textbox', { name: /AWS account/ });
    await userEvent.type(field, '123456789012');

    expect(await create()).toEqual({ accountId: '123456789012' });
  });

  it('takes the digits too where the accounts cannot be listed, and says why', async () => {
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

  it('keeps its size and what is filled in while the accounts are loading', async () => {
    await renderForm(() => new Promise<never>(() => {}), {
      accountId: '444455556666',
    });

    expect(await choice()).toBeDisabled();
    expect(await choice()).toHaveValue('444455556666');
  });

  it('has no fault that axe finds', async () => {
    const { container } = await renderForm(listed, {
      accountId: '444455556666',
    });
    await isReady();

    // Colours are measured in a real browser: jsdom lays nothing out.
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});
