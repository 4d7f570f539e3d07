import { expect, test } from '@playwright/test';
import {
  expectAccessible,
  inBothThemes,
  openCard,
  picture,
  signIn,
} from './steps';

test.beforeEach(({ page }) => signIn(page));

test('a healthy role is ready', async ({ page }) => {
  const card = await openCard(page, 'payments');
  await expect(card.getByText('Ready', { exact: true })).toBeVisible();
  await expect(card.getByText('payments-session-role').first()).toBeVisible();
  await expect(card.getByText(/3 instances/)).toBeVisible();
  await inBothThemes(page, async theme => {
    await expectAccessible(page, 'main');
    await picture(page, `card-${theme}`);
  });
});

test('a role changed by hand shows the differences', async ({ page }) => {
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
  const { right, width } = await card.evaluate(element => ({
    right: element.getBoundingClientRect().right,
    width: element.scrollWidth - element.clientWidth,
  }));
  expect(right).toBeLessThanOrEqual(320);
  expect(width).toBeLessThanOrEqual(0);
});

test('a role whose logs are lost is said to be so', async ({ page }) => {
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
