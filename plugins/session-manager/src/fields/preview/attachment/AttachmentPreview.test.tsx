import { screen } from '@testing-library/react';
import { RoleStatus } from 'backstage-plugin-session-manager-common';
import { entityInstances, instance } from '../../../__testUtils__/instances';
import { PAYMENTS, renderFields } from '../../../__testUtils__/renderFields';
import { entityRoles, healthy, identity } from '../../../__testUtils__/roles';
import { PreviewField } from '../PreviewField';
import { PREVIEW_FIELD } from '../schema';
import { validatePreview } from '../validatePreview';

const PROFILE = healthy.instanceProfile?.name;
const OTHER = { name: 'other', arn: 'arn:aws:iam::444455556666:other' };
const OWN = { name: PROFILE ?? '', arn: healthy.instanceProfile?.arn ?? '' };
const ROLE: RoleStatus = {
  ...identity(),
  ...healthy,
  may: { change: true, attach: true, delete: true },
};
const INSTANCES = [
  instance(1),
  instance(2, { instanceProfile: OTHER }),
  instance(3, { instanceProfile: OWN }),
];

const render = (
  chosen: number[],
  more: Record<string, unknown> = {},
  role: RoleStatus = ROLE,
) =>
  renderFields({
    pages: [
      {
        preview: {
          title: 'Preview',
          type: 'string',
          'ui:field': PREVIEW_FIELD,
          'ui:options': { of: 'attachment' },
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
    api: {
      getEntityRoles: async () => entityRoles([role]),
      getEntityInstances: async () => entityInstances(INSTANCES),
    },
    formData: {
      entityRef: PAYMENTS,
      roleName: role.roleName,
      instances: chosen.map(number => ({
        accountId: '444455556666',
        region: 'us-east-1',
        instanceIds: [INSTANCES[number - 1].instanceId],
      })),
      ...more,
    },
  });

const part = async (title: string) =>
  (await screen.findByRole('heading', { name: title })).closest('[aria-busy]');

describe('the preview of attaching an instance profile', () => {
  it('says which instances get it and which have it', async () => {
    const form = await render([1, 3]);

    const changes = await part('What changes');
    expect(changes).toHaveTextContent(
      `payments-1 (${INSTANCES[0].instanceId}): gets the instance profile ${PROFILE}`,
    );
    expect(changes).toHaveTextContent(
      `payments-3 (${INSTANCES[2].instanceId}): already has the instance profile ${PROFILE}`,
    );
    await form.press('Review');
    await form.isReviewed();
  });

  it('is held by another instance profile, until it may be replaced', async () => {
    const form = await render([1, 2]);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Turn on "Replace another instance profile"',
    );
    expect(await part('What prevents it')).toHaveTextContent(
      `payments-2 (${INSTANCES[1].instanceId}): keeps the instance profile other`,
    );
    expect(screen.queryByText(/gets the instance profile/)).toBeNull();
    await form.press('Review');
    await form.isHeld();
  });

  it('says what a replacement takes away', async () => {
    await render([2], { replace: true });

    expect(await part('What changes')).toHaveTextContent(
      `gets the instance profile ${PROFILE} instead of other, and loses its permissions`,
    );
  });

  it('uses the named instance profile, whatever the roles are', async () => {
    await render([1], { roleName: 'theirs', instanceProfileName: 'theirs' });

    expect(await part('What changes')).toHaveTextContent(
      'gets the instance profile theirs',
    );
  });

  it.each<[string, Partial<RoleStatus>, RegExp]>([
    [
      'the person may not attach the role',
      {
        may: {
          change: true,
          attach: false,
          attachLacks: 'permission',
          delete: true,
        },
      },
      /You do not have permission to attach this role/,
    ],
    [
      'the role is not as approved',
      {
        may: {
          change: true,
          attach: false,
          attachLacks: 'approved-role',
          delete: true,
        },
      },
      /only a role that an approved request created/,
    ],
    [
      'the account has no such role',
      { accountId: '111122223333' },
      /The service has no role payments-session-role in the account 444455556666/,
    ],
  ])('is held if %s', async (_, more, words) => {
    const form = await render([1], {}, { ...ROLE, ...more } as RoleStatus);

    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    await form.press('Review');
    await form.isHeld();
  });

  it('asks for what is missing', async () => {
    await render([]);

    expect(
      await screen.findByText(/Choose a service, a role and at least one/),
    ).toBeVisible();
  });
});
