import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  RequestList,
  RequestQuery,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { responded } from '../__testUtils__/renderCard';
import { renderRequests } from '../__testUtils__/renderRequests';
import { roleRequest } from '../__testUtils__/requests';

function page(
  items: RoleRequest[],
  pageInfo: RequestList['pageInfo'] = {},
): RequestList {
  return {
    items,
    unreadable: [],
    totals: {
      items: items.length,
      views: { mine: items.length, 'to-approve': 3, all: 10_000 },
    },
    pageInfo,
  };
}

/** An API that gives one page, and the queries that it was asked. */
function listing(answer: RequestList | (() => Promise<never>)) {
  const asked: RequestQuery[] = [];
  return {
    asked,
    api: {
      async listRequests(query: RequestQuery = {}) {
        asked.push(query);
        return typeof answer === 'function' ? answer() : answer;
      },
    },
  };
}

describe('the list of role requests', () => {
  it('shows one’s own first, and how many there are in each view', async () => {
    const { api, asked } = listing(page([roleRequest()]));
    await renderRequests(api);

    const row = await screen.findByRole('row', { name: /payments-session/ });
    expect(within(row).getByText('Waiting for approval')).toBeInTheDocument();
    expect(within(row).getByText('production')).toBeInTheDocument();
    expect(asked[0]).toMatchObject({ view: 'mine', status: [], q: '' });
    expect(
      screen.getAllByRole('tab').map(({ textContent }) => textContent),
    ).toEqual(['Mine (1)', 'To approve (3)', 'All (10,000)']);
  });

  it('shows a request that cannot be read, and the others', async () => {
    const listed = page([roleRequest()]);
    const { api } = listing({ ...listed, unreadable: [{ id: 'broken-1' }] });
    await renderRequests(api);

    await screen.findByRole('row', { name: /payments-session/ });
    expect(
      screen.getByText(/The record of request broken-1 is damaged/),
    ).toBeInTheDocument();
  });

  it('leads to a request', async () => {
    await renderRequests(listing(page([roleRequest()])).api);

    expect(
      await screen.findByRole('link', { name: 'payments-session-role' }),
    ).toHaveAttribute('href', `/requests/${roleRequest().id}`);
  });

  it('keeps view, search, status and order in its address', async () => {
    const user = userEvent.setup();
    const { api, asked } = listing(page([roleRequest()]));
    const { address } = await renderRequests(api);

    await user.click(await screen.findByRole('tab', { name: /To approve/ }));
    await user.type(screen.getByLabelText('Search'), 'pay');
    await waitFor(() => expect(address()).toContain('q=pay'));
    await user.click(screen.getByRole('button', { name: /Status/ }));
    await user.click(screen.getByRole('option', { name: 'Failed' }));
    await user.keyboard('{Escape}');
    await user.click(
      await screen.findByRole('button', { name: 'Role', hidden: true }),
    );

    await waitFor(() =>
      expect(address()).toBe(
        '/requests?status=failed&view=to-approve&q=pay&sort=roleName%3Aasc',
      ),
    );
    expect(asked.at(-1)).toMatchObject({
      view: 'to-approve',
      q: 'pay',
      status: ['failed'],
      sort: { field: 'roleName', order: 'asc' },
    });
  });

  it('marks what nobody approved, and narrows down to it', async () => {
    const user = userEvent.setup();
    const at = '2026-11-25T12:00:00.000Z';
    const { api, asked } = listing(
      page([
        roleRequest({
          status: 'provisioned',
          approval: { kind: 'not-needed', at, usableUntil: at },
        }),
        {
          ...roleRequest({
            status: 'provisioned',
            approval: {
              kind: 'rule',
              rule: { name: 'harmless', version: '1' },
              at,
              usableUntil: at,
            },
          }),
          id: 'other',
        },
      ]),
    );
    const { address } = await renderRequests(api);

    expect(await screen.findByText('No approval needed')).toBeInTheDocument();
    expect(
      screen.getByText('Approved by the rule harmless'),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /Approval/ }));
    await user.click(
      screen.getByRole('option', { name: 'No approval needed' }),
    );
    await waitFor(() => expect(address()).toContain('approval=not-needed'));
    expect(asked.at(-1)).toMatchObject({ approval: ['not-needed'] });
  });

  it('turns pages by their cursors', async () => {
    const user = userEvent.setup();
    const { api, asked } = listing(
      page([roleRequest()], { nextCursor: 'after' }),
    );
    await renderRequests(api);

    await user.click(await screen.findByRole('button', { name: 'Next page' }));
    expect(asked.at(-1)).toMatchObject({ cursor: 'after' });
    expect(
      screen.getByRole('button', { name: 'Previous page' }),
    ).toBeDisabled();
  });

  it.each([
    ['', 'You have not requested a role.'],
    ['?view=to-approve', 'No requests are waiting for your approval.'],
    ['?view=all', 'There are no requests that you can view.'],
    ['?q=lost', 'No requests match the filters.'],
  ])('says why it is empty at %j', async (address, sentence) => {
    await renderRequests(listing(page([])).api, address);

    expect(await screen.findByText(sentence)).toBeInTheDocument();
  });

  it('says what to do when it cannot be read, and tries again', async () => {
    const user = userEvent.setup();
    const failing = (await responded(
      500,
      'the database is gone',
    )) as () => never;
    const { api, asked } = listing(failing);
    await renderRequests(api);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'give a portal administrator this message: the database is gone',
    );
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(asked).toHaveLength(2));
  });

  it('is read again when a request has changed', async () => {
    const { api, asked } = listing(page([roleRequest()]));
    const { signal } = await renderRequests(api);
    await screen.findByRole('row', { name: /payments-session/ });

    await signal('any');

    await waitFor(() => expect(asked).toHaveLength(2));
  });
});
