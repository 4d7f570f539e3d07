import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { expect, Page, test } from '@playwright/test';
import { awsConfig } from '../portal';
import { openAll } from './english';
import {
  expectAccessible,
  expectNoRole,
  expectToFit,
  groupLine,
  inBothThemes,
  openCard,
  openGroup,
  openTemplate,
  removeRole,
  signIn,
} from './steps';

const iam = new IAMClient(awsConfig);
const DEVELOPMENT = '111122223333';
const LOGGING = 'session-manager-role-logging';
const MINIMAL = 'session-manager-role-minimal';
const SERVICE = 'component:default/checkout';
const ROLE = 'checkout-session-role';

test.describe.configure({ mode: 'serial' });
test.beforeEach(({ page }) => signIn(page));

/** Selects the account, and waits until the form is filled in. */
async function selectAccount(page: Page) {
  await page.getByLabel('AWS account').selectOption(DEVELOPMENT);
  await expect(
    page.getByText(/^Filled in from the session preferences of development/),
  ).toBeVisible();
}

/** Goes on from the filled-in form: to the review, and to the task. */
async function createRole(page: Page) {
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(
    page.getByRole('link', { name: 'Open the role in the AWS console' }),
  ).toBeVisible();
}

/** The next test, and other specs, expect the service without a role. */
async function leaveWithoutRole(page: Page) {
  await removeRole(ROLE);
  await expectNoRole(page, 'checkout');
}

test('service, account, Create: the minimal role has the session key, and the preview says what it lacks', async ({
  page,
}) => {
  await page.goto(`/create/templates/default/${MINIMAL}`);
  const service = page.getByLabel('Service');
  await service.fill('checkout');
  await page.getByRole('option', { name: /^checkout/i }).click();
  await selectAccount(page);
  await expect(groupLine(page, 'Role name')).toContainText(ROLE);
  await expect(groupLine(page, 'Session key')).toContainText('arn:aws:kms:');
  // The preferences require encrypted logs, which this template does not write.
  await expect(
    page.getByText(/not allowed to describe the log group/).first(),
  ).toBeVisible();
  await createRole(page);

  await expect(
    page.getByRole('heading', { name: 'Sessions will fail' }),
  ).toBeVisible();
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: ROLE }));
  expect(Role?.Tags).toContainEqual({
    Key: 'backstage.io/entity-ref',
    Value: SERVICE,
  });

  await leaveWithoutRole(page);
});

test('service, account, Create: the role with logs is ready', async ({
  page,
}) => {
  const card = await openCard(page, 'checkout');
  await card.getByText('Create a role', { exact: true }).click();
  await selectAccount(page);
  await expect(groupLine(page, 'Role name')).toContainText(ROLE);
  await expect(
    page.getByText(/corp-session-logs\/session-logs/).first(),
  ).toBeVisible();
  await expect(
    page.getByText('Sessions start', { exact: false }),
  ).toBeVisible();
  await createRole(page);

  await expect(
    page.getByText(/This is predicted for\s+us-east-1/),
  ).toBeVisible();
  await expect(
    page.getByRole('heading', { name: /will fail|will be lost|unknown/ }),
  ).toHaveCount(0);
});

test('the form is accessible, filled in and opened, in both themes', async ({
  page,
}) => {
  await inBothThemes(page, async () => {
    // Changing the theme resets the form.
    await openTemplate(page, LOGGING, {
      entityRef: SERVICE,
      roleName: 'checkout-other-role',
    });
    await selectAccount(page);
    await expectAccessible(page, '#root');
    await openGroup(page, 'Logs to Amazon S3');
    await openGroup(page, 'Advanced settings');
    await expectAccessible(page, '#root');
    await expectToFit(page);
  });
});

for (const template of [
  MINIMAL,
  LOGGING,
  'session-manager-hybrid-role',
  'session-manager-role-pull-request',
  'session-manager-attach-instances',
  'session-manager-log-access',
  'session-manager-role-delete',
]) {
  test(`the form of ${template} fits on a narrow screen, opened`, async ({
    page,
  }) => {
    await openTemplate(page, template, {
      entityRef: 'component:default/payments',
      accountId: DEVELOPMENT,
      roleName: 'payments-session-role',
    });
    const form = page.locator('article form');
    await page.waitForLoadState('networkidle');
    await openAll(form);
    await expectToFit(page);
    await page.getByRole('button', { name: /^(Next|Review)$/ }).click();
    await page.waitForLoadState('networkidle');
    // With the problems of the fields. The review is a table of Backstage's own.
    await expectToFit(page, 'article form');
  });
}

test('a role that exists shows its settings, and keeps its logs unless that is confirmed', async ({
  page,
}) => {
  await openTemplate(page, MINIMAL, {
    entityRef: SERVICE,
    roleName: ROLE,
    accountId: DEVELOPMENT,
  });
  await expect(
    page.getByText(`${ROLE} exists. The form shows its current settings.`),
  ).toBeVisible();
  await expect(
    page.getByText('Logs to Amazon S3: corp-session-logs/session-logs'),
  ).toBeVisible();
  await expectAccessible(page, '#root');
  const create = page.getByRole('button', { name: 'Create', exact: true });

  await page.getByRole('button', { name: 'Review' }).click();
  await expect(
    page.getByText(/The role would lose settings that it has now/).first(),
  ).toBeVisible();
  await expect(create).toHaveCount(0);

  await page.getByRole('checkbox', { name: 'Remove these settings' }).check();
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(create).toBeVisible();
});

test('a second run of the filled-in form changes nothing', async ({ page }) => {
  await openTemplate(page, LOGGING, {
    entityRef: SERVICE,
    roleName: ROLE,
    accountId: DEVELOPMENT,
  });
  await expect(
    page.getByText(/corp-session-logs\/session-logs/).first(),
  ).toBeVisible();
  await createRole(page);

  await expect(
    page.getByText('No changes: the role already matches the form.'),
  ).toBeVisible();
  await leaveWithoutRole(page);
});
