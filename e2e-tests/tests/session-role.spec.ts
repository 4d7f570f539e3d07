import {
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListPolicyVersionsCommand,
} from '@aws-sdk/client-iam';
import { expect, Page, test } from '@playwright/test';
import { awsConfig } from '../portal';
import {
  expectAccessible,
  groupLine,
  inBothThemes,
  openCard,
  openGroup,
  openTemplate,
  picture,
  run,
  signIn,
} from './steps';

const iam = new IAMClient(awsConfig);

const KEY =
  'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ROLE = {
  entityRef: 'component:default/checkout',
  roleName: 'checkout-session-role',
};
const POLICY_ARN =
  'arn:aws:iam::111122223333:policy/session-manager/checkout-session-role-SessionManagerPermissions';

test.describe.configure({ mode: 'serial' });
test.beforeEach(({ page }) => signIn(page));

/** Changes what the logging template has filled in. */
async function fillIn(page: Page, prefix: string) {
  await openTemplate(page, 'session-manager-role-logging', ROLE);
  await page.getByLabel('AWS account').selectOption('111122223333');
  await expect(page.getByText(/^Filled in from the session/)).toBeVisible();
  await openGroup(page, 'Session key');
  const key = page.getByRole('combobox', {
    name: 'Session key',
  });
  await key.fill(KEY);
  await key.press('Escape');
  await openGroup(page, 'Logs to Amazon S3');
  await choose(page, 'Bucket', 'corp-session-logs');
  await page.getByLabel('Bucket prefix').fill(prefix);
  await openGroup(page, 'Logs to CloudWatch Logs');
  await choose(page, 'Log group', '/ssm/sessions');
}

/** Selects a value that the field offers. */
async function choose(page: Page, field: string, value: string) {
  await page.getByRole('combobox', { name: field, exact: true }).click();
  await page.getByRole('option', { name: value, exact: true }).click();
}

/** Runs the template, and waits for the link to the role. */
async function createRole(page: Page) {
  await run(page);
  await expect(
    page.getByRole('link', { name: 'Open the role in the AWS console' }),
  ).toBeVisible();
}

async function rolePolicy() {
  const { Policy } = await iam.send(
    new GetPolicyCommand({ PolicyArn: POLICY_ARN }),
  );
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({
      PolicyArn: POLICY_ARN,
      VersionId: Policy?.DefaultVersionId,
    }),
  );
  return {
    tags: tagsOf(Policy?.Tags),
    document: JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? '')),
  };
}

function tagsOf(tags: Array<{ Key?: string; Value?: string }> = []) {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

test('the card of a service without a role offers to create one', async ({
  page,
}) => {
  const card = await openCard(page, 'checkout');
  await expectAccessible(page, 'main');
  await picture(page, 'no-role-light');
  await card.getByText('Create a role', { exact: true }).click();
  await expect(groupLine(page, 'Role name')).toContainText(
    'checkout-session-role',
  );
});

test('the logging template creates the role that AWS documents, and the card shows it', async ({
  page,
}) => {
  await inBothThemes(page, async theme => {
    // Changing the theme resets the form.
    await fillIn(page, 'checkout');
    await expectAccessible(page, '#root');
    await page.getByLabel('Service').scrollIntoViewIfNeeded();
    await picture(page, `form-${theme}`);
  });
  await createRole(page);
  await inBothThemes(page, async theme => {
    await expectAccessible(page, '#root');
    await picture(page, `task-${theme}`);
  });

  const { Role } = await iam.send(
    new GetRoleCommand({ RoleName: ROLE.roleName }),
  );
  expect(Role?.Arn).toBe(
    'arn:aws:iam::111122223333:role/session-manager/checkout-session-role',
  );
  expect(
    JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')),
  ).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'ec2.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    ],
  });
  const ownership = {
    'backstage.io/managed-by': 'session-manager',
    'backstage.io/entity-ref': ROLE.entityRef,
    'backstage.io/session-manager-spec':
      expect.stringMatching(/^[0-9a-f]{64}$/),
  };
  expect(tagsOf(Role?.Tags)).toMatchObject(ownership);

  const { document, tags } = await rolePolicy();
  expect(tags).toEqual(ownership);
  // As in https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
  expect(document).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
          'ssm:UpdateInstanceInformation',
        ],
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Action: [
          'logs:CreateLogStream',
          'logs:PutLogEvents',
          'logs:DescribeLogGroups',
          'logs:DescribeLogStreams',
        ],
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Action: ['s3:PutObject'],
        Resource: 'arn:aws:s3:::corp-session-logs/checkout/*',
      },
      {
        Effect: 'Allow',
        Action: ['s3:GetEncryptionConfiguration'],
        Resource: '*',
      },
      { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: KEY },
      { Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: '*' },
    ],
  });
  const { AttachedPolicies } = await iam.send(
    new ListAttachedRolePoliciesCommand({ RoleName: ROLE.roleName }),
  );
  expect(AttachedPolicies?.map(({ PolicyArn }) => PolicyArn)).toEqual([
    POLICY_ARN,
  ]);
  const { InstanceProfile } = await iam.send(
    new GetInstanceProfileCommand({ InstanceProfileName: ROLE.roleName }),
  );
  expect(InstanceProfile?.Roles?.map(({ RoleName }) => RoleName)).toEqual([
    ROLE.roleName,
  ]);

  const card = await openCard(page, 'checkout');
  await card.getByRole('button', { name: 'check again' }).click();
  await expect(card.getByText(/in sync/)).toBeVisible();
  await expect(card.getByText(ROLE.roleName).first()).toBeVisible();
});

