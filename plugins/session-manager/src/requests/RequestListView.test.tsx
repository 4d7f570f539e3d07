import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  RequestList,
  RequestQuery,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { responded } from '../__testUtils__/renderCard';
import { renderRequests } from '../__testUtils__/renderRequests';
import { requestDetails, roleRequest } from '../__testUtils__/requests';
import { violationsIn } from '../__testUtils__/violationsIn';

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

/** An API that returns one page and records the queries. */
function listing(answer: RequestList | (() => Promise<never>)) {
  const queries: RequestQuery[] = [];
  return {
    queries,
    api: {
      async listRequests(query: RequestQuery = {}) {
        queries.push(query);
        return typeof answer === 'function' ? answer() : answer;
      },
    },
  };
}

describe('the list of role requests', () => {
  it('shows the requests of a view, and the number in each view', async () => {
    const { api, queries } = listing(page([roleRequest()]));
    await renderRequests(api, '?view=mine');

    const row = await screen.findByRole('row', { name: /payments-session/ });
    expect(within(row).getByText('Waiting for approval')).toBeInTheDocument();
    expect(within(row).getByText('production')).toBeInTheDocument();
    expect(queries[0]).toMatchObject({ view: 'mine', status: [], q: '' });
    expect(
      screen.getAllByRole('tab').map(({ textContent }) => textContent),
    ).toEqual(['Mine (1)', 'To approve (3)', 'All (10,000)']);
  });

  it('reports an unreadable request, and shows the others', async () => {
    const listed = page([roleRequest()]);
    const { api } = listing({ ...listed, unreadable: [{ id: 'broken-1' }] });
    await renderRequests(api, '?view=mine');

    await screen.findByRole('row', { name: /payments-session/ });
    expect(
      screen.getByText(/The record of request broken-1 is damaged/),
    ).toBeInTheDocument();
  });

  it('links to a request', async () => {
    await renderRequests(listing(page([roleRequest()])).api, '?view=mine');

    expect(
      await screen.findByRole('link', { name: 'payments-session-role' }),
    ).toHaveAttribute('href', `/requests/${roleRequest().id}`);
  });

  it('keeps view, search, status and order in the URL', async () => {
    const user = userEvent.setup();
    const { api, queries } = listing(page([roleRequest()]));
    const { address } = await renderRequests(api, '?view=mine');

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
    expect(queries.at(-1)).toMatchObject({
      view: 'to-approve',
      q: 'pay',
      status: ['failed'],
      sort: 'roleName:asc',
    });
  });

  it('marks requests without approval by people, and filters by that', async () => {
    const user = userEvent.setup();
    const at = '2026-11-25T12:00:00.000Z';
    const { api, queries } = listing(
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
    const { address } = await renderRequests(api, '?view=mine');

    expect(await screen.findByText('No approval needed')).toBeInTheDocument();
    expect(
      screen.getByText('Approved by the rule harmless'),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /Approval/ }));
    await user.click(
      screen.getByRole('option', { name: 'No approval needed' }),
    );
    await waitFor(() => expect(address()).toContain('approval=not-needed'));
    expect(queries.at(-1)).toMatchObject({ approval: ['not-needed'] });
  });

  it('pages by cursor', async () => {
    const user = userEvent.setup();
    const { api, queries } = listing(
      page([roleRequest()], { nextCursor: 'after' }),
    );
    await renderRequests(api, '?view=mine');

    await user.click(await screen.findByRole('button', { name: 'Next page' }));
    expect(queries.at(-1)).toMatchObject({ cursor: 'after' });
    expect(
      screen.getByRole('button', { name: 'Previous page' }),
    ).toBeDisabled();
  });

  it.each([
    ['?view=mine', 'You have not requested a role.'],
    ['?view=to-approve', 'No requests are waiting for your approval.'],
    ['?view=all', 'There are no requests that you can view.'],
    ['?view=all&q=lost', 'No requests match the filters.'],
  ])('says why the list at %j is empty', async (address, sentence) => {
    await renderRequests(listing(page([])).api, address);

    expect(await screen.findByText(sentence)).toBeInTheDocument();
  });

  it('says what to do if it cannot be loaded, and retries', async () => {
    const user = userEvent.setup();
    const failing = (await responded(
      500,
      'the database is gone',
    )) as () => never;
    const { api, queries } = listing(failing);
    await renderRequests(api, '?view=mine');

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'give a portal administrator this message: the database is gone',
    );
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(queries).toHaveLength(2));
  });

  it.each([
    ['what waits for the caller’s approval', 3, 'to-approve'],
    ['the caller’s own requests if nothing waits', 0, 'mine'],
  ])('opens on %s, and says so in the URL', async (_, waiting, view) => {
    const listed = page([roleRequest()]);
    const { views } = listed.totals;
    const { api, queries } = listing({
      ...listed,
      totals: { ...listed.totals, views: { ...views, 'to-approve': waiting } },
    });
    const { address } = await renderRequests(api, '?q=pay');

    await screen.findByRole('row', { name: /payments-session/ });
    expect(address()).toBe(`/requests?view=${view}&q=pay`);
    expect(queries.at(-1)).toMatchObject({ view, q: 'pay' });
  });

  it('filters by an account, by its name', async () => {
    const user = userEvent.setup();
    const { api, queries } = listing(page([roleRequest()]));
    const accounts = [
      { accountId: '111122223333', name: 'development' },
      { accountId: '444455556666', name: 'production' },
    ];
    const { address } = await renderRequests(
      { ...api, getAccounts: async () => accounts },
      '?view=all',
    );

    await user.click(await screen.findByRole('button', { name: /Account/ }));
    await user.click(screen.getByRole('option', { name: 'production' }));

    await waitFor(() =>
      expect(address()).toBe('/requests?view=all&account=444455556666'),
    );
    expect(queries.at(-1)).toMatchObject({ accountId: '444455556666' });
    await user.click(screen.getByRole('tab', { name: /Mine/ }));
    expect(queries.at(-1)).toMatchObject({
      view: 'mine',
      accountId: '444455556666',
    });
  });

  it('clears every filter', async () => {
    const user = userEvent.setup();
    const { address } = await renderRequests(
      listing(page([])).api,
      '?view=all&account=444455556666&approval=rule&status=failed&q=x',
    );

    await user.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );

    await waitFor(() => expect(address()).toBe('/requests?view=all'));
  });

  it('has the focus on the heading of each page that is opened from another, and returns to the same list', async () => {
    const user = userEvent.setup();
    const { api } = listing(page([roleRequest()]));
    const { address } = await renderRequests(
      { ...api, getRequest: async () => requestDetails() },
      '?view=all&q=pay',
    );
    expect(screen.getByRole('heading', { level: 2 })).not.toHaveFocus();

    await user.click(
      await screen.findByRole('link', { name: 'payments-session-role' }),
    );
    expect(
      await screen.findByRole('heading', { name: /in production/, level: 2 }),
    ).toHaveFocus();

    await user.click(screen.getByRole('link', { name: /All role requests/ }));
    expect(
      screen.getByRole('heading', { name: 'Role requests', level: 2 }),
    ).toHaveFocus();
    expect(address()).toBe('/requests?view=all&q=pay');
  });

  it('has no accessibility violations', async () => {
    const { container } = await renderRequests(
      listing(page([roleRequest()])).api,
      '?view=mine',
    );
    await screen.findByRole('row', { name: /payments-session/ });

    expect(await violationsIn(container)).toEqual([]);
  });

  it('is loaded again when a request has changed', async () => {
    const { api, queries } = listing(page([roleRequest()]));
    const { signal } = await renderRequests(api, '?view=mine');
    await screen.findByRole('row', { name: /payments-session/ });

    await signal('any');

    await waitFor(() => expect(queries).toHaveLength(2));
  });
});
