import axe from 'axe-core';
import { screen } from '@testing-library/react';
import {
  Answer,
  answering,
  failing,
  oneRole,
  renderCard,
} from '../__testUtils__/renderCard';
import {
  drifted,
  entityRoles,
  failing as failingRole,
  fault,
  faulty,
  healthy,
  identity,
  missing,
} from '../__testUtils__/roles';

const several = entityRoles(
  [
    { ...identity('a'), ...healthy },
    { ...identity('b'), ...drifted },
    { ...identity('c'), ...faulty('refused') },
  ],
  {
    incomplete: [{ accountId: '111122223333', fault: fault('unreachable') }],
    invalidAnnotations: ['nonsense'],
  },
);

const STATES: Array<[string, Answer]> = [
  ['a healthy role', oneRole(healthy)],
  ['a drifted role', oneRole(drifted)],
  ['a role on which no session starts', oneRole(failingRole)],
  ['a missing role', oneRole(missing)],
  ['a role that AWS refuses', oneRole(faulty('refused'))],
  ['several roles and warnings', several],
  ['no role', entityRoles([])],
  ['an error', failing(new TypeError('Failed to fetch'))],
];

describe('the card has no accessibility violations', () => {
  it.each(STATES)('in %s', async (_, answer) => {
    const { container } = await renderCard(answering(answer).api);
    await screen.findByRole('button', { name: 'check again' });
    for (const button of screen.queryAllByRole('button', { expanded: false })) {
      button.click();
    }

    // Contrast is checked in a real browser, because jsdom has no layout.
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations).toEqual([]);
  });

  it('while loading', async () => {
    const { container } = await renderCard(
      answering(() => new Promise<never>(() => {})).api,
    );

    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});
