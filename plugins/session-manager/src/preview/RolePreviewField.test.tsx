import axe from 'axe-core';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import {
  documents,
  nothingObserved,
  parsePreferences,
  plan,
  predict,
  ResolvedRoleSpec,
  roleOfSpec,
  RolePreview,
} from 'backstage-plugin-session-manager-common';
import { responded } from '../__testUtils__/renderCard';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../api/SessionManagerApi';
import { RolePreviewField } from './RolePreviewField';
import { ROLE_PREVIEW } from './schema';

const spec = {
  roleName: 'payments-session-role',
  entityRef: 'component:default/payments',
  accountId: '111122223333',
  partition: 'aws',
  path: '/',
  target: 'ec2',
  policyType: 'managed',
  policyStyle: 'documented',
} as ResolvedRoleSpec;

const preview: RolePreview = {
  spec,
  documents: documents(spec),
  plan: { changes: plan(spec, nothingObserved) },
  widerThanLeastPrivilege: [],
  readiness: predict({
    role: roleOfSpec(spec),
    preferences: parsePreferences({}),
    facts: { region: 'us-east-1' },
  }),
};

type Preview = SessionManagerApi['previewRole'];

/** The field in the scaffolder's own form, beside the name of the role. */
async function renderForm(
  previewRole: Preview,
  initialState: Record<string, unknown> = {
    entityRef: spec.entityRef,
    roleName: spec.roleName,
  },
) {
  const { container } = await renderInTestApp(
    <TestApiProvider apis={[[sessionManagerApiRef, { previewRole }]]}>
      <SecretsContextProvider>
        <Stepper
          manifest={{
            title: 'Session Manager role',
            steps: [
              {
                title: 'Look at it first',
                schema: {
                  type: 'object',
                  properties: {
                    roleName: { title: 'Name', type: 'string' },
                    preview: {
                      title: 'What would come of it',
                      type: 'string',
                      'ui:field': ROLE_PREVIEW,
                      'ui:options': { logs: false },
                    },
                  },
                },
              },
            ],
          }}
          extensions={[{ name: ROLE_PREVIEW, component: RolePreviewField }]}
          initialState={initialState as Record<string, string>}
          onCreate={async () => {}}
        />
      </SecretsContextProvider>
    </TestApiProvider>,
  );
  return { container };
}

const shown = () =>
  screen.findByRole('region', { name: 'What would come of it' });

describe('SessionManagerPreview', () => {
  it('shows whether sessions would work, what changes, and that nobody need approve', async () => {
    await renderForm(async () => preview);

    expect(await screen.findByText('Would sessions work?')).toBeVisible();
    expect(await shown()).toHaveTextContent('Sessions');
    expect(await shown()).toHaveTextContent(spec.roleName);
    expect(await shown()).toHaveTextContent('Nobody: the role is made at once');
    expect(
      screen.getByRole('button', { name: 'What the role may do' }),
    ).toBeVisible();
  });

  it('shows who must approve', async () => {
    await renderForm(async () => ({
      ...preview,
      approval: { approvers: ['group:default/security'], required: 2 },
    }));

    expect(await screen.findByText(/2 approvals, from/)).toHaveTextContent(
      'security',
    );
  });

  it('shows the rule that approves it at once', async () => {
    await renderForm(async () => ({
      ...preview,
      approval: {
        approvers: ['group:default/security'],
        required: 2,
        rule: { name: 'minimal', version: '3' },
      },
    }));

    expect(
      await screen.findByText(/The rule minimal \(version 3\) approves it/),
    ).toBeVisible();
  });

  it('follows the form, and asks once for what is typed', async () => {
    const previewRole = jest.fn<ReturnType<Preview>, Parameters<Preview>>(
      async () => preview,
    );
    await renderForm(previewRole);
    await screen.findByText('Would sessions work?');
    await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), '-two');

    await waitFor(() => expect(previewRole).toHaveBeenCalledTimes(2));
    expect(previewRole).toHaveBeenLastCalledWith({
      spec: { roleName: `${spec.roleName}-two`, entityRef: spec.entityRef },
    });
  });

  it('asks nothing while the form is incomplete, and says so', async () => {
    const previewRole = jest.fn(async () => preview);
    await renderForm(previewRole, { roleName: spec.roleName });

    expect(await shown()).toHaveTextContent('Fill the form in');
    expect(previewRole).not.toHaveBeenCalled();
  });

  it.each([
    [400, /The form cannot be sent like this. roleName: too long/],
    [500, /roleName: too long/],
  ])('says what the portal answered with status %d', async (status, words) => {
    await renderForm(await responded(status, 'roleName: too long'));

    expect(await screen.findByRole('alert')).toHaveTextContent(words);
  });

  it('says that a name is taken, and no more', async () => {
    await renderForm(async () => ({ ...preview, plan: { taken: 'theirs' } }));

    expect(await screen.findByText(/The name theirs is taken/)).toBeVisible();
  });

  it('has no fault that axe finds', async () => {
    const { container } = await renderForm(async () => preview);
    await screen.findByText('Would sessions work?');

    // Colours are measured in a real browser: jsdom lays nothing out.
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});
