import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  EntityRoles,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { responded } from '../../__testUtils__/renderCard';
import { PAYMENTS, renderFields } from '../../__testUtils__/renderFields';
import {
  entityRoles,
  fault,
  healthy,
  identity,
  missing,
  unmanaged,
} from '../../__testUtils__/roles';
import { RolePicker } from './RolePicker';
import { ROLE_PICKER } from './schema';

const OWN: RoleStatus = { ...identity('own'), ...healthy };
const ELSEWHERE: RoleStatus = {
  ...identity('elsewhere', {
    accountId: '111122223333',
    accountName: 'development',
  }),
  ...healthy,
};
const ROLES: RoleStatus[] = [
  OWN,
  ELSEWHERE,
  { ...identity('by-hand'), ...unmanaged },
  { ...identity('without-profile'), ...healthy, instanceProfile: undefined },
  { ...identity('gone'), ...missing },
  // A role of another team that only an annotation of this service names.
  {
    ...identity('theirs', { claim: { state: 'claimed', mayConfirm: false } }),
    ...healthy,
  },
];

const render = (
  getEntityRoles: () => Promise<EntityRoles>,
  {
    only = undefined as string | undefined,
    formData = { entityRef: PAYMENTS } as Record<string, unknown>,
  } = {},
) =>
  renderFields({
    pages: [
      {
        roleName: {
          title: 'Role name',
          type: 'string',
          'ui:field': ROLE_PICKER,
          'ui:options': { ...(only && { only }) },
        },
      },
    ],
    extensions: [{ name: ROLE_PICKER, component: RolePicker }],
    api: { getEntityRoles },
    formData,
  });

const field = () => screen.getByRole('combobox', { name: 'Role name' });
async function offered() {
  await userEvent.click(field());
  const options = await screen.findAllByRole('option');
  return options.map(({ textContent }) => textContent);
}

describe('SessionManagerRolePicker', () => {
  it.each([
    [undefined, ['own', 'elsewhere', 'by-hand', 'without-profile']],
    ['created-here', ['own', 'elsewhere', 'without-profile']],
    ['with-instance-profile', ['own', 'elsewhere', 'by-hand']],
  ])(
    'offers the roles of the service that the form can use: only %s',
    async (only, names) => {
      await render(async () => entityRoles(ROLES), { only });

      expect((await offered()).map(text => text?.split(' ')[0])).toEqual(names);
    },
  );

  it('offers only roles of the account of the form, and returns the selection', async () => {
    const form = await render(async () => entityRoles(ROLES), {
      formData: { entityRef: PAYMENTS, accountId: '111122223333' },
    });

    expect(await offered()).toEqual(['elsewhere development (111122223333)']);
    await userEvent.click(screen.getByRole('option'));
    expect(await form.created()).toMatchObject({ roleName: 'elsewhere' });
  });

  it('accepts a name that is not listed', async () => {
    const form = await render(async () => entityRoles(ROLES));
    await userEvent.type(field(), 'unlisted');

    expect(await form.created()).toMatchObject({ roleName: 'unlisted' });
  });

  it('says in which account a role is, if it is not the form’s', async () => {
    await render(async () => entityRoles(ROLES), {
      formData: {
        entityRef: PAYMENTS,
        accountId: '444455556666',
        roleName: 'elsewhere',
      },
    });

    expect(
      await screen.findByText(
        'The role elsewhere is in the account development (111122223333). Choose that AWS account.',
      ),
    ).toBeVisible();
  });

  it('asks for a service first, and makes no call', async () => {
    const getEntityRoles = jest.fn(async () => entityRoles(ROLES));
    await render(getEntityRoles, { formData: {} });

    expect(
      screen.getByText('Choose a service to list its roles, or enter a name.'),
    ).toBeVisible();
    expect(getEntityRoles).not.toHaveBeenCalled();
  });

  it('says why roles cannot be listed', async () => {
    await render(await responded(403, 'You may not.'));

    expect(
      await screen.findByText(
        'The roles could not be listed. Enter a name. You may not.',
      ),
    ).toBeVisible();
  });

  it('says that an account could not be searched', async () => {
    await render(async () => ({
      ...entityRoles([]),
      incomplete: [
        {
          accountId: '444455556666',
          accountName: 'production',
          fault: fault('refused'),
        },
      ],
    }));

    expect(
      await screen.findByText(/^Roles in production could not be listed/),
    ).toHaveTextContent(fault('refused').hint);
  });

  it('says that the service has no such role', async () => {
    await render(async () => entityRoles([]));

    expect(
      await screen.findByText(/^The service has no such role here/),
    ).toBeVisible();
  });
});
