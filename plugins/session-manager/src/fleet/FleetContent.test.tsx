import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockApis } from '@backstage/test-utils';
import { NewBatch, PlannedRole } from 'backstage-plugin-session-manager-common';
import { plannedRole } from '../__testUtils__/batches';
import {
  fleetApi,
  fleetPage,
  fleetRole,
  fleetSummary,
  renderFleet,
} from '../__testUtils__/fleet';
import { responded } from '../__testUtils__/renderCard';
import { violationsIn } from '../__testUtils__/violationsIn';

const EVERY_FILTER =
  '?q=pay&state=logs-lost&account=444455556666&owner=group%3Adefault%2Forders-team&problem=s3-put-denied&region=us-east-1&managed=true&drift=drifted&sort=owner%3Adesc';

const row = (name: RegExp) => screen.findByRole('row', { name });
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const column = (name: string) => screen.findByRole('columnheader', { name });

describe('the page of all roles', () => {
  it('says how current the data is, counts the roles, and lists them', async () => {
    const unread = fleetRole({
      roleName: 'legacy-role',
      entityRef: undefined,
      owner: undefined,
      nodes: undefined,
      problems: [],
      drift: 'unmanaged',
    });
    const { api } = fleetApi({ page: fleetPage([fleetRole(), unread]) });
    const { container } = await renderFleet(api);

    expect(
      await screen.findByText(
        '3 accounts · oldest scan 18 minutes ago · 1 not scanned yet · 1 could not be read',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Could not be read since .* \(2 hours ago\)/),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Allow iam:GetRole to the portal’s role.'),
    ).toBeInTheDocument();

    const numbers = within(
      screen.getByRole('list', { name: 'Roles by state' }),
    ).getAllByRole('button');
    const names = [
      'Ready: 1,204 roles',
      'Logs will be lost: 61 roles',
      'Sessions will fail: 17 roles',
      'Unknown: 40 roles',
      'Drifted: 22 roles',
      'Not created here: 300 roles',
      'Without nodes: 7 roles',
    ];
    expect(numbers).toHaveLength(names.length);
    names.forEach((name, place) =>
      expect(numbers[place]).toHaveAccessibleName(name),
    );

    const payments = within(await row(/payments-session-role/));
    expect(
      payments.getByRole('link', { name: 'payments-session-role' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/payments/session-manager?role=arn%3Aaws%3Aiam%3A%3A444455556666%3Arole%2Fsession-manager%2Fpayments-session-role',
    );
    expect(
      payments.getAllByRole('cell').map(({ textContent }) => textContent),
    ).toEqual([
      '',
      'payments',
      'payments-team',
      'production',
      'Logs will be lost DriftedLogs to S3 will be lost: the bucket does not exist.',
      'The role is not allowed to write to the bucket under this prefix · 1 more problem',
      '2 of 3',
      '4 minutes ago',
    ]);
    const legacy = within(await row(/legacy-role/));
    expect(legacy.queryByRole('link')).not.toBeInTheDocument();
    expect(legacy.getAllByRole('cell').at(-2)).toHaveTextContent('Not read');
    expect(screen.getByText('2 roles')).toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('links to the checks of the installation', async () => {
    await renderFleet(fleetApi().api);

    expect(
      await screen.findByRole('link', { name: 'Check the installation' }),
    ).toHaveAttribute('href', '/session-manager/installation');
  });

  it('filters by a number that is pressed, also with the keyboard', async () => {
    const user = userEvent.setup();
    const { api, queries, filters } = fleetApi();
    const { address } = await renderFleet(api, '?cursor=abc');

    const lost = await button('Logs will be lost: 61 roles');
    act(() => lost.focus());
    await user.keyboard('{Enter}');
    await waitFor(() => expect(address()).toBe('/roles?state=logs-lost'));
    expect(lost).toHaveAttribute('aria-pressed', 'true');
    expect(queries.at(-1)).toMatchObject({
      state: ['logs-lost'],
      cursor: undefined,
    });
    // The numbers of the states stay those of all states.
    expect(filters.slice(-2).map(({ state }) => state)).toEqual([
      [],
      ['logs-lost'],
    ]);

    await user.click(await button('orders-team: 99 roles'));
    await user.click(await button('Drifted: 22 roles'));
    await user.click(await button(/^production \(444455556666\): 1,200 roles/));
    await user.click(await button(/^The role is not allowed to write/));
    await user.click(await button('Not created here: 300 roles'));
    await user.click(await button('Logs will be lost: 61 roles'));
    expect(
      Object.fromEntries(new URL(address(), 'http://x').searchParams),
    ).toEqual({
      owner: 'group:default/orders-team',
      drift: 'drifted',
      account: '444455556666',
      problem: 's3-put-denied',
      managed: 'false',
    });
  });

  it('has the first five of a breakdown, and all on request', async () => {
    const user = userEvent.setup();
    await renderFleet(fleetApi().api);
    const owners = within(
      await screen.findByRole('list', { name: 'By owner' }),
    );
    expect(owners.getAllByRole('button')).toHaveLength(5);

    await user.click(await button('Show all (6)'));
    expect(owners.getAllByRole('button')).toHaveLength(6);
  });

  it('keeps filters, search and order in the URL', async () => {
    const user = userEvent.setup();
    const { api, queries } = fleetApi();
    const { address } = await renderFleet(api, EVERY_FILTER);

    expect(await column('Owner')).toHaveAttribute('aria-sort', 'descending');
    expect(queries).toEqual([
      {
        q: 'pay',
        state: ['logs-lost'],
        accountId: ['444455556666'],
        owner: ['group:default/orders-team'],
        problem: 's3-put-denied',
        region: 'us-east-1',
        managed: true,
        drift: 'drifted',
        sort: 'owner:desc',
        cursor: undefined,
      },
    ]);
    for (const [label, text] of [
      ['Search', 'pay'],
      ['Region', 'us-east-1'],
    ]) {
      expect(screen.getByLabelText(label)).toHaveValue(text);
    }
    for (const name of [
      'State Logs will be lost',
      'Account production',
      'Owner orders-team',
      'Created here Yes',
      'Drift Drifted',
    ]) {
      expect(screen.getByRole('button', { name })).toBeInTheDocument();
    }

    await user.type(screen.getByLabelText('Search'), 'ments');
    await waitFor(() => expect(address()).toContain('q=payments'));
    await user.click(screen.getByRole('button', { name: 'Service' }));
    expect(queries.at(-1)).toMatchObject({
      q: 'payments',
      sort: 'entityRef:asc',
      drift: 'drifted',
    });
    // Not one for each letter.
    expect(queries).toHaveLength(3);
  });

  it('filters by a region as soon as it is one', async () => {
    const user = userEvent.setup();
    const { api, queries } = fleetApi();
    const { address } = await renderFleet(api);
    await row(/payments-session-role/);

    await user.type(screen.getByLabelText('Region'), 'eu-west-');
    await user.tab();
    expect(screen.getByText(/Enter a region/)).toBeInTheDocument();
    await user.type(screen.getByLabelText('Region'), '1');
    await waitFor(() => expect(address()).toBe('/roles?region=eu-west-1'));
    expect(queries).toHaveLength(2);
  });

  it('turns the pages, and keeps them for the browser’s back', async () => {
    const user = userEvent.setup();
    const { api, queries } = fleetApi({
      page: fleetPage([fleetRole()], { nextCursor: 'after' }),
    });
    const { address, back } = await renderFleet(api);
    expect(await button('Previous page')).toBeDisabled();

    await user.click(await button('Next page'));
    await user.click(await button('Next page'));
    expect(address()).toBe('/roles?cursor=after');
    expect(queries.at(-1)).toMatchObject({ cursor: 'after' });
    await user.click(await button('Previous page'));
    expect(address()).toBe('/roles?cursor=after');
    await user.click(await button('Previous page'));
    expect(address()).toBe('/roles');
    act(back);
    expect(address()).toBe('/roles?cursor=after');
    await user.click(await button('Previous page'));
    expect(address()).toBe('/roles');
  });

  it('leads from a shared page to the first one', async () => {
    const user = userEvent.setup();
    const { address } = await renderFleet(fleetApi().api, '?q=pay&cursor=abc');

    await user.click(await button('First page'));
    expect(address()).toBe('/roles?q=pay');
  });

  it.each([
    ['?q=lost', fleetSummary(), 'No roles match the filters.'],
    ['', fleetSummary(), /^There are no roles yet\. Roles are listed after/],
    [
      '',
      fleetSummary({
        accounts: fleetSummary().accounts.filter(each => each.scannedAt),
      }),
      'There are no roles that you can view.',
    ],
  ])('says why the list at %j is empty', async (address, summary, sentence) => {
    const { api } = fleetApi({ page: fleetPage([]), summary });
    await renderFleet(api, address);

    expect(await screen.findByText(sentence)).toBeInTheDocument();
  });

  it('clears every filter, and keeps the order', async () => {
    const user = userEvent.setup();
    const { api } = fleetApi({ page: fleetPage([]) });
    const { address } = await renderFleet(api, EVERY_FILTER);

    await user.click(await button('Clear filters'));
    expect(address()).toBe('/roles?sort=owner%3Adesc');
  });

  it('keeps the last roles if others cannot be loaded, and retries', async () => {
    const user = userEvent.setup();
    const failing = await responded(500, 'the database is gone');
    let answer = async () => fleetPage();
    const { api } = fleetApi({ page: () => answer() });
    await renderFleet(api);
    await row(/payments-session-role/);

    answer = failing;
    await user.click(await button('Drifted: 22 roles'));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'give a portal administrator this message: the database is gone The list shows the last roles that were loaded.',
    );
    await row(/payments-session-role/);

    answer = async () => fleetPage([fleetRole({ roleName: 'other-role' })]);
    await user.click(await button('Try again'));
    await row(/other-role/);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('lists the roles if they cannot be counted', async () => {
    const failing = await responded(500, 'too many');
    await renderFleet(fleetApi({ summary: failing }).api);

    await row(/payments-session-role/);
    expect(screen.getByRole('alert')).toHaveTextContent(
      'The counts could not be loaded: too many',
    );
  });

  it('says that a person may see no roles, and shows nothing else', async () => {
    const refused = await responded(403, 'not yours');
    await renderFleet(fleetApi({ page: refused, summary: refused }).api);

    expect(
      await screen.findByText(/^You do not have permission to view the roles/),
    ).toBeInTheDocument();
    expect(screen.queryByLabelText('Search')).not.toBeInTheDocument();
  });

  it('remembers the columns that a person hides', async () => {
    const user = userEvent.setup();
    const storage = mockApis.storage();
    const { unmount } = await renderFleet(fleetApi().api, '', storage);
    await column('Problem');

    await user.click(await button('Columns'));
    const problem = screen.getByRole('menuitemcheckbox', { name: 'Problem' });
    expect(problem).toHaveAttribute('aria-checked', 'true');
    expect(await violationsIn(screen.getByRole('menu'))).toEqual([]);
    await user.click(problem);
    await waitFor(() =>
      expect(problem).toHaveAttribute('aria-checked', 'false'),
    );
    unmount();

    await renderFleet(fleetApi().api, '', storage);
    await column('State');
    expect(
      screen.queryByRole('columnheader', { name: 'Problem' }),
    ).not.toBeInTheDocument();
  });

  describe('changes many roles', () => {
    const planOf = (items: PlannedRole[]) => {
      const planned: NewBatch[] = [];
      const started: NewBatch[] = [];
      return {
        planned,
        started,
        api: {
          planBatch: async (batch: NewBatch) => {
            planned.push(batch);
            return { items };
          },
          startBatch: async (batch: NewBatch) => {
            started.push(batch);
            return { id: 'batch-1' };
          },
        },
      };
    };
    const select = async (
      user: ReturnType<typeof userEvent.setup>,
      name: string,
    ) => user.click(await screen.findByRole('checkbox', { name }));

    it('after it has said what would happen with each', async () => {
      const user = userEvent.setup();
      const { api, planned, started } = planOf([
        plannedRole('a', { start: 'task', accountName: 'development' }),
        plannedRole('b', { start: 'request' }),
        plannedRole('c', { start: 'request' }),
        plannedRole('d', { omission: 'nothing-to-do' }),
      ]);
      const { address } = await renderFleet({ ...fleetApi().api, ...api });
      const bar = within(
        await screen.findByRole('group', { name: 'Selected roles' }),
      );
      expect(bar.queryByRole('button', { name: 'Repair…' })).toBeNull();

      await select(user, 'Select payments-session-role');
      await user.click(bar.getByRole('button', { name: 'Repair…' }));
      const dialog = within(
        await screen.findByRole('dialog', { name: 'Repair roles' }),
      );
      for (const text of [
        '1 role is changed immediately.',
        '2 roles are requested, because their accounts require an approval.',
        'production: 2 roles',
        'payments-team: 3 roles',
      ]) {
        expect(await dialog.findByText(text)).toBeInTheDocument();
      }
      await user.click(
        dialog.getByRole('button', { name: '1 role is left out' }),
      );
      expect(dialog.getByText('Nothing to change: d')).toBeInTheDocument();
      expect(await violationsIn(screen.getByRole('dialog'))).toEqual([]);

      const start = dialog.getByRole('button', { name: 'Repair 3 roles' });
      expect(start).toBeDisabled();
      await user.type(dialog.getByLabelText(/^Reason/), 'drifted');
      await user.click(start);
      const roles = { roleArns: [fleetRole().roleArn] };
      expect(planned).toEqual([{ action: 'repair', roles }]);
      expect(started).toEqual([{ action: 'repair', roles, reason: 'drifted' }]);
      await waitFor(() =>
        expect(address()).toBe('/session-manager/batches/batch-1'),
      );
    });

    it('of all pages, with the filters and the number that was seen', async () => {
      const user = userEvent.setup();
      const page = { ...fleetPage(), totalItems: 61 };
      const { api, planned } = planOf([]);
      await renderFleet(
        { ...fleetApi({ page }).api, ...api },
        '?state=logs-lost',
      );

      await user.click(await button('Select all 61 that match'));
      expect(screen.getByText('61 roles selected')).toBeInTheDocument();
      await user.click(await button('Adopt…'));
      expect(
        await screen.findByText('None of these roles can be changed this way.'),
      ).toBeInTheDocument();
      expect(planned).toEqual([
        {
          action: 'adopt',
          roles: { filter: { state: ['logs-lost'] }, count: 61 },
        },
      ]);
    });

    it('and says which instances roles are attached to', async () => {
      const user = userEvent.setup();
      const place = { accountId: '444455556666', region: 'us-east-1' };
      const instance = (instanceId: string, name?: string) => ({
        ...{ instanceId, name, state: 'running', ...place },
      });
      const legacy = { name: 'legacy', arn: 'arn' };
      const { api } = planOf([
        plannedRole('a', {
          start: 'task',
          instances: {
            attached: {
              total: 3,
              items: [instance('i-1', 'web'), instance('i-2')],
            },
            otherProfile: {
              total: 1,
              items: [{ ...instance('i-4'), instanceProfile: legacy }],
            },
            incomplete: [],
          },
        }),
        plannedRole('b', {
          omission: 'instances-not-read',
          instances: {
            attached: { total: 7, items: [] },
            otherProfile: { total: 0, items: [] },
            incomplete: [
              {
                ...{ ...place, accountName: 'production' },
                fault: {
                  kind: 'refused',
                  code: 'AccessDenied',
                  message: 'AWS said no',
                  hint: 'Allow it.',
                },
              },
            ],
          },
        }),
      ]);
      await renderFleet({ ...fleetApi().api, ...api });
      await select(user, 'Select payments-session-role');
      await user.click(await button('Attach to instances…'));

      const dialog = within(
        await screen.findByRole('dialog', {
          name: 'Attach roles to instances',
        }),
      );
      await user.click(
        await dialog.findByRole('button', {
          name: '3 instances get an instance profile',
        }),
      );
      expect(dialog.getByText('a: web (i-1), i-2, 1 more')).toBeInTheDocument();
      await user.click(
        dialog.getByRole('button', {
          name: '1 instance keeps another instance profile',
        }),
      );
      expect(dialog.getByText('a: i-4 with legacy')).toBeInTheDocument();
      expect(
        dialog.getByText(/^production, us-east-1 could not be searched/),
      ).toHaveTextContent(/AWS said no Allow it\.$/);
      expect(await violationsIn(screen.getByRole('dialog'))).toEqual([]);
      expect(
        dialog.getByRole('button', { name: 'Attach 1 role' }),
      ).toBeEnabled();
    });

    it('and ends the selection when the filters change', async () => {
      const user = userEvent.setup();
      await renderFleet(fleetApi().api);
      await select(user, 'Select all on this page');
      expect(screen.getByText('1 role selected')).toBeInTheDocument();

      await user.click(await button('Drifted: 22 roles'));
      await waitFor(() =>
        expect(screen.queryByText('1 role selected')).toBeNull(),
      );
    });

    it('and says why it was refused', async () => {
      const user = userEvent.setup();
      const { api } = planOf([plannedRole('a', { start: 'task' })]);
      await renderFleet({
        ...fleetApi().api,
        ...api,
        startBatch: await responded(
          409,
          '3 roles match now, and 1 did when they were selected. Look at the list again.',
        ),
      });
      await select(user, 'Select payments-session-role');
      await user.click(await button('Repair…'));
      await user.click(await button('Repair 1 role'));

      expect(await screen.findByRole('alert')).toHaveTextContent(
        '3 roles match now, and 1 did when they were selected.',
      );
    });
  });

  describe('exports the roles', () => {
    const saved: Array<[name: string, url: string]> = [];
    beforeEach(() => {
      saved.length = 0;
      URL.createObjectURL = ({ type }: Blob) => `blob:${type}`;
      URL.revokeObjectURL = () => {};
      jest
        .spyOn(HTMLAnchorElement.prototype, 'click')
        .mockImplementation(function save(this: HTMLAnchorElement) {
          saved.push([this.download, this.href]);
        });
    });
    afterEach(() => jest.restoreAllMocks());

    it('of all pages, with the filters and the order', async () => {
      const user = userEvent.setup();
      const { api, queries, exports } = fleetApi();
      const { alerts } = await renderFleet(api, `${EVERY_FILTER}&cursor=abc`);

      await user.click(await button('Export CSV'));
      await waitFor(() =>
        expect(saved).toEqual([['session-manager-roles.csv', 'blob:text/csv']]),
      );
      expect(exports).toEqual([{ ...queries[0], cursor: undefined }]);
      expect(alerts).toMatchObject([{ message: 'Roles exported' }]);
    });

    it('or says why it cannot', async () => {
      const user = userEvent.setup();
      const failing = await responded(500, 'the database is gone');
      const { api } = fleetApi();
      const { alerts } = await renderFleet({ ...api, exportRoles: failing });

      await user.click(await button('Export CSV'));
      await waitFor(() =>
        expect(alerts).toMatchObject([
          {
            message: 'The roles could not be exported: the database is gone',
            severity: 'error',
          },
        ]),
      );
      expect(saved).toEqual([]);
      expect(await button('Export CSV')).toBeEnabled();
    });
  });

  it('compares roles of one name between accounts, with the same filters', async () => {
    const user = userEvent.setup();
    const usual = fleetRole({ state: 'ready' });
    const odd = fleetRole({
      accountId: '777788889999',
      accountName: 'sandbox',
      entityRef: undefined,
    });
    const { api, compared, queries } = fleetApi({
      variants: {
        items: [
          {
            roleName: 'payments-session-role',
            accounts: 12,
            usual: { accounts: 11, role: usual },
            odd: [{ role: odd, differs: ['permissions', 'state'] }],
          },
        ],
        pageInfo: {},
      },
    });
    const { address, container } = await renderFleet(api, '?q=pay');

    await user.click(await screen.findByRole('tab', { name: 'Odd ones out' }));

    expect(
      await screen.findByText(
        /In 12 accounts\. Alike in 11 of them, such as production \(444455556666\):/,
      ),
    ).toBeVisible();
    const table = within(
      screen.getByRole('table', {
        name: 'Accounts in which payments-session-role differs',
      }),
    );
    expect(
      table.getByRole('rowheader', { name: /^sandbox \(777788889999\)/ }),
    ).toBeVisible();
    expect(
      table.getAllByRole('cell').map(({ textContent }) => textContent),
    ).toEqual(['Logs will be lost', 'permissions, state']);
    expect(address()).toBe('/roles?q=pay&compare=true');
    expect(compared).toMatchObject([{ q: 'pay' }]);
    // The list is not loaded while it is not shown.
    expect(queries).toHaveLength(1);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says if no role differs between accounts', async () => {
    await renderFleet(fleetApi().api, '?compare=true');

    expect(
      await screen.findByText('No role differs between accounts.'),
    ).toBeVisible();
  });
});
