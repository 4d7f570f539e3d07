import { screen, within } from '@testing-library/react';
import { RoleActions } from 'backstage-plugin-session-manager-common';
import {
  answering,
  formOf,
  heading,
  oneRole,
  renderCard,
} from '../__testUtils__/renderCard';
import { healthy, missing, unmanaged } from '../__testUtils__/roles';

const NAME = 'payments-session-role';
const ROLE = {
  entityRef: 'component:default/payments',
  roleName: NAME,
  accountId: '444455556666',
};
const ALL = { change: true, attach: true, delete: true };

type Label = 'Change…' | 'Attach…' | 'Retire…';

const link = (label: Label) =>
  screen.findByRole('link', { name: `${label} ${NAME}` });

const labels = () =>
  screen
    .queryAllByRole('link', { name: /^(Change|Attach|Retire)… / })
    .map(({ textContent }) => textContent);

function withRights(may: RoleActions) {
  const answer = oneRole(healthy);
  return {
    ...answer,
    roles: answer.roles.map(role => ({ ...role, may })),
  } as typeof answer;
}

describe('the links of a role', () => {
  it.each([
    ['Change…', 'session-manager-role-logging', ROLE],
    ['Attach…', 'session-manager-attach-instances', ROLE],
    ['Retire…', 'session-manager-role-delete', ROLE],
  ] as const)('open a template, filled in: %s', async (label, name, fields) => {
    await renderCard(answering(withRights(ALL)).api);

    expect(formOf(await link(label))).toEqual({
      path: `/create/templates/default/${name}`,
      fields,
    });
  });

  it.each([
    ['Change…', { template: 'cloud/role' }, 'role'],
    ['Attach…', { attachTemplate: 'cloud/attach' }, 'attach'],
    ['Retire…', { deleteTemplate: 'cloud/delete' }, 'delete'],
  ] as const)(
    'open the configured template: %s',
    async (label, templates, name) => {
      await renderCard(answering(oneRole(healthy)).api, templates);

      expect(formOf(await link(label)).path).toBe(
        `/create/templates/cloud/${name}`,
      );
    },
  );

  it('attach a role that others created by its profile, and only that', async () => {
    await renderCard(answering(oneRole(unmanaged)).api);

    expect(formOf(await link('Attach…')).fields).toEqual({
      ...ROLE,
      instanceProfileName: 'payments-session-profile',
    });
    expect(labels()).toEqual(['Attach…']);
  });

  it('leave out what the caller may not do', async () => {
    await renderCard(
      answering(withRights({ ...ALL, change: false, delete: false })).api,
    );
    await heading();

    expect(labels()).toEqual(['Attach…']);
  });

  it.each([
    [
      'the permission',
      'permission',
      /^You do not have permission to attach this role to instances\. Ask the owner/,
    ],
    [
      'an approved request',
      'approved-role',
      /only a role that an approved request created, .* Request the role first\.$/,
    ],
  ] as const)(
    'say what attaching lacks if it is %s',
    async (_, attachLacks, text) => {
      await renderCard(
        answering(withRights({ ...ALL, attach: false, attachLacks })).api,
      );
      await heading();

      expect(labels()).toEqual(['Change…', 'Retire…']);
      expect(screen.getByText(text)).toBeInTheDocument();
    },
  );

  it('do not attach a role without an instance profile', async () => {
    const bare = { ...healthy, instanceProfile: undefined };
    await renderCard(answering(oneRole(bare)).api);
    await heading();

    expect(labels()).toEqual(['Change…', 'Retire…']);
  });

  it.each([
    ['a role that is missing', oneRole(missing), true],
    ['a portal without templates', oneRole(healthy), false],
  ])('are not there for %s', async (_, answer, scaffolder) => {
    await renderCard(answering(answer).api, { scaffolder });
    await heading();

    expect(labels()).toEqual([]);
  });
});

describe('a role in another account', () => {
  const add = () =>
    screen.queryByRole('link', { name: 'Add a role in another account' });

  it('is offered, and the account is left to the person', async () => {
    await renderCard(
      answering({ ...oneRole(healthy), mayCreateElsewhere: true }).api,
    );
    await heading();

    expect(formOf(add()!)).toEqual({
      path: '/create/templates/default/session-manager-role-logging',
      fields: { entityRef: ROLE.entityRef, roleName: NAME },
    });
  });

  it('is not offered if there is none, or the caller may not', async () => {
    const { container } = await renderCard(answering(oneRole(healthy)).api);
    await heading();

    expect(within(container).getByText('Details →')).toBeInTheDocument();
    expect(add()).toBeNull();
  });
});
