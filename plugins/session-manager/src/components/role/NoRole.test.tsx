import { screen } from '@testing-library/react';
import {
  answering,
  formOf,
  items,
  renderCard,
} from '../../__testUtils__/renderCard';
import { entityRoles, fault, payments } from '../../__testUtils__/roles';

describe('an entity without a role', () => {
  it('offers to create the first role, with the template filled in', async () => {
    await renderCard(answering(entityRoles([])).api);

    expect(await screen.findByText('No role yet')).toBeInTheDocument();
    expect(
      formOf(screen.getByRole('button', { name: 'Create a role' })),
    ).toEqual({
      path: '/create/templates/default/session-manager-role-logging',
      fields: {
        entityRef: 'component:default/payments',
        roleName: 'payments-session-role',
      },
    });
  });

  it('opens the configured template', async () => {
    await renderCard(answering(entityRoles([])).api, {
      template: 'cloud/session-role',
    });

    const button = await screen.findByRole('button', { name: 'Create a role' });
    expect(formOf(button).path).toBe('/create/templates/cloud/session-role');
  });

  it('says why without Software Templates', async () => {
    await renderCard(answering(entityRoles([])).api, { scaffolder: false });

    expect(
      await screen.findByText(/external route session-manager\.selectedTempl/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Create a role' }),
    ).not.toBeInTheDocument();
  });

  it('does not say that there is no role if an account denied access', async () => {
    const incomplete = [
      {
        accountId: '444455556666',
        accountName: 'production',
        fault: fault('refused'),
      },
    ];
    await renderCard(answering(entityRoles([], { incomplete })).api);

    expect(await screen.findByText('Unknown')).toBeInTheDocument();
    expect(items('Warnings')).toEqual([
      'Account production (444455556666) could not be searched, so roles may be missing from this list: not authorized to perform: iam:GetRoleAllow iam:GetRole to the portal’s role.',
    ]);
  });

  it('names the annotation whose value is not an ARN', async () => {
    const annotations = {
      'aws.amazon.com/session-manager-role-arn': 'payments-role',
    };
    const entity = {
      ...payments,
      metadata: { ...payments.metadata, annotations },
    };
    await renderCard(
      answering(entityRoles([], { invalidAnnotations: ['payments-role'] })).api,
      { entity },
    );

    await screen.findByText('No role yet');
    expect(items('Warnings')).toEqual([
      'The annotation value payments-role is not the ARN of a role.Correct aws.amazon.com/session-manager-role-arn in the entity’s catalog-info.yaml.',
    ]);
  });
});
