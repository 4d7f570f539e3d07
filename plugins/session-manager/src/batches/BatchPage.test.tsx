import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { Batch, NewBatch } from 'backstage-plugin-session-manager-common';
import { Route, Routes, useLocation } from 'react-router-dom';
import { batchItem, batchWith, plannedRole } from '../__testUtils__/batches';
import { responded } from '../__testUtils__/renderCard';
import { violationsIn } from '../__testUtils__/violationsIn';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { rootRouteRef, scaffolderTaskRouteRef } from '../routes';
import { BatchRoutes } from './BatchRoutes';

async function renderBatch(getBatch: () => Promise<Batch>) {
  const started: NewBatch[] = [];
  let shown = '';
  function Address() {
    shown = useLocation().pathname;
    return null;
  }
  const { container } = await renderInTestApp(
    <TestApiProvider
      apis={[
        [
          sessionManagerApiRef,
          {
            getBatch,
            planBatch: async () => ({
              items: [plannedRole('b', { start: 'task' })],
            }),
            startBatch: async (batch: NewBatch) => {
              started.push(batch);
              return { id: 'batch-2' };
            },
          },
        ],
      ]}
    >
      <Address />
      <Routes>
        <Route path="/session-manager/batches/*" element={<BatchRoutes />} />
      </Routes>
    </TestApiProvider>,
    {
      routeEntries: ['/session-manager/batches/batch-1'],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/create/tasks/:taskId': scaffolderTaskRouteRef,
        '/session-manager': rootRouteRef,
      },
    },
  );
  return { container, started, address: () => shown };
}

const MIXED = batchWith([
  batchItem('a', { status: 'in-approval', requestId: 'r1' }),
  batchItem('b', { status: 'failed', taskId: 't1', error: 'AWS said no' }),
  batchItem('c', { taskId: 't2' }),
  batchItem('d', { status: 'left-out', omission: 'not-allowed' }),
]);

describe('the page of a batch', () => {
  it('says how far all roles are, and where each is', async () => {
    const { container } = await renderBatch(async () => MIXED);

    expect(await screen.findByText('1 of 3 done')).toBeInTheDocument();
    expect(
      screen.getByText(
        'Failed: 1 · Waiting for approval: 1 · Done: 1 · Left out: 1',
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('progressbar')).toHaveAttribute(
      'aria-valuetext',
      '1 of 3 done',
    );
    const row = (name: string) =>
      within(screen.getByRole('row', { name: new RegExp(`^${name} `) }));
    expect(row('a').getByRole('link', { name: /Request/ })).toHaveAttribute(
      'href',
      '/session-manager/requests/r1',
    );
    expect(row('b').getByText('AWS said no')).toBeInTheDocument();
    expect(row('c').getByRole('link', { name: /Task/ })).toHaveAttribute(
      'href',
      '/create/tasks/t2',
    );
    expect(row('d').getByText('You may not change it')).toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tries the failed ones again, as another batch', async () => {
    const user = userEvent.setup();
    const { address, started } = await renderBatch(async () => MIXED);

    await user.click(
      await screen.findByRole('button', {
        name: 'Try again for 1 role that failed…',
      }),
    );
    await user.click(
      await screen.findByRole('button', { name: 'Repair 1 role' }),
    );
    expect(started).toEqual([
      {
        action: 'repair',
        roles: { roleArns: ['arn:aws:iam::444455556666:role/b'] },
      },
    ]);
    expect(address()).toBe('/session-manager/batches/batch-2');
  });

  it('looks again until all have ended', async () => {
    jest.useFakeTimers();
    try {
      const answers = [
        batchWith([batchItem('a', { status: 'running', taskId: 't' })]),
        batchWith([batchItem('a', { taskId: 't' })]),
      ];
      let calls = 0;
      await renderBatch(async () => answers[Math.min(calls++, 1)]);
      expect(await screen.findByText('0 of 1 done')).toBeInTheDocument();

      await act(() => jest.advanceTimersByTimeAsync(3_000));
      expect(await screen.findByText('1 of 1 done')).toBeInTheDocument();
      await act(() => jest.advanceTimersByTimeAsync(60_000));
      expect(calls).toBe(2);
    } finally {
      jest.useRealTimers();
    }
  });

  it('says that only who started it can see it', async () => {
    await renderBatch(await responded(404, 'not yours'));

    expect(
      await screen.findByText(/Only the person who started it can see it/),
    ).toBeInTheDocument();
  });
});
