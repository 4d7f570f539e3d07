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
  it('shows its state and problems, and why its policies are hidden', async () => {
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

  it('can be confirmed with permission, and is then loaded again', async () => {
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

    const notice = await screen.findByRole('region', {
      name: 'Role ownership',
    });
    expect(notice).toHaveTextContent(/The tags name orders\./);
    expect(
      within(notice).getByRole('link', { name: 'orders' }),
    ).toHaveAttribute('href', '/catalog/default/component/orders');
    await userEvent.click(
      screen.getByRole('button', { name: 'Confirm ownership' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(
      /may read the roles of payments will see.*Nothing changes in AWS/,
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Confirm ownership' }),
    );

    expect(confirmRole).toHaveBeenCalledWith(
      'component:default/payments',
      claimed.roleArn,
    );
    expect(await screen.findByText('In sync')).toBeInTheDocument();
  });

  it('names who confirmed it, with a link', async () => {
    const claim = {
      state: 'confirmed' as const,
      mayConfirm: false,
      confirmedBy: 'user:default/grace',
      confirmedAt: new Date().toISOString(),
    };
    await renderCard(
      answering(
        entityRoles([
          { ...identity('orders-session-role', { claim }), ...healthy },
        ]),
      ).api,
    );

    const notice = await screen.findByRole('region', {
      name: 'Role ownership',
    });
    expect(notice).toHaveTextContent(/and grace confirmed it just now\./);
    expect(
      within(notice).getByRole('link', { name: 'grace' }),
    ).toBeInTheDocument();
  });
});