test('a second run changes nothing', async ({ page }) => {
  await fillIn(page, 'checkout');
  await createRole(page);
  // The warning comes first: sessions would fail with the key in the form.
  await expect(
    page.getByRole('heading', { name: 'Sessions will fail' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Result' }).click();
  await expect(
    page.getByText('No changes: the role already matches the form.'),
  ).toBeVisible();
  expect(await policyVersions()).toEqual(['v1']);
});

test('another prefix creates a new version of the policy, and nothing else', async ({
  page,
}) => {
  await fillIn(page, 'shop/checkout');
  await createRole(page);
  expect(await policyVersions()).toEqual(['v1', 'v2']);
  const { document } = await rolePolicy();
  expect(JSON.stringify(document)).toContain(
    'arn:aws:s3:::corp-session-logs/shop/checkout/*',
  );
});

async function policyVersions() {
  const { Versions } = await iam.send(
    new ListPolicyVersionsCommand({ PolicyArn: POLICY_ARN }),
  );
  return Versions?.map(({ VersionId }) => VersionId).sort();
}

test('the preview shows that sessions would fail', async ({ page }) => {
  await openTemplate(page, 'session-manager-role-minimal', {
    entityRef: 'component:default/payments',
    roleName: 'payments-preview-role',
    accountId: '111122223333',
  });
  await expect(page.getByText(/^Filled in from the session/)).toBeVisible();
  await openGroup(page, 'Session key');
  await page.getByRole('combobox', { name: 'Session key' }).fill('');
  await expect(page.getByRole('heading', { name: 'Preview' })).toBeVisible();
  await expect(
    page.getByText(
      'Sessions fail: the role is not allowed to decrypt with the session key.',
    ),
  ).toBeVisible();
  await expect(
    page.getByText('Create role payments-preview-role'),
  ).toBeVisible();
  await expect(
    page.getByText('No approval needed. The role is created immediately.'),
  ).toBeVisible();
});

test('a person who may not create a role is told before the run, and whom to ask', async ({
  page,
}) => {
  await openTemplate(page, 'session-manager-role-minimal', {
    entityRef: 'component:default/search',
    roleName: 'search-session-role',
    accountId: '111122223333',
  });
  const refusal = page.getByRole('alert').filter({
    hasText: 'You do not have permission to create or request this role',
  });
  await expect(refusal).toBeVisible();
  await inBothThemes(page, async () => {
    await expect(refusal).toBeVisible();
    await expectAccessible(page, '#root');
  });
  await expect(page.getByRole('link', { name: 'Platform' })).toBeVisible();
  await expect(page.getByText('Create role search-session-role')).toBeHidden();

  await page.getByRole('button', { name: 'Review' }).click();
  await expect(
    page.getByText(/'Preview of the role' You do not have permission/),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create' })).toBeHidden();
});

test('invalid input is reported at its field, and nothing is created', async ({
  page,
}) => {
  await openTemplate(page, 'session-manager-role-minimal', {
    entityRef: 'component:default/search',
    roleName: 'search-*',
    accountId: '111122223333',
  });
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(
    page.getByText(/must be a valid IAM role name/).first(),
  ).toBeVisible();
  await expect(
    iam.send(new GetRoleCommand({ RoleName: 'search-*' })),
  ).rejects.toThrow();
});

test('input that only the portal can reject is reported before the run, and nothing is created', async ({
  page,
}) => {
  await openTemplate(page, 'session-manager-role-minimal', {
    entityRef: 'component:default/payments',
    roleName: 'payments-other-role',
    accountId: '111122223333',
    kmsKeyArn: KEY.replace('111122223333', '444455556666'),
  });
  const next = page.getByRole('button', { name: /^(Next|Review)$/ });
  const refusal = page.getByText(
    /Session key: belongs to account 444455556666/,
  );
  await expect(async () => {
    await next.click({ timeout: 1_000 });
    await expect(refusal.first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByRole('button', { name: 'Create' })).toBeHidden();
  await expect(
    iam.send(new GetRoleCommand({ RoleName: 'payments-other-role' })),
  ).rejects.toThrow(/payments-other-role/);
});

test('the form to delete a role offers those of the service, and says what stays', async ({
  page,
}) => {
  await inBothThemes(page, async () => {
    // Changing the theme resets the form.
    await openTemplate(page, 'session-manager-role-delete', {
      entityRef: ROLE.entityRef,
      accountId: '111122223333',
    });
    await page
      .getByRole('combobox', { name: 'Role name', exact: true })
      .click();
    const offered = page.getByRole('listbox').getByRole('option');
    await expect(offered).toHaveCount(1);
    await offered.filter({ hasText: ROLE.roleName }).click();
    await page.getByLabel('Confirm the role name').fill(ROLE.roleName);
    await page.getByRole('button', { name: 'Next' }).click();

    await expect(
      page.getByRole('heading', { name: 'What is deleted', exact: true }),
    ).toBeVisible();
    // The first five changes are shown.
    await page.getByRole('button', { name: /^Show 1 more change/ }).click();
    await expect(page.getByText(`Delete role ${ROLE.roleName}`)).toBeVisible();
    await expect(
      page.getByText('The portal found nothing that remains in AWS.'),
    ).toBeVisible();
    await expectAccessible(page, '#root');
  });
  await run(page);
  // The log of the task has it as well.
  await expect(
    page.getByText(`Removed role ${ROLE.roleName}`).first(),
  ).toBeVisible();
  await expect(
    iam.send(new GetRoleCommand({ RoleName: ROLE.roleName })),
  ).rejects.toThrow();
});
