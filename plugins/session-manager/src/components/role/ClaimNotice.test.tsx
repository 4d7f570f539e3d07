import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RoleStatus } from 'backstage-plugin-session-manager-common';
import { entityRoles, healthy, identity } from '../../__testUtils__/roles';
import { answering, renderCard } from '../../__testUtils__/renderCard';

const claimed: RoleStatus = {
  ...identity('orders-session-role', {
    foundBy: 'annotation',
    claim: { state: 'claimed', mayConfirm: false },
  }),
  status: 'claimed',
  readiness: {
    region: 'us-east-1',
    state: 'logs-lost',
    online: 'yes',
    starts: 'yes',
    logged: { s3: 'no', cloudWatchLogs: null },
    problems: [
      { code: 's3-key-generate-denied', stage: 'log', severity: 'error' },
    ],
  },
};

describe('a role that is only claimed', () => {
  it('is shown with its state and problems, and why without policies', async () => {
    await renderCard(answering(entityRoles([claimed])).api);

    const notice = await screen.findByRole('region', {
      name: 'Role ownership',
    });
    expect(notice).toHaveTextContent(/annotation of this service names/);
    expect(notice).toHaveTextContent(/policies are therefore not shown/);
    expect(notice).toHaveTextContent(/team that runs this portal can confirm/);
    expect(screen.getAllByText('Logs will be lost')).not.toHaveLength(0);
    expect(
      within(screen.getByRole('list', { name: /problems/i })).getByText(
        /is not allowed to use the bucket’s key/,
      ),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Confirm ownership' }),
    ).not.toBeInTheDocument();
  });

  it('is confirmed by those who may, and shown anew', async () => {
    const claim = {
      state: 'claimed' as const,
      mayConfirm: true,
      taggedFor: 'component:default/orders',
    };
    const confirmRole = jest.fn();
    const { api } = answering(
      entityRoles([{ ...claimed, claim }]),
      entityRoles([{ ...identity('orders-session-role'), ...healthy }]),
    );
    await renderCard({ ...api, confirmRole });

    expect(
      await screen.findByText(/The tags name component:default\/orders/),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Confirm ownership' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(/Nothing changes in AWS/);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Confirm ownership' }),
    );

    expect(confirmRole).toHaveBeenCalledWith(
      'component:default/payments',
      claimed.roleArn,
    );
    expect(await screen.findByText('In sync')).toBeInTheDocument();
  });
});
