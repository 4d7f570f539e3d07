import { IAMClient, UpdateRoleCommand } from '@aws-sdk/client-iam';
import { expect, Locator, Page, test } from '@playwright/test';
import { awsConfig } from '../portal';
import { openAll } from './english';
import {
  expectAccessible,
  expectToFit,
  groupLine,
  inBothThemes,
  openCard,
  openGroup,
  openTab,
  picture,
  run,
  signIn,
  signInAs,
} from './steps';

test.beforeEach(({ page }) => signIn(page));

test('a healthy role is ready', async ({ page }) => {
  const card = await openCard(page, 'payments');
  await expect(card.getByText('Ready', { exact: true })).toBeVisible();
  await expect(card.getByText('payments-session-role').first()).toBeVisible();
  await expect(card.getByText(/3 instances/)).toBeVisible();
  await expect(
    card.getByText('2 instances in production have no instance profile'),
  ).toBeVisible();
  await inBothThemes(page, async theme => {
    await expectAccessible(page, 'main');
    await picture(page, `card-${theme}`);
  });
});

test('a role that was changed manually shows the differences', async ({
  page,
}) => {
  const card = await openCard(page, 'inventory');
  await expect(card.getByText('Drifted', { exact: true })).toBeVisible();
  await expect(
    card.getByText('Set the description of role inventory-session-role'),
  ).toBeVisible();
  await inBothThemes(page, async theme => {
    await expectAccessible(page, 'main');
    await picture(page, `drifted-${theme}`);
  });

  // On a narrow screen, nothing is cut off.
  await page.setViewportSize({ width: 320, height: 800 });
  await expectNotCutOff(card);
  await expectAccessible(page, 'main');
  await card.scrollIntoViewIfNeeded();
  await picture(page, 'card-narrow-light');
});

test('the tab fits on a narrow screen', async ({ page }) => {
  await openTab(page, 'inventory');
  await page.setViewportSize({ width: 320, height: 800 });

  await expectNotCutOff(page.locator('main'));
  await expectAccessible(page, 'main');
  const sections = page
    .getByRole('tablist', { name: 'Role details' })
    .getByRole('tab');
  for (const section of await sections.all()) {
    await section.click();
    await openAll(page.getByRole('tabpanel'));
    await expectToFit(page, 'main');
  }
});

async function expectNotCutOff(part: Locator) {
  const { right, width } = await part.evaluate(element => ({
    right: element.getBoundingClientRect().right,
    width: element.scrollWidth - element.clientWidth,
  }));
  expect(right).toBeLessThanOrEqual(320);
  expect(width).toBeLessThanOrEqual(0);
}

/** Later tests need the role as it was changed manually. */
async function changeManually() {
  const iam = new IAMClient(awsConfig);
  await iam.send(
    new UpdateRoleCommand({
      RoleName: 'inventory-session-role',
      Description: 'Inventory servers, with parameters for the stocktaking',
    }),
  );
}

test('a drifted role is repaired from the card', async ({ page, browser }) => {
  // It signs in twice, and waits for a task.
  test.slow();
  const other = await openCard(page, 'inventory');
  await expect(
    other.getByText(/^You do not have permission to change or repair/),
  ).toBeVisible();

  await repairFromCard(await signInAs(browser, 'Noor Haddad'));
});

async function repairFromCard(page: Page) {
  const card = await openCard(page, 'inventory');
  await card
    .getByRole('button', { name: 'Repair… inventory-session-role' })
    .click();
  await expect(groupLine(page, 'Role name')).toContainText(
    'inventory-session-role',
  );
  await openGroup(page, 'Advanced settings');
  await expect(
    page.getByRole('textbox', { name: 'Role description' }),
  ).toHaveValue('Shell access to the inventory servers');
  await run(page);
  await expect(
    page.getByRole('link', { name: 'Open the role in the AWS console' }),
  ).toBeVisible();

  await openCard(page, 'inventory');
  await card.getByRole('button', { name: 'check again' }).click();
  await expect(card.getByText('Ready', { exact: true })).toBeVisible();
  await expect(card.getByText(/in sync$/)).toBeVisible();
  await expect(card.getByRole('button', { name: /^Repair…/ })).toBeHidden();
  await changeManually();
}

test('the card links to the forms that change and delete a role', async ({
  page,
}) => {
  const card = await openCard(page, 'payments');
  await card
    .getByRole('link', { name: 'Change… payments-session-role' })
    .first()
    .click();
  await expect(
    page.getByRole('heading', { name: /Session Manager role with S3/ }),
  ).toBeVisible();
  await expect(groupLine(page, 'Role name')).toContainText(
    'payments-session-role',
  );

  await openCard(page, 'payments');
  await card
    .getByRole('link', { name: 'Retire… payments-session-role' })
    .first()
    .click();
  await expect(
    page.getByRole('heading', { name: 'Delete a Session Manager role' }),
  ).toBeVisible();
  await expect(page.getByLabel('Role name').first()).toHaveValue(
    'payments-session-role',
  );
  // The person confirms the name.
  await expect(page.getByLabel('Confirm the role name')).toHaveValue('');
});

test('a role whose logs are lost shows that', async ({ page }) => {
  const card = await openCard(page, 'orders');
  await expect(
    card.getByText('Logs will be lost', { exact: true }),
  ).toBeVisible();
  await expect(
    card.getByText(/Logs to S3 will be lost: the role is not allowed to use/),
  ).toBeVisible();
  await inBothThemes(page, async theme => {
    await expectAccessible(page, 'main');
    await picture(page, `logs-lost-${theme}`);
  });
});
