import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ResponseError } from '@backstage/errors';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { Handover } from 'backstage-plugin-session-manager-common';
import axe from 'axe-core';
import { codeText } from '../__testUtils__/codeText';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../api/SessionManagerApi';
import { SessionManagerPage } from '../SessionManagerPage';

const ID = '6f2d6d7e-0d1c-4f0f-9a60-6c0f5c9f0001';
const KEY = 'the-key-behind-the-hash';
const SECRET = 'Fjz3/sZfSvv78EXAMPLE';
const INPUT = { selector: 'input' };

const waiting: Handover = {
  id: ID,
  state: 'waiting',
  expiresAt: '2026-12-01T10:15:00.000Z',
  subject: {
    activationId: 'e488f2f6-e686-4afb-8a04-ef6df0000001',
    accountId: '111122223333',
    region: 'eu-west-1',
    roleName: 'warehouse-session-role',
    instanceLimit: 5,
    activationExpiresAt: '2026-12-02T10:00:00.000Z',
  },
};

type OpenHandover = SessionManagerApi['openHandover'];

/** Renders the page, and returns the keys that it sent. */
async function renderPage(
  get: SessionManagerApi['getHandover'] | Handover = waiting,
  { key = KEY, open }: { key?: string; open?: OpenHandover } = {},
) {
  const opened: string[][] = [];
  const api: Partial<SessionManagerApi> = {
    getHandover: typeof get === 'function' ? get : async () => get,
    openHandover: async (...call) => {
      opened.push(call);
      return open ? open(...call) : { secret: SECRET };
    },
  };
  const { container } = await renderInTestApp(
    <TestApiProvider
      apis={[
        [sessionManagerApiRef, api],
        [permissionApiRef, mockApis.permission()],
      ]}
    >
      <SessionManagerPage />
    </TestApiProvider>,
    { routeEntries: [`/handover/${ID}${key && `#${key}`}`] },
  );
  return { container, opened, user: userEvent.setup() };
}

/** What the client throws if the backend refuses. */
async function refused(status: number, message: string): Promise<never> {
  const body = JSON.stringify({
    error: { name: 'Error', message },
    response: { statusCode: status },
  });
  throw await ResponseError.fromResponse(
    new Response(body, {
      status,
      headers: { 'content-type': 'application/json' },
    }),
  );
}

const button = (name: string) => screen.findByRole('button', { name });

describe('the page of an activation code', () => {
  it('says what the code is for, and requests it only on a click', async () => {
    const { opened, user } = await renderPage();

    expect(
      await screen.findByText(/eu-west-1, account 111122223333/),
    ).toHaveTextContent(
      /role warehouse-session-role.*Up to 5 nodes can be registered/,
    );
    expect(screen.getByText(/Only you can open it/)).toBeInTheDocument();
    expect(opened).toEqual([]);

    await user.click(await button('Show the code'));

    expect(opened).toEqual([[ID, KEY]]);
    expect(await screen.findByRole('status')).toHaveTextContent(
      /shown only once/,
    );
  });

  it('masks the code, shows it on a click, and masks it again', async () => {
    const { container, user } = await renderPage();
    await user.click(await button('Show the code'));

    const field = await screen.findByLabelText('Activation code', INPUT);
    expect(field).toHaveAttribute('type', 'password');
    expect(field).toHaveValue(SECRET);
    expect(container).not.toHaveTextContent(SECRET);
    expect(
      screen.getByText(codeText(/amazon-ssm-agent -register/)),
    ).toHaveTextContent(
      'sudo amazon-ssm-agent -register -code "••••••••••••••••••••" -id "e488f2f6-e686-4afb-8a04-ef6df0000001" -region "eu-west-1"',
    );

    await user.click(await button('Show'));
    expect(field).toHaveAttribute('type', 'text');
    expect(screen.getByText(codeText(/amazon-ssm-agent/))).toHaveTextContent(
      SECRET,
    );

    await user.click(await button('Hide'));
    expect(field).toHaveAttribute('type', 'password');
  });

  it('copies the code, and the command with the code', async () => {
    const { user } = await renderPage();
    await user.click(await button('Show the code'));

    // jsdom has no clipboard: this is how the button copies.
    const copied: Array<string | undefined> = [];
    document.execCommand = () => {
      copied.push(document.getSelection()?.toString());
      return true;
    };

    await user.click(await button('Copy the code'));
    await user.click(await button('Copy the command, with the code in it'));

    expect(copied).toEqual([
      SECRET,
      expect.stringContaining(`-register -code "${SECRET}" -id`),
    ]);
  });

  it('says that a link without its key is incomplete', async () => {
    const { opened } = await renderPage(waiting, { key: '' });

    expect(
      await screen.findByText(/the part after the # is missing/),
    ).toBeVisible();
    expect(await button('Show the code')).toBeDisabled();
    expect(opened).toEqual([]);
  });

  it.each<[string, Partial<Handover>, RegExp]>([
    [
      'opened',
      { state: 'opened', openedAt: '2026-12-01T10:05:00.000Z' },
      /You opened it at .*It cannot be shown again.*run the template again/,
    ],
    [
      'expired',
      { state: 'expired' },
      /It expired at .* and can no longer be opened/,
    ],
  ])('offers nothing if it is %s', async (_, state, words) => {
    await renderPage({ ...waiting, ...state });

    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Show the code' })).toBeNull();
  });

  it('shows the message of the portal to anyone else', async () => {
    await renderPage(() => refused(403, 'This is for whoever ran it.'));

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The code cannot be shown: This is for whoever ran it.',
    );
  });

  it('can be retried if a replica does not have the code', async () => {
    let times = 0;
    const { user } = await renderPage(waiting, {
      open: async () => {
        times += 1;
        return times === 1
          ? refused(503, 'This replica does not have it')
          : { secret: SECRET };
      },
    });

    await user.click(await button('Show the code'));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The portal could not load the code: This replica does not have it',
    );

    await user.click(await button('Show the code'));
    expect(await screen.findByLabelText('Activation code', INPUT)).toHaveValue(
      SECRET,
    );
  });

  it('has no accessibility violations', async () => {
    const { container, user } = await renderPage();
    const check = async () =>
      (
        await axe.run(container, {
          rules: { 'color-contrast': { enabled: false } },
        })
      ).violations;

    await button('Show the code');
    expect(await check()).toEqual([]);

    await user.click(await button('Show the code'));
    await screen.findByLabelText('Activation code', INPUT);
    expect(await check()).toEqual([]);
  });
});
