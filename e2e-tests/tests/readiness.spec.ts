import { expect, test } from '@playwright/test';
import {
  expectAccessible,
  inBothThemes,
  openCard,
  picture,
  signIn,
} from './steps';

test.beforeEach(({ page }) => signIn(page));

test('the tab of a role whose logs are lost says why, in the agent’s words, and repairs it', async ({
  page,
}) => {
  const card = await openCard(page, 'orders');
  await card
    .getByRole('link', {
      name: 'Details of the sessions on orders-session-role',
    })
    .click();
  await expect(
    page.getByText('Logs will be lost', { exact: true }),
  ).toBeVisible();
  const stages = page.getByRole('list', {
    name: 'From the machine to the log',
  });
  await expect(stages.getByText('A session starts: yes')).toBeVisible();
  await expect(stages.getByText('Amazon S3: no')).toBeVisible();
  await expect(stages.getByText('CloudWatch Logs: yes')).toBeVisible();
  await expect(
    page.getByText('Failed to upload shell session logs to S3: …'),
  ).toBeVisible();
  await expect(
    page.getByText(/^kms:GenerateDataKey on arn:aws:kms:.* is refused/),
  ).toBeVisible();
  await inBothThemes(page, async theme => {
    await expectAccessible(page, 'main');
    await picture(page, `tab-${theme}`);
  });

  await page.getByText('Repair…', { exact: true }).click();
  await expect(page.getByLabel('Name of the role')).toHaveValue(
    'orders-session-role',
  );
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByLabel('Key that encrypts the bucket')).toHaveValue(
    /^arn:aws:kms:us-east-1:111122223333:key\//,
  );
  await expect(page.getByLabel('Folder in the bucket')).toHaveValue(
    'session-logs',
  );
});
