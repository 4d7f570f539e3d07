import axe from 'axe-core';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import {
  RolePreview,
  SpecEnvironment,
} from 'backstage-plugin-session-manager-common';
import { responded } from '../../__testUtils__/renderCard';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../../api/SessionManagerApi';
import { environment, KEY, previewOf, spec } from '../__testUtils__/previews';
import { PreviewField } from './PreviewField';
import { PREVIEW_FIELD } from './schema';

const preview = previewOf(spec);

/** Responds once, and never again. */
const onceOnly = (answer: RolePreview) =>
  jest
    .fn<ReturnType<Preview>, Parameters<Preview>>(() => new Promise(() => {}))
    .mockResolvedValueOnce(answer);

type Preview = SessionManagerApi['previewRole'];

/** Renders the field in the scaffolder's form, next to the role name. */
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
                    kmsKeyArn: { title: 'Key', type: 'string' },
                    preview: {
                      title: 'Preview',
                      type: 'string',
                      'ui:field': PREVIEW_FIELD,
                      'ui:options': { logs: false },
                    },
                  },
                },
              },
            ],
          }}
          extensions={[{ name: PREVIEW_FIELD, component: PreviewField }]}
          initialState={initialState as Record<string, string>}
          onCreate={async () => {}}
        />
      </SecretsContextProvider>
    </TestApiProvider>,
  );
  return { container };
}

const shown = () => screen.findByRole('region', { name: 'Preview' });

const partOf = (title: string) =>
  screen.getByRole('heading', { name: title }).closest('[aria-busy]');

