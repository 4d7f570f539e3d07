import { screen } from '@testing-library/react';
import { LogAccessPreview } from 'backstage-plugin-session-manager-common';
import { PAYMENTS, renderFields } from '../../../__testUtils__/renderFields';
import { fault } from '../../../__testUtils__/roles';
import { PreviewField } from '../PreviewField';
import { PREVIEW_FIELD } from '../schema';
import { validatePreview } from '../validatePreview';

const FORM = {
  entityRef: PAYMENTS,
  accountId: '111122223333',
  roleName: 'web',
  bucket: 'audit-logs',
  bucketOwner: '777788889999',
  prefix: 'web',
};
const ANSWER: LogAccessPreview = {
  bucket: 'audit-logs',
  bucketOwner: '777788889999',
  bucketOwnerName: 'audit',
  mayRun: true,
  roleExists: true,
  policies: [
    {
      resource: 'bucket-policy-statement',
      changes: [
        {
          kind: 'create',
          resource: 'bucket-policy-statement',
          name: 'SessionLogs1',
          arn: 'arn:aws:s3:::audit-logs',
          after: {
            Sid: 'SessionLogs1',
            Effect: 'Allow',
            Action: 's3:PutObject',
          },
        },
      ],
    },
  ],
};

const render = async (
  answer: Partial<LogAccessPreview> = {},
  more: Record<string, unknown> = {},
) => {
  const previewLogAccess = jest.fn(async () => ({ ...ANSWER, ...answer }));
  const form = await renderFields({
    pages: [
      {
        preview: {
          title: 'Preview',
          type: 'string',
          'ui:field': PREVIEW_FIELD,
          'ui:options': { of: 'log-access' },
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
    api: { previewLogAccess },
    formData: { ...FORM, ...more },
  });
  return { ...form, previewLogAccess };
};

describe('the preview of log access', () => {
  it('shows the statements, and in which policy', async () => {
    const form = await render();

    expect(
      await screen.findByText(
        'Add statement SessionLogs1 to the policy of bucket audit-logs',
      ),
    ).toBeVisible();
    expect(form.previewLogAccess).toHaveBeenCalledWith({
      spec: {
        roleName: 'web',
        accountId: '111122223333',
        s3: {
          bucket: 'audit-logs',
          bucketOwner: '777788889999',
          prefix: 'web',
        },
      },
    });
    await form.press('Review');
    await form.isReviewed();
  });

  it('says that nothing changes', async () => {
    await render({
      policies: [{ resource: 'bucket-policy-statement', changes: [] }],
    });

    expect(
      await screen.findByText('No changes: the policies already match.'),
    ).toBeVisible();
  });

  it('says why a policy is unknown', async () => {
    await render({
      policies: [{ resource: 'key-policy-statement', fault: fault('refused') }],
    });

    expect(
      await screen.findByText(
        'Unknown: the policy of the key could not be read.',
      ),
    ).toBeVisible();
    expect(screen.getByText(fault('refused').hint)).toBeVisible();
  });

  it.each<[string, Partial<LogAccessPreview>, RegExp]>([
    [
      'the person may not',
      { mayRun: false, policies: [] },
      /You do not have permission to change which roles may write/,
    ],
    [
      'the account of the bucket requires an approval',
      { approvers: ['group:default/audit'] },
      /The account audit requires an approval, which this form cannot request/,
    ],
    [
      'the role does not exist',
      { roleExists: false },
      /The role web does not exist/,
    ],
  ])('is held if %s, and lists no changes', async (_, answer, words) => {
    const form = await render(answer);

    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    expect(screen.queryByText(/^Add statement/)).toBeNull();
    await form.press('Review');
    await form.isHeld();
  });

  it('names the approvers of the account of the bucket', async () => {
    await render({ approvers: ['group:default/security'] });

    expect(await screen.findByText('Approvers:')).toContainElement(
      screen.getByRole('link', { name: /security/ }),
    );
  });

  it('revokes the access of a role that no longer exists', async () => {
    const form = await render({ roleExists: false }, { revoke: true });

    expect(
      await screen.findByText('Statements removed in the account audit'),
    ).toBeVisible();
    await form.press('Review');
    await form.isReviewed();
  });
});
