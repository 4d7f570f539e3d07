import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AccountInfo } from 'backstage-plugin-session-manager-common';
import { responded } from '../../__testUtils__/renderCard';
import { renderFields } from '../../__testUtils__/renderFields';
import { ReasonField } from './ReasonField';
import { REASON_FIELD } from './schema';
import { validateReason } from './validateReason';

const PRODUCTION = '444455556666';
const DEVELOPMENT = '111122223333';
const ACCOUNTS: AccountInfo[] = [
  { accountId: DEVELOPMENT, name: 'development' },
  {
    accountId: PRODUCTION,
    name: 'production',
    approval: { required: 1, approvers: ['group:default/security'] },
  },
];

const render = (
  accountId: string | undefined,
  getAccounts: () => Promise<AccountInfo[]> = async () => ACCOUNTS,
) =>
  renderFields({
    pages: [
      {
        reason: {
          title: 'Reason',
          type: 'string',
          maxLength: 2000,
          'ui:field': REASON_FIELD,
        },
      },
    ],
    extensions: [
      {
        name: REASON_FIELD,
        component: ReasonField,
        validation: validateReason,
      },
    ],
    api: { getAccounts },
    formData: { accountId },
  });

const field = () => screen.getByRole('textbox', { name: /^Reason/ });

describe('SessionManagerReason', () => {
  it('requires a reason, at the field, if the account requires an approval', async () => {
    const form = await render(PRODUCTION);
    expect(
      await screen.findByText(
        'Required: approvers of production decide on it.',
      ),
    ).toBeVisible();
    expect(field()).toHaveAttribute('aria-required', 'true');

    await userEvent.type(field(), '  ');
    await form.press('Review');
    await form.isHeld();
    expect(
      (
        await screen.findAllByText(
          /must say why the role is needed, because production requires/,
        )
      ).length,
    ).toBeGreaterThan(0);

    await userEvent.type(field(), 'On call');
    expect(await form.created()).toMatchObject({ reason: '  On call' });
  });

  it.each([DEVELOPMENT, undefined])(
    'is optional in the account %s',
    async accountId => {
      const form = await render(accountId);

      expect(field()).toHaveAttribute('aria-required', 'false');
      expect(await form.created()).toMatchObject({ reason: '' });
    },
  );

  it('leaves the check to the task if the accounts cannot be listed', async () => {
    const form = await render(PRODUCTION, await responded(500, 'broken'));

    expect(await form.created()).toMatchObject({ reason: '' });
  });
});