describe('SessionManagerPreview', () => {
  it('shows the readiness, the changes, and that no approval is needed', async () => {
    await renderForm(async () => preview);

    expect(await screen.findByText('Predicted readiness')).toBeVisible();
    expect(await shown()).toHaveTextContent('Sessions');
    expect(await shown()).toHaveTextContent(spec.roleName);
    expect(await shown()).toHaveTextContent(
      'No approval needed. The role is created immediately',
    );
    expect(
      screen.getByRole('button', { name: 'Permissions policy' }),
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

  it('shows the rule that approves it immediately', async () => {
    await renderForm(async () => ({
      ...preview,
      approval: {
        approvers: ['group:default/security'],
        required: 2,
        rule: { name: 'minimal', version: '3' },
      },
    }));

    expect(
      await screen.findByText(
        /Approved immediately by the rule minimal \(version 3\)/,
      ),
    ).toBeVisible();
  });

  it('follows the form, with one call after typing', async () => {
    const previewRole = jest.fn<ReturnType<Preview>, Parameters<Preview>>(
      async () => preview,
    );
    await renderForm(previewRole);
    await screen.findByText('Predicted readiness');
    await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), '-two');

    await waitFor(() => expect(previewRole).toHaveBeenCalledTimes(2));
    expect(previewRole).toHaveBeenLastCalledWith({
      spec: { roleName: `${spec.roleName}-two`, entityRef: spec.entityRef },
    });
  });

  it('shows the policy of the current form before the portal responds', async () => {
    const previewRole = onceOnly(preview);
    await renderForm(previewRole);
    await screen.findByText('Predicted readiness');
    await userEvent.click(
      screen.getByRole('button', { name: 'Permissions policy' }),
    );
    expect(await shown()).not.toHaveTextContent(KEY);

    await userEvent.click(screen.getByRole('textbox', { name: 'Key' }));
    await userEvent.paste(KEY);

    expect(await shown()).toHaveTextContent(KEY);
    expect(previewRole).toHaveBeenCalledTimes(1);
    expect(partOf('Approval')).toHaveAttribute('aria-busy', 'true');
    expect(partOf('Approval')).toHaveTextContent('Updating…');
  });

  it('immediately shows that sessions would fail', async () => {
    const known = environment({ kmsKeyId: KEY });
    const previewRole = onceOnly(previewOf({ ...spec, kmsKeyArn: KEY }, known));
    await renderForm(previewRole, {
      entityRef: spec.entityRef,
      roleName: spec.roleName,
      kmsKeyArn: KEY,
    });
    expect(await screen.findByText(/^Sessions start\./)).toBeVisible();

    await userEvent.clear(screen.getByRole('textbox', { name: 'Key' }));

    expect(partOf('Predicted readiness')).toHaveTextContent(
      'Sessions fail: the role is not allowed to decrypt with the session key.',
    );
    expect(partOf('Predicted readiness')).toHaveAttribute('aria-busy', 'false');
    expect(partOf('Predicted readiness')).not.toHaveTextContent('Updating…');
    expect(previewRole).toHaveBeenCalledTimes(1);
  });

  it('says why the readiness is unknown', async () => {
    const { readiness, basis, ...rest } = preview;
    await renderForm(
      onceOnly({
        ...rest,
        readinessFault: {
          kind: 'unreachable',
          code: 'DeadlineExceeded',
          message: 'Account production did not answer within 8 seconds.',
          hint: 'Check again in a moment.',
        },
      }),
    );

    expect(
      await screen.findByText(/did not answer within 8 seconds/),
    ).toBeVisible();
    expect(partOf('Predicted readiness')).toHaveTextContent(
      /Unknown: .*Check again in a moment\./,
    );
  });

  it('keeps the portal’s prediction if the browser’s is not certain', async () => {
    const known: SpecEnvironment = {
      ...environment({ kmsKeyId: KEY }),
      facts: {
        region: 'us-east-1',
        sessionKeyPolicy: { unknown: { reason: 'Secret.', remedy: 'Wait.' } },
      },
    };
    await renderForm(
      onceOnly({
        ...previewOf({ ...spec, kmsKeyArn: KEY }, known),
        readiness: preview.readiness,
      }),
      {
        entityRef: spec.entityRef,
        roleName: spec.roleName,
        kmsKeyArn: KEY,
      },
    );
    expect(await screen.findByText(/^Sessions start\./)).toBeVisible();

    await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), '-two');

    expect(partOf('Predicted readiness')).toHaveTextContent('Sessions start.');
    expect(partOf('Predicted readiness')).toHaveAttribute('aria-busy', 'true');
  });

  it('immediately names an invalid field, without calling the portal', async () => {
    const previewRole = jest.fn(async () => preview);
    await renderForm(previewRole, {
      entityRef: spec.entityRef,
      roleName: 'payments*',
    });

    expect(screen.getByRole('alert')).toHaveTextContent(
      /The form cannot be submitted yet:Role name: must be a valid IAM role name/,
    );
    await new Promise(resolve => setTimeout(resolve, 600));
    expect(previewRole).not.toHaveBeenCalled();

    await userEvent.type(
      screen.getByRole('textbox', { name: 'Name' }),
      '{backspace}',
    );
    expect(screen.queryByRole('alert')).toBeNull();
    expect(await screen.findByText('Predicted readiness')).toBeVisible();
  });

  it('shows the policy if the portal does not respond, and says what is missing', async () => {
    await renderForm(async () => {
      throw new TypeError('Failed to fetch');
    });

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Failed to fetch',
    );
    expect(await shown()).toHaveTextContent('based on the form only');
    for (const name of ['Permissions policy', 'Trust policy']) {
      expect(screen.getByRole('button', { name })).toBeVisible();
    }
    expect(screen.queryByText('Approval')).toBeNull();
  });

  it('makes no call while the form is incomplete, and says so', async () => {
    const previewRole = jest.fn(async () => preview);
    await renderForm(previewRole, { roleName: spec.roleName });

    expect(await shown()).toHaveTextContent('Complete the form');
    expect(previewRole).not.toHaveBeenCalled();
  });

  it.each([
    [400, /The form cannot be submitted yet:Role name: too long/],
    [500, /roleName: too long/],
  ])('shows the portal’s message for status %d', async (status, words) => {
    await renderForm(await responded(status, 'roleName: too long'));

    expect(await screen.findByRole('alert')).toHaveTextContent(words);
  });

  it('says only that a name is taken', async () => {
    await renderForm(async () => ({ ...preview, plan: { taken: 'theirs' } }));

    expect(
      await screen.findByText(/The name theirs is already used/),
    ).toBeVisible();
  });

  it('has no accessibility violations', async () => {
    const { container } = await renderForm(async () => preview);
    await screen.findByText('Predicted readiness');

    // Contrast is checked in a real browser, because jsdom has no layout.
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});
