import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EntityInstances } from 'backstage-plugin-session-manager-common';
import { entityInstances, instance } from '../__testUtils__/instances';
import {
  answering,
  formOf,
  heading,
  oneRole,
  renderCard,
  responded,
} from '../__testUtils__/renderCard';
import { entityRoles, healthy, identity } from '../__testUtils__/roles';

const PROFILE = { name: 'profile', arn: 'arn' };
const elsewhere = { accountId: '111122223333', accountName: undefined };

function withInstances(
  answer: EntityInstances | (() => Promise<never>),
  roles = oneRole(healthy),
) {
  const calls: unknown[] = [];
  const { api } = answering(roles);
  return {
    calls,
    api: {
      ...api,
      async getEntityInstances(...call: unknown[]) {
        calls.push(call);
        return typeof answer === 'function' ? answer() : answer;
      },
    },
  };
}

const list = () =>
  screen.findByRole('list', { name: 'Instances without an instance profile' });

describe('instances without a role', () => {
  it('are counted by account, with a link where a role can be attached', async () => {
    const { api } = withInstances(
      entityInstances([
        instance(1),
        instance(2),
        instance(3, { instanceProfile: PROFILE }),
        instance(4, elsewhere),
      ]),
    );
    await renderCard(api);

    const [production, other] = within(await list()).getAllByRole('listitem');
    expect(production).toHaveTextContent(
      '2 instances in production have no instance profile',
    );
    expect(formOf(within(production).getByRole('link'))).toEqual({
      path: '/create/templates/default/session-manager-attach-instances',
      fields: {
        entityRef: 'component:default/payments',
        roleName: 'payments-session-role',
        accountId: '444455556666',
      },
    });
    expect(other).toHaveTextContent(
      '1 instance in 111122223333 has no instance profile',
    );
    expect(within(other).queryByRole('link')).toBeNull();
  });

  it('have no link if the caller may not attach the role', async () => {
    const may = {
      change: true,
      delete: true,
      attach: false,
      attachLacks: 'permission' as const,
    };
    const { api } = withInstances(
      entityInstances([instance(1)]),
      entityRoles([{ ...identity(), ...healthy, may }]),
    );
    await renderCard(api);

    expect(within(await list()).queryByRole('link')).toBeNull();
  });

  it('are shown for a service without a role', async () => {
    const { api } = withInstances(
      entityInstances([instance(1)]),
      entityRoles([]),
    );
    await renderCard(api);

    expect(await list()).toHaveTextContent(
      '1 instance in production has no instance profile',
    );
  });

  it.each([
    [
      'all have one',
      async () => entityInstances([instance(1, { instanceProfile: PROFILE })]),
    ],
  ])('are not mentioned if %s', async (_, answer) => {
    const { api, calls } = withInstances(await answer());
    await renderCard(api);
    await heading();

    await waitFor(() => expect(calls).toHaveLength(1));
    expect(screen.queryByText(/no instance profile/)).toBeNull();
  });

  it('are not asked for if the caller may not read the roles', async () => {
    const { api, calls } = withInstances(entityInstances([instance(1)]));
    await renderCard({
      ...api,
      getEntityRoles: await responded(403, 'no'),
    });

    expect(await screen.findByText('Not allowed')).toBeInTheDocument();
    expect(calls).toEqual([]);
  });

  it('are read again with the roles', async () => {
    const user = userEvent.setup();
    const { api, calls } = withInstances(entityInstances([instance(1)]));
    await renderCard(api);
    await list();

    await user.click(screen.getByRole('button', { name: 'check again' }));
    await waitFor(() => expect(calls).toHaveLength(2));
    expect(calls).toEqual([
      ['component:default/payments', { refresh: false }],
      ['component:default/payments', { refresh: true }],
    ]);
  });
});
