import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  documents,
  EMPTY_SNAPSHOT,
  plan,
  resolveRoleSpec,
  RolePreview,
  widerThanLeastPrivilege,
} from 'backstage-plugin-session-manager-common';
import { PAYMENTS, renderFields } from '../../__testUtils__/renderFields';
import { responded } from '../../__testUtils__/renderCard';
import { SessionManagerApi } from '../../api/SessionManagerApi';
import { PreviewField } from './PreviewField';
import { PREVIEW_FIELD } from './schema';
import { validatePreview } from './validatePreview';

const FORM = { entityRef: PAYMENTS, roleName: 'payments-session-role' };
const SPEC = resolveRoleSpec(FORM, {
  accountId: '111122223333',
  partition: 'aws',
});
const PREVIEW: RolePreview = {
  spec: SPEC,
  documents: documents(SPEC),
  plan: { changes: plan(SPEC, EMPTY_SNAPSHOT) },
  widerThanLeastPrivilege: widerThanLeastPrivilege(SPEC),
  mayRun: true,
};
const preview = {
  title: 'Preview',
  type: 'string',
  'ui:field': PREVIEW_FIELD,
  'ui:options': { logs: false },
};
const text = (title: string) => ({ title, type: 'string' });

type Answer = SessionManagerApi['previewRole'];

const render = (
  previewRole: Answer,
  {
    pages = [{ preview } as Record<string, object>],
    formData = FORM as Record<string, unknown>,
  } = {},
) =>
  renderFields({
    pages: pages as [],
    extensions: [
      {
        name: PREVIEW_FIELD,
        component: PreviewField,
        validation: validatePreview,
      },
    ],
    api: { previewRole },
    formData,
  });

describe('the form with a preview', () => {
  it('is left if the task can succeed, and passes no preview text to it', async () => {
    const form = await render(async () => PREVIEW);

    expect(await form.created()).toEqual({ ...FORM, preview: '' });
  });

  it('waits on its page until the preview of the last values has arrived', async () => {
    const waiting: Array<(answer: RolePreview) => void> = [];
    const previewRole = jest.fn<ReturnType<Answer>, Parameters<Answer>>(
      () => new Promise(resolve => waiting.push(resolve)),
    );
    const form = await render(previewRole, {
      pages: [{ roleName: text('Role name'), preview }],
    });
    await userEvent.type(screen.getByLabelText('Role name'), '-two');
    await form.press('Review');

    await waitFor(() =>
      expect(previewRole).toHaveBeenLastCalledWith({
        spec: { ...FORM, roleName: 'payments-session-role-two' },
      }),
    );
    expect(screen.getByRole('button', { name: 'Review' })).toBeDisabled();
    waiting.forEach(resolve => resolve(PREVIEW));

    await form.isReviewed();
  });

  it('uses the fields of earlier pages', async () => {
    const previewRole = jest.fn(async () => PREVIEW);
    const form = await render(previewRole, {
      pages: [
        { entityRef: text('Service'), roleName: text('Role name') },
        { preview },
      ],
    });
    await form.press('Next');
    await screen.findByRole('heading', { name: 'Preview' });
    await form.press('Review');

    await form.isReviewed();
    expect(previewRole).toHaveBeenLastCalledWith({ spec: FORM });
  });

  it.each<[string, Partial<RolePreview>, RegExp]>([
    [
      'the name is taken',
      { plan: { taken: 'theirs' } },
      /The name theirs is already used/,
    ],
    [
      'the plan is refused',
      {
        plan: {
          changes: [
            ...plan(SPEC, EMPTY_SNAPSHOT),
            {
              kind: 'refused',
              resource: 'role',
              name: FORM.roleName,
              arn: 'arn:aws:iam::111122223333:role/x',
              reason: 'the role was not created by the portal',
            },
          ],
        },
      },
      /The role was not created by the portal\./,
    ],
    [
      'the person may not run it',
      { mayRun: false },
      /You do not have permission to create or request this role/,
    ],
  ])(
    'is held if %s, and lists no changes that will not happen',
    async (_, more, words) => {
      const form = await render(async () => ({ ...PREVIEW, ...more }));
      expect(await screen.findByRole('alert')).toHaveTextContent(words);
      await form.press('Review');

      await form.isHeld();
      expect((await screen.findAllByText(words)).length).toBeGreaterThan(1);
      expect(screen.queryByText(/^Create role/)).toBeNull();
      expect(screen.queryByText('Approval')).toBeNull();
    },
  );

  it('says who can help if the person may not run it', async () => {
    await render(async () => ({ ...PREVIEW, mayRun: false }));

    expect(await screen.findByRole('link', { name: 'till' })).toBeVisible();
  });

  it('is held if the portal’s own account requires an approval and there is no reason', async () => {
    const approval = { approvers: ['group:default/security'], required: 1 };
    const form = await render(async () => ({ ...PREVIEW, approval }), {
      pages: [{ reason: text('Reason'), preview }],
    });
    await form.press('Review');
    await form.isHeld();
    expect(
      (await screen.findAllByText(/Reason: must say why the role is needed/))
        .length,
    ).toBeGreaterThan(0);

    await userEvent.type(screen.getByLabelText('Reason'), 'On call');
    await form.press('Review');
    await form.isReviewed();
  });

  it('leaves a missing reason to its own field if the form has an account', async () => {
    const approval = { approvers: ['group:default/security'], required: 1 };
    const form = await render(async () => ({ ...PREVIEW, approval }), {
      formData: { ...FORM, accountId: SPEC.accountId, reason: '' },
    });
    await form.press('Review');

    await form.isReviewed();
  });

  it.each([
    [400, 'kmsKeyArn: belongs to account 2', /Session key: belongs to acc/],
    [403, 'The account is not configured', /The account is not configured/],
    [404, 'There is no such service', /There is no such service/],
  ])('is held if the portal answers %d', async (status, message, words) => {
    const form = await render(await responded(status, message));
    await form.press('Review');

    await form.isHeld();
    expect((await screen.findAllByText(words)).length).toBeGreaterThan(0);
  });

  it('names the owners of a service whose roles the person may not read', async () => {
    await render(await responded(403, 'You are not allowed to read them'));

    expect(await screen.findByRole('link', { name: 'till' })).toBeVisible();
  });

  it('is left if the portal cannot tell', async () => {
    const form = await render(await responded(500, 'broken'));

    expect(await form.created()).toMatchObject(FORM);
  });

  it('is held while it is incomplete', async () => {
    const previewRole = jest.fn(async () => PREVIEW);
    const form = await render(previewRole, {
      formData: { roleName: FORM.roleName },
    });
    await form.press('Review');

    await form.isHeld();
    expect(
      (await screen.findAllByText(/Complete the form to preview/)).length,
    ).toBeGreaterThan(1);
    expect(previewRole).not.toHaveBeenCalled();
  });

  it('links an invalid field on the same page, and names one on another', async () => {
    await render(
      await responded(400, 'roleName: is too long; kmsKeyArn: is not a key'),
      { pages: [{ roleName: text('Role name'), preview }] },
    );

    await userEvent.click(
      await screen.findByRole('link', { name: 'Role name' }),
    );

    expect(screen.getByLabelText('Role name')).toHaveFocus();
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Session key (on an earlier page of this form): is not a key',
    );
  });
});
