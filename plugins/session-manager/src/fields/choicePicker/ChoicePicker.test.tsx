import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { Choices } from 'backstage-plugin-session-manager-common';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../../api/SessionManagerApi';
import { ChoicePicker } from './ChoicePicker';
import { CHOICE_PICKER } from './schema';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd';

/** Renders the field in the scaffolder's form, as its only page. */
async function renderForm(
  getChoices: SessionManagerApi['getChoices'],
  {
    kind = 'buckets',
    accountId = '111122223333' as string | undefined,
    bucket = undefined as string | undefined,
  } = {},
) {
  const created = jest.fn();
  await renderInTestApp(
    <TestApiProvider apis={[[sessionManagerApiRef, { getChoices }]]}>
      <SecretsContextProvider>
        <Stepper
          manifest={{
            title: 'Session Manager role',
            steps: [
              {
                title: 'Where the logs go',
                schema: {
                  type: 'object',
                  properties: {
                    bucket: {
                      title: 'Bucket',
                      type: 'string',
                      'ui:field': CHOICE_PICKER,
                      'ui:options': { kind },
                    },
                  },
                },
              },
            ],
          }}
          extensions={[{ name: CHOICE_PICKER, component: ChoicePicker }]}
          initialState={{
            ...(accountId ? { accountId } : {}),
            ...(bucket ? { bucket } : {}),
          }}
          onCreate={async values => created(values)}
        />
      </SecretsContextProvider>
    </TestApiProvider>,
  );
  return {
    field: screen.getByRole('combobox', { name: 'Bucket' }),
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

const buckets: Choices = {
  choices: [{ value: 'corp-session-logs' }, { value: 'corp-audit' }],
  more: false,
};

describe('SessionManagerChoicePicker', () => {
  // The scaffolder's form scrolls to its top, which jsdom does not support.
  beforeEach(() => {
    jest.spyOn(window, 'scrollTo').mockImplementation();
  });

  it('offers what the portal lists, and returns the selection', async () => {
    const getChoices = jest.fn(async () => buckets);
    const { field, create } = await renderForm(getChoices);
    expect(getChoices).not.toHaveBeenCalled();
    await userEvent.click(field);
    await userEvent.click(await screen.findByText('corp-audit'));

    expect(await create()).toMatchObject({ bucket: 'corp-audit' });
    expect(getChoices).toHaveBeenCalledWith('111122223333', 'buckets', {});
  });

  it('searches for the typed text, and accepts it if it is not listed', async () => {
    const getChoices = jest.fn(async () => buckets);
    const { field, create } = await renderForm(getChoices);
    await userEvent.type(field, 'corp-x');

    await waitFor(() =>
      expect(getChoices).toHaveBeenLastCalledWith('111122223333', 'buckets', {
        q: 'corp-x',
      }),
    );
    expect(await create()).toMatchObject({ bucket: 'corp-x' });
  });

  it('keeps the initial value', async () => {
    const { field, create } = await renderForm(
      jest.fn(async () => buckets),
      { bucket: 'corp-audit' },
    );
    expect(field).toHaveValue('corp-audit');
    expect((await create()).bucket).toBe('corp-audit');
  });

  it('shows a key by its alias, and returns its ARN', async () => {
    const { field, create } = await renderForm(
      async () => ({
        choices: [{ value: KEY, title: 'alias/sessions' }],
        more: false,
      }),
      { kind: 'keys' },
    );
    await userEvent.click(field);
    await userEvent.click(await screen.findByText('alias/sessions'));

    expect(await create()).toMatchObject({ bucket: KEY });
  });

  it('says that there are more than are listed', async () => {
    const { field } = await renderForm(async () => ({
      ...buckets,
      more: true,
    }));
    await userEvent.click(field);

    expect(await screen.findByText(/There are more/)).toBeVisible();
  });

  it.each([
    [
      'Access denied by AWS',
      async () => ({
        choices: [],
        more: false,
        fault: {
          kind: 'refused' as const,
          code: 'AccessDenied',
          message: 'no',
          hint: 'Allow s3:ListAllMyBuckets.',
        },
      }),
      /Enter a value. Allow s3:ListAllMyBuckets/,
    ],
    [
      'the portal does not respond',
      async () => {
        throw new Error('Failed to fetch');
      },
      /Enter a value. Failed to fetch/,
    ],
  ])('says why nothing is listed if %s', async (_, getChoices, words) => {
    const { field, create } = await renderForm(getChoices);
    await userEvent.type(field, 'mine');

    expect(await screen.findByText(words)).toBeVisible();
    expect(await create()).toMatchObject({ bucket: 'mine' });
  });

  it('makes no call while the account is empty', async () => {
    const getChoices = jest.fn(async () => buckets);
    const { field, create } = await renderForm(getChoices, {
      accountId: '1111',
    });
    await userEvent.type(field, 'mine');
    expect(
      screen.getByText(
        'Choose an AWS account to list its resources, or enter a value.',
      ),
    ).toBeVisible();

    expect(await create()).toMatchObject({ bucket: 'mine' });
    expect(getChoices).not.toHaveBeenCalled();
  });
});
