import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  answering,
  heading,
  failing,
  oneRole,
  renderCard,
  responded,
} from '../__testUtils__/renderCard';
import {
  drifted,
  failing as failingRole,
  faulty,
  healthy,
  hoursAgo,
  missing,
  unmanaged,
} from '../__testUtils__/roles';
import { EntityRoles } from 'backstage-plugin-session-manager-common';

describe('EntitySessionManagerCard', () => {
  it.each([
    [healthy, 'In sync', 'The role matches what was requested.'],
    [drifted, 'Drifted', 'The role no longer matches what was requested.'],
    [
      unmanaged,
      'Not created here',
      'The role was not created by this portal, so there is no request to compare it with.',
    ],
    [
      missing,
      'Missing',
      'An annotation names this role, but it does not exist in the account.',
    ],
    [
      faulty('refused'),
      'Access denied by AWS',
      'AWS denied access to the role.',
    ],
    [
      faulty('unreachable'),
      'AWS unreachable',
      'AWS could not be reached to read the role.',
    ],
    [
      faulty('not-configured'),
      'Account not configured',
      'The portal is not configured to read the role’s account.',
    ],
    [
      faulty('failed'),
      'AWS error',
      'AWS returned an error when the role was read.',
    ],
    [
      failingRole,
      'Sessions will fail',
      'Sessions fail because the node stays offline: the role is not allowed to open the control channel.',
    ],
  ])('starts with the state and a sentence: %#', async (status, word, lead) => {
    await renderCard(answering(oneRole(status)).api);

    expect(await heading()).toBeInTheDocument();
    expect(screen.getByText(word)).toBeInTheDocument();
    expect(screen.getByText(lead)).toBeInTheDocument();
  });

  it('loads the roles of the entity', async () => {
    const { api, calls } = answering(oneRole(healthy));
    await renderCard(api);

    await heading();
    expect(calls).toEqual([['component:default/payments', { refresh: false }]]);
  });

  it('reserves its space while loading', async () => {
    let arrive: (roles: EntityRoles) => void = () => {};
    const pending = () =>
      new Promise<EntityRoles>(resolve => {
        arrive = resolve;
      });
    await renderCard(answering(pending).api);

    expect(
      screen.getByText('Loading the Session Manager roles'),
    ).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('Checking…');
    arrive(oneRole(healthy));
    expect(await heading()).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('Checked: In sync');
  });

  it.each([403, 404])('says that access is not allowed: %s', async status => {
    await renderCard(answering(await responded(status, 'no')).api);

    expect(await screen.findByText('Not allowed')).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Ask its owner for read access',
    );
  });

  it.each([
    ['signed out', () => responded(401, 'no'), 'Sign in again.'],
    [
      'a portal that fails',
      () => responded(500, 'the database is gone'),
      'give a portal administrator this message: the database is gone',
    ],
    [
      'an unreachable portal',
      async () => failing(new TypeError('Failed to fetch')),
      'Browser message: Failed to fetch',
    ],
  ])('says what to do for %s', async (_, answer, advice) => {
    await renderCard(answering(await answer()).api);

    expect(await screen.findByText('Unknown')).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent(advice);
  });

  it('checks again, and shows the last data while loading', async () => {
    const user = userEvent.setup();
    let arrive: (roles: EntityRoles) => void = () => {};
    const { api, calls } = answering(
      { ...oneRole(healthy), checkedAt: hoursAgo(2) },
      () =>
        new Promise<EntityRoles>(resolve => {
          arrive = resolve;
        }),
    );
    await renderCard(api);

    expect(await screen.findByText('Checked 2 hours ago')).toBeInTheDocument();
    const again = screen.getByRole('button', { name: 'check again' });
    await user.click(again);
    expect(again).toHaveTextContent('Checking…');
    expect(await heading()).toBeInTheDocument();
    await user.click(again);
    expect(calls).toHaveLength(2);
    expect(calls[1]).toEqual(['component:default/payments', { refresh: true }]);

    arrive(oneRole(drifted));
    expect(await screen.findByText('Drifted')).toBeInTheDocument();
    expect(screen.getByText('Checked just now')).toBeInTheDocument();
    expect(again).toHaveFocus();
  });

  it('keeps the last data, with its age, if a check fails', async () => {
    const user = userEvent.setup();
    const { api } = answering(
      { ...oneRole(healthy), checkedAt: hoursAgo(2) },
      failing(new TypeError('Failed to fetch')),
      oneRole(healthy),
    );
    await renderCard(api);

    const again = await screen.findByRole('button', { name: 'check again' });
    await heading();
    await user.click(again);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The information shown here was checked 2 hours ago.',
    );
    expect(screen.getByText('In sync')).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('The check failed');

    await user.click(again);
    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
  });

  it('hides the last data if the caller has lost access', async () => {
    const user = userEvent.setup();
    await renderCard(
      answering(oneRole(healthy), await responded(403, 'no')).api,
    );

    await heading();
    await user.click(screen.getByRole('button', { name: 'check again' }));
    expect(await screen.findByText('Not allowed')).toBeInTheDocument();
    expect(screen.queryByText('payments-session-role')).not.toBeInTheDocument();
  });
});
