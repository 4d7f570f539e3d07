import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { expect, Page, test } from '@playwright/test';
import { assumeAccount, demoFleet, REGION } from 'local-aws';
import { awsConfig, portal } from '../portal';
import {
  expectAccessible,
  expectNoRole,
  expectToFit,
  inBothThemes,
  openTemplate,
  removeRole,
  run,
  signIn,
} from './steps';

const { development, production } = demoFleet.accounts;
const LOGGING = 'session-manager-role-logging';
const ROLE = 'checkout-everywhere-role';
const FORM = {
  entityRef: 'component:default/checkout',
  roleName: ROLE,
  accountId: development,
};

// One page for both tests: signing in and loading the app take long.
test.describe.configure({ mode: 'serial' });

let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext()).newPage();
  await signIn(page);
});

test.afterAll(() => page.close());

const others = () => page.getByRole('group', { name: 'Other accounts' });

async function chooseProduction() {
  await others()
    .getByRole('button', { name: /^Choose from/ })
    .click();
  await others()
    .getByRole('checkbox', { name: /^production/ })
    .check();
}

test('another account shows its own settings, approvals and readiness, in both themes and on a narrow screen', async () => {
  await inBothThemes(page, async () => {
    // Changing the theme resets the form.
    await openTemplate(page, LOGGING, FORM);
    await chooseProduction();
    await expect(others()).toContainText(
      'from the session preferences of production',
    );
    await expect(others()).toContainText('corp-session-logs/session-logs');
    await expect(others()).toContainText(
      'A new role. A role in this account needs 1 approval.',
    );
    await expect(
      page.getByText('Required: approvers of production decide on it.'),
    ).toBeVisible();
    // What is being read again is faint.
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await expectAccessible(page, '#root');
  });
  await expectToFit(page);
});

test('one task creates the role in development and requests it in production', async () => {
  await openTemplate(page, LOGGING, FORM);
  await chooseProduction();
  await expect(others()).toContainText('A new role.');
  await page
    .getByRole('textbox', { name: /^Reason/ })
    .fill('The on-call needs shells for the migration');
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(
    page.getByRole('row', { name: /Other accounts/ }).first(),
  ).toContainText('production');
  await run(page);

  await page
    .getByRole('button', { name: 'Other accounts', exact: true })
    .click();
  // The link says that it opens in a new window.
  await expect(
    page.getByRole('listitem').filter({ hasText: 'production' }),
  ).toContainText(
    /^production: requested.*, because the account requires an approval\.$/,
  );
  await expect(
    page.getByRole('link', { name: 'Open the role in the AWS console' }),
  ).toBeVisible();
  const { Role } = await new IAMClient(awsConfig).send(
    new GetRoleCommand({ RoleName: ROLE }),
  );
  expect(Role?.Arn).toContain(development);
  const inProduction = new IAMClient(
    await assumeAccount(
      {
        AWS_ENDPOINT_URL: portal.aws,
        AWS_REGION: REGION,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      },
      production,
    ),
  );
  await expect(
    inProduction.send(new GetRoleCommand({ RoleName: ROLE })),
  ).rejects.toMatchObject({ name: 'NoSuchEntityException' });

  const request = page.getByRole('link', { name: /^requested/ });
  await page.goto((await request.getAttribute('href')) ?? '');
  await expect(
    page.getByRole('heading', { name: `${ROLE} in production` }),
  ).toBeVisible();

  // Other specs expect the service without a role or request.
  await page.getByRole('button', { name: 'Withdraw…' }).click();
  await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await expect(page.getByText('Withdrawn', { exact: true })).toBeVisible();
  await removeRole(ROLE);
  await expectNoRole(page, 'checkout');
});
