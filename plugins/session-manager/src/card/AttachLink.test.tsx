import { screen } from '@testing-library/react';
import {
  answering,
  formOf,
  heading,
  oneRole,
  renderCard,
} from '../__testUtils__/renderCard';
import { healthy, missing, unmanaged } from '../__testUtils__/roles';

const link = () =>
  screen.findByRole('link', { name: 'Attach to my instances' });
const ROLE = {
  entityRef: 'component:default/payments',
  roleName: 'payments-session-role',
  accountId: '444455556666',
};

describe('the way from a role to its instances', () => {
  it('opens the template, filled in for this role and service', async () => {
    await renderCard(answering(oneRole(healthy)).api);

    expect(formOf(await link())).toEqual({
      path: '/create/templates/default/session-manager-attach-instances',
      fields: ROLE,
    });
  });

  it('opens the template that it is told to', async () => {
    await renderCard(answering(oneRole(healthy)).api, {
      attachTemplate: 'cloud/attach',
    });

    expect(formOf(await link()).path).toBe('/create/templates/cloud/attach');
  });

  it('names the profile where the portal did not make it', async () => {
    await renderCard(answering(oneRole(unmanaged)).api);

    expect(formOf(await link()).fields).toEqual({
      ...ROLE,
      instanceProfileName: 'payments-session-profile',
    });
  });

  it.each([
    [
      'the permission',
      'permission' as const,
      /^You do not have permission to attach this role to instances\. Ask the owner/,
    ],
    [
      'an approved request',
      'approved-role' as const,
      /only a role that an approved request created, .* Request the role first\.$/,
    ],
  ])('says what is lacking where it is %s', async (_, attachLacks, said) => {
    const may = { change: true, attach: false, attachLacks };
    const answer = oneRole(healthy);
    const roles = answer.roles.map(role => ({ ...role, may }));
    await renderCard(answering({ ...answer, roles }).api);
    await heading();

    expect(screen.queryByText('Attach to my instances')).toBeNull();
    expect(screen.getByText(said)).toBeInTheDocument();
  });

  it('is not there for a role without a profile', async () => {
    const bare = { ...healthy, instanceProfile: undefined };
    await renderCard(answering(oneRole(bare)).api);
    await heading();

    expect(screen.queryByText('Attach to my instances')).toBeNull();
  });

  it.each([
    ['a role that is missing', oneRole(missing), true],
    ['a portal without templates', oneRole(healthy), false],
  ])('is not there for %s', async (_, answer, scaffolder) => {
    await renderCard(answering(answer).api, { scaffolder });
    await heading();

    expect(screen.queryByText('Attach to my instances')).toBeNull();
  });
});
