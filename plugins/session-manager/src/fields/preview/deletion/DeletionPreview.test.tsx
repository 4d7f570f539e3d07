import { screen } from '@testing-library/react';
import {
  DeletionPreview,
  FoundDeletion,
} from 'backstage-plugin-session-manager-common';
import axe from 'axe-core';
import { PAYMENTS, renderFields } from '../../../__testUtils__/renderFields';
import { fault } from '../../../__testUtils__/roles';
import { PreviewField } from '../PreviewField';
import { PREVIEW_FIELD } from '../schema';
import { validatePreview } from '../validatePreview';

const ROLE = 'payments-session-role';
const FORM = {
  entityRef: PAYMENTS,
  accountId: '111122223333',
  roleName: ROLE,
  confirmRoleName: ROLE,
  revokeLogAccess: true,
};
const ACCESS = {
  bucket: 'audit-logs',
  bucketOwner: '777788889999',
  bucketOwnerName: 'audit',
  mayRun: true,
  roleExists: true,
  policies: [
    {
      resource: 'bucket-policy-statement' as const,
      changes: [
        {
          kind: 'delete' as const,
          resource: 'bucket-policy-statement' as const,
          name: 'SessionLogs1',
          arn: 'arn:aws:s3:::audit-logs',
          before: {
            Sid: 'SessionLogs1',
            Effect: 'Allow' as const,
            Action: 'x',
          },
        },
      ],
    },
  ],
};
const FOUND: DeletionPreview & FoundDeletion = {
  accountId: '111122223333',
  accountName: 'development',
  status: 'found',
  changes: [
    {
      operation: 'DeleteRole',
      kind: 'delete',
      resource: 'role',
      name: ROLE,
      arn: `arn:aws:iam::111122223333:role/${ROLE}`,
      before: ROLE,
    },
  ],
  mayRun: true,
  services: [PAYMENTS],
  policies: { kept: [], deleted: [] },
  instances: { instanceIds: [] },
};

const render = (
  answer: DeletionPreview,
  formData: Record<string, unknown> = FORM,
) => {
  const previewDeletion = jest.fn(async () => answer);
  return renderFields({
    pages: [
      {
        preview: {
          title: 'Preview',
          type: 'string',
          'ui:field': PREVIEW_FIELD,
          'ui:options': { of: 'deletion' },
        },
      },
    ],
    extensions: [
      {
        name: PREVIEW_FIELD,
        component: PreviewField,
        validation: validatePreview,
      },
    ],
    api: { previewDeletion },
    formData,
  }).then(form => ({ ...form, previewDeletion }));
};

const part = async (title: string) =>
  (await screen.findByRole('heading', { name: title })).closest('[aria-busy]');

describe('the preview of a deletion', () => {
  it('shows what is deleted and that nothing stays', async () => {
    const { previewDeletion, container } = await render(FOUND);

    expect(await part('What is deleted')).toHaveTextContent(
      `Delete role ${ROLE}`,
    );
    expect(
      await part('What remains, and what loses the role'),
    ).toHaveTextContent('The portal found nothing that remains in AWS.');
    expect(previewDeletion).toHaveBeenCalledWith({
      roleName: ROLE,
      accountId: '111122223333',
      entityRef: PAYMENTS,
    });
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations).toEqual([]);
  });

  it('shows what stays: policies, instances and activations', async () => {
    await render({
      ...FOUND,
      policies: {
        kept: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
        deleted: ['by-hand'],
      },
      instances: { instanceIds: ['i-1', 'i-2'] },
      activations: {
        activations: [
          {
            activationId: 'e488',
            region: 'us-east-1',
            isExpired: false,
            registrations: 2,
            registrationLimit: 5,
          },
        ],
      },
    });

    const stays = await part('What remains, and what loses the role');
    for (const words of [
      'The policy arn:aws:iam::aws:policy/ReadOnlyAccess is detached, but not deleted',
      'The inline policy by-hand, which was added outside the portal, is deleted',
      '2 instances lose the role: i-1, i-2',
      'The activation e488 in us-east-1 stays, with 2 registered nodes',
    ]) {
      expect(stays).toHaveTextContent(words);
    }
  });

  it('says what is unknown, and what would settle it', async () => {
    await render({
      ...FOUND,
      instances: { fault: fault('refused') },
      activations: { fault: fault('refused') },
    });

    const stays = await part('What remains, and what loses the role');
    expect(stays).toHaveTextContent('It is unknown which instances use');
    expect(stays).toHaveTextContent('It is unknown which activations use');
    expect(stays).toHaveTextContent(fault('refused').hint);
  });

  it('shows the statements that are revoked', async () => {
    const form = await render({ ...FOUND, logAccess: ACCESS });

    expect(
      await part('Statements removed in the account audit'),
    ).toHaveTextContent(
      'Remove statement SessionLogs1 from the policy of bucket audit-logs',
    );
    await form.press('Review');
    await form.isReviewed();
  });

  it('says that the statements stay if they are not revoked', async () => {
    await render(
      { ...FOUND, logAccess: ACCESS },
      { ...FORM, revokeLogAccess: false },
    );

    expect(
      await part('What remains, and what loses the role'),
    ).toHaveTextContent(
      'The statements for this role stay in the policies of the bucket audit-logs and its key, in the account audit.',
    );
  });

  it('is held if the person may not revoke the access, and says what to do', async () => {
    const form = await render({
      ...FOUND,
      logAccess: { ...ACCESS, mayRun: false, policies: [] },
    });
    expect(
      await part('What remains, and what loses the role'),
    ).toHaveTextContent('stay if there are any');
    await form.press('Review');

    await form.isHeld();
    expect(
      (await screen.findAllByText(/Turn off "Revoke access to log buckets/))
        .length,
    ).toBeGreaterThan(0);
  });

  it('is held if the confirmation differs', async () => {
    const form = await render(FOUND, { ...FORM, confirmRoleName: 'other' });
    await form.press('Review');

    await form.isHeld();
    expect(
      (await screen.findAllByText(/Confirm the role name: differs/)).length,
    ).toBeGreaterThan(0);
  });

  it.each<[string, DeletionPreview, RegExp]>([
    [
      'there is no such role',
      { accountId: '111122223333', accountName: 'dev', status: 'missing' },
      /The account dev has no role payments-session-role that you can view/,
    ],
    [
      'the person may not delete it',
      { ...FOUND, mayRun: false },
      /You do not have permission to delete this role/,
    ],
    [
      'instances use it',
      {
        ...FOUND,
        changes: [
          {
            kind: 'refused',
            resource: 'instance-profile',
            name: ROLE,
            arn: 'arn:aws:iam::111122223333:instance-profile/x',
            reason: 'i-1 uses the role',
          },
          ...FOUND.changes,
        ],
      },
      /i-1 uses the role\./,
    ],
  ])('is held if %s, and lists no changes', async (_, answer, words) => {
    const form = await render(answer);
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    await form.press('Review');

    await form.isHeld();
    expect(screen.queryByText(`Delete role ${ROLE}`)).toBeNull();
  });

  it('says who can delete it', async () => {
    await render({ ...FOUND, mayRun: false });

    expect(await screen.findByRole('link', { name: 'till' })).toBeVisible();
  });

  it('says why nothing is known, and does not hold the form', async () => {
    const form = await render({
      accountId: '111122223333',
      status: 'fault',
      fault: fault('unreachable'),
    });

    expect(await part('What is deleted')).toHaveTextContent(
      'Unknown: the role could not be read.',
    );
    await form.press('Review');
    await form.isReviewed();
  });
});
