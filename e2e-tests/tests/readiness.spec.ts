import { expect, Page, test } from '@playwright/test';
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

/** What users see in their terminal without permission to decrypt. */
const NO_DECRYPT =
  'Encountered error while initiating handshake. Fetching data key failed: Unable to retrieve data key, Error when decrypting data key AccessDeniedException: not authorized';

/** Payments can have other roles in production. */
const HEALTHY =
  'arn:aws:iam::111122223333:role/session-manager/payments-session-role';

test.beforeEach(({ page }) => signIn(page));

async function explain(page: Page) {
  await page.getByRole('textbox', { name: 'Message' }).fill(NO_DECRYPT);
  await page.getByRole('button', { name: 'Explain', exact: true }).click();
  await expect(
    page.getByText(/the node’s role may not decrypt with it/),
  ).toBeVisible();
}

test('the tab of a healthy role shows Ready', async ({ page }) => {
  await openTab(page, 'payments', HEALTHY);
  await expect(page.getByText('Ready', { exact: true })).toBeVisible();
  await expect(
    page.getByText('Sessions start and are logged to S3 and CloudWatch'),
  ).toBeVisible();
  await expect(page.getByText('No problems found')).toBeVisible();

  await inBothThemes(page, async () => {
    await page.getByRole('tab', { name: 'Explain a message' }).click();
    await explain(page);
    await expect(
      page.getByText(/The current role does not explain this message/),
    ).toBeVisible();
    await expectAccessible(page, 'main');
  });
});

test('the tab of a role whose logs are lost shows why, with the agent’s message', async ({
  page,
}) => {
  const card = await openCard(page, 'orders');
  await card
    .getByRole('link', {
      name: 'Session details for orders-session-role',
    })
    .click();
  await expect(
    page.getByText('Logs will be lost', { exact: true }),
  ).toBeVisible();
  const stages = page.getByRole('list', {
    name: 'Session readiness by stage',
  });
  await expect(stages.getByText('Session starts: yes')).toBeVisible();
  await expect(stages.getByText('Amazon S3: no')).toBeVisible();
  await expect(stages.getByText('CloudWatch Logs: yes')).toBeVisible();
  await expect(
    page.getByText('Failed to upload shell session logs to S3: …'),
  ).toBeVisible();
  await expect(
    page.getByText(/^kms:GenerateDataKey on arn:aws:kms:.* is denied/),
  ).toBeVisible();
  await inBothThemes(page, async theme => {
    await expectAccessible(page, 'main');
    await picture(page, `tab-${theme}`);
  });
});

/** Goes from the tab to the form that repairs the role. */
async function openRepair(page: Page) {
  await openTab(page, 'orders');
  await page
    .getByRole('button', { name: 'Repair… orders-session-role' })
    .click();
  await expect(groupLine(page, 'Role name')).toContainText(
    'orders-session-role',
  );
  await openGroup(page, 'Logs to Amazon S3');
  await expect(page.getByRole('combobox', { name: 'Bucket key' })).toHaveValue(
    /^arn:aws:kms:us-east-1:111122223333:key\//,
  );
  await expect(page.getByLabel('Bucket prefix')).toHaveValue('session-logs');
}

test('the tab of a role that was changed manually shows the differences', async ({
  page,
}) => {
  await openTab(page, 'inventory');
  await expect(
    page.getByText('The role no longer matches what was requested.'),
  ).toBeVisible();
  await page.getByRole('tab', { name: 'Differences' }).click();
  await expect(
    page.getByText('Set the description of role inventory-session-role'),
  ).toBeVisible();
  await page.getByRole('tab', { name: 'Nodes' }).click();
  await expect(
    page.getByRole('tabpanel').getByText(/^inventory-\d$/),
  ).toHaveCount(2);
});

test('a message is explained on its own page', async ({ page }) => {
  await page.goto('/session-manager/explain');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await inBothThemes(page, async theme => {
    await explain(page);
    await expect(page.getByText(/Allow kms:Decrypt on the key/)).toBeVisible();
    await expectAccessible(page, '#root');
    await expectToFit(page);
    await picture(page, `explain-${theme}`);
  });
});

test('a repair is previewed, and then fixes the role', async ({ browser }) => {
  // The role was created manually: only the platform team may adopt it.
  const page = await signInAs(browser, 'Noor Haddad');
  await inBothThemes(page, async theme => {
    // Changing the theme resets the form.
    await openRepair(page);
    await expect(page.getByText('Ready', { exact: true })).toBeVisible();
    await expect(
      page.getByText('Sessions start and are logged to S3 and CloudWatch'),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Permissions policy' }).click();
    await expect(page.getByText(/kms:GenerateDataKey/).first()).toBeVisible();
    await expectAccessible(page, '#root');
    await picture(page, `preview-${theme}`);
  });

  await run(page);
  await expect(
    page.getByRole('link', { name: 'Open the role in the AWS console' }),
  ).toBeVisible();
  await openTab(page, 'orders');
  await page.getByRole('button', { name: 'check again' }).click();
  await expect(page.getByText('Ready', { exact: true })).toBeVisible();
  await expect(page.getByText('No problems found')).toBeVisible();
});
