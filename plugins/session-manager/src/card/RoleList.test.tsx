import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answering, renderCard } from '../__testUtils__/renderCard';
import {
  drifted,
  entityRoles,
  healthy,
  identity,
  missing,
} from '../__testUtils__/roles';

const others = () =>
  within(screen.getByRole('list', { name: 'Other roles' })).getAllByRole(
    'listitem',
  );

describe('several roles', () => {
  it('are sorted worst first, with one line for each of the others', async () => {
    await renderCard(
      answering(
        entityRoles([
          { ...identity('calm'), ...healthy },
          { ...identity('changed'), ...drifted },
          { ...identity('gone'), ...missing },
        ]),
      ).api,
    );

    expect(
      await screen.findByText('2 of 3 roles need attention.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('heading', { level: 4 })).toHaveTextContent('gone');
    expect(others().map(item => item.textContent)).toEqual([
      'Driftedchangedproduction',
      'In synccalmproduction',
    ]);
  });

  it('can be opened with the keyboard', async () => {
    const user = userEvent.setup();
    await renderCard(
      answering(
        entityRoles([
          { ...identity('calm'), ...healthy },
          { ...identity('changed'), ...drifted },
        ]),
      ).api,
    );

    const line = await screen.findByRole('button', { name: /In sync calm/ });
    act(() => line.focus());
    await user.keyboard(' ');
    expect(line).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByRole('heading', { name: 'calm' })).toBeInTheDocument();
    await user.keyboard(' ');
    expect(
      screen.queryByRole('heading', { name: 'calm' }),
    ).not.toBeInTheDocument();
  });

  it('need no attention if all are in a good state', async () => {
    await renderCard(
      answering(
        entityRoles([
          { ...identity('a'), ...healthy },
          { ...identity('b'), ...healthy },
        ]),
      ).api,
    );

    expect(
      await screen.findByText('2 roles. No action needed.'),
    ).toBeInTheDocument();
  });

  it('are collapsed if there are forty', async () => {
    const user = userEvent.setup();
    const roles = Array.from({ length: 40 }, (_, n) => ({
      ...identity(`role-${String(n).padStart(2, '0')}`),
      ...healthy,
    }));
    await renderCard(answering(entityRoles(roles)).api);

    const more = await screen.findByRole('button', {
      name: 'Show 34 more roles',
    });
    expect(others()).toHaveLength(5);
    await user.click(more);
    expect(others()).toHaveLength(39);
    expect(more).not.toBeInTheDocument();
  });
});
