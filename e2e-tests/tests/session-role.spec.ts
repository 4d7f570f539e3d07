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
import { portal } from '../portal';
import {
  expectAccessible,
  inBothThemes,
  openCard,
  openTemplate,
  picture,
  run,
  signIn,
} from './steps';

const iam = new IAMClient({
  endpoint: portal.aws,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

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

/** Goes through the logging template's pages as a person would. */
async function fillIn(page: Page, prefix: string) {
  await openTemplate(page, 'session-manager-role-logging', ROLE);
  await page.getByLabel('AWS account').selectOption('111122223333');
  const key = page.getByRole('combobox', {
    name: 'Session key',
  });
  await key.fill(KEY);
  await key.press('Escape');
  await page.getByRole('button', { name: 'Next' }).click();
  await choose(page, 'Bucket', 'corp-session-logs');
  await page.getByLabel('Bucket prefix').fill(prefix);
  await choose(page, 'Log group', '/ssm/sessions');
}

/** Chooses one of those that the account has. */
async function choose(page: Page, field: string, value: string) {
  await page.getByRole('combobox', { name: field, exact: true }).click();
  await page.getByRole('option', { name: value, exact: true }).click();
}

/** Makes the role, and waits for the way to it. */
async function make(page: Page) {
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

test('a service without a role is offered one', async ({ page }) => {
  const card = await openCard(page, 'checkout');
  await expectAccessible(page, 'main');
  await picture(page, 'no-role-light');
  await card.getByText('Create a role', { exact: true }).click();
  await expect(page.getByLabel('Role name')).toHaveValue(
    'checkout-session-role',
  );
});

test('the logging template makes the role that AWS documents, and the card shows it', async ({
  page,
}) => {
  await inBothThemes(page, async theme => {
    // A form starts anew where the theme changes.
    await fillIn(page, 'checkout');
    await expectAccessible(page, '#root');
    await picture(page, `form-${theme}`);
  });
  await make(page);
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

test('run again, it changes nothing', async ({ page }) => {
  await fillIn(page, 'checkout');
  await make(page);
  // That sessions would fail comes first: the form was left without keys.
  await expect(
    page.getByRole('heading', { name: 'Sessions will fail' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Result' }).click();
  await expect(
    page.getByText('No changes: the role already matches the form.'),
  ).toBeVisible();
  expect(await policyVersions()).toEqual(['v1']);
});

test('another folder is a new version of the policy, and nothing else is new', async ({
  page,
}) => {
  await fillIn(page, 'shop/checkout');
  await make(page);
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

test('what would not work is said before it is made', async ({ page }) => {
  await openTemplate(page, 'session-manager-role-minimal', {
    entityRef: 'component:default/search',
    roleName: 'search-session-role',
    accountId: '111122223333',
  });
  const onwards = page.getByRole('button', { name: 'Next' });
  await onwards.click();
  await onwards.click();
  await expect(page.getByRole('heading', { name: 'Preview' })).toBeVisible();
  await expect(
    page.getByText(
      'Sessions fail: the role is not allowed to decrypt with the session key.',
    ),
  ).toBeVisible();
  await expect(page.getByText('Create role search-session-role')).toBeVisible();
  await expect(
    page.getByText('No approval needed. The role is created immediately.'),
  ).toBeVisible();
});

test('bad input is told at its field, and nothing is made', async ({
  page,
}) => {
  await openTemplate(page, 'session-manager-role-minimal', {
    entityRef: 'component:default/search',
    roleName: 'search-*',
  });
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(
    page.getByText(/must be a valid IAM role name/).first(),
  ).toBeVisible();
  await expect(
    iam.send(new GetRoleCommand({ RoleName: 'search-*' })),
  ).rejects.toThrow();
});

test('bad input past the form fails the task with its field’s name, and nothing is made', async ({
  page,
}) => {
  await openTemplate(page, 'session-manager-role-minimal', {
    entityRef: 'component:default/payments',
    roleName: 'payments-other-role',
    kmsKeyArn: KEY.replace('111122223333', '444455556666'),
  });
  await run(page);
  await expect(
    page.getByText(/kmsKeyArn: belongs to account 444455556666/).first(),
  ).toBeVisible();
  await expect(
    iam.send(new GetRoleCommand({ RoleName: 'payments-other-role' })),
  ).rejects.toThrow(/payments-other-role/);
});
