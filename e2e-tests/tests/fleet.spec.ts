import { readFile } from 'node:fs/promises';
import { expect, Page, test } from '@playwright/test';
import {
  expectAccessible,
  expectToFit,
  inBothThemes,
  picture,
  signIn,
} from './steps';

test.beforeEach(({ page }) => signIn(page));

/** Opens the page of all roles, and waits for the first scan. */
async function openRoles(page: Page, query = '') {
  const table = page.getByRole('table', { name: 'Roles' });
  await expect(async () => {
    await page.goto(`/session-manager/roles${query}`);
    await expect(table).toBeVisible({ timeout: 5_000 });
  }).toPass();
  return table;
}

test('the roles of all accounts are counted and listed, the worst first', async ({
  page,
}) => {
  const table = await openRoles(page);

  await expect(
    page.getByRole('region', { name: 'How current the data is' }),
  ).toContainText('3 accounts');
  const row = table.getByRole('row', { name: /orders-session-role/ });
  await expect(row).toContainText('Logs will be lost');
  await expect(
    table.getByRole('row', { name: /payments-session-role/ }).first(),
  ).toContainText('Ready');
  await inBothThemes(page, async theme => {
    await expectAccessible(page, 'article');
    await picture(page, `roles-${theme}`);
  });
  await expectToFit(page);
});

test('a number filters the list, the address keeps it, and a role leads to its service', async ({
  page,
}) => {
  const table = await openRoles(page);
  const lost = page.getByRole('button', { name: /^Logs will be lost: / });

  await lost.press('Enter');
  await expect(lost).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/state=logs-lost/);
  const healthy = table.getByRole('row', { name: /payments-session-role/ });
  await expect(healthy).toHaveCount(0);
  await page.reload();
  await expect(lost).toHaveAttribute('aria-pressed', 'true');
  await expect(healthy).toHaveCount(0);

  await table.getByRole('link', { name: 'orders-session-role' }).click();
  await expect(page).toHaveURL(
    /component\/orders\/session-manager\?role=.*orders-session-role/,
  );
  await page.goBack();
  await expect(lost).toHaveAttribute('aria-pressed', 'true');
});

test('the filtered roles are exported as CSV', async ({ page }) => {
  await openRoles(page, '?state=logs-lost');
  const download = page.waitForEvent('download');

  await page.getByRole('button', { name: /CSV/ }).click();

  const file = await download;
  expect(file.suggestedFilename()).toBe('session-manager-roles.csv');
  const [header, ...rows] = (await readFile(await file.path(), 'utf8'))
    .trim()
    .split(/\r?\n/);
  expect(header.toLowerCase()).toContain('role');
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.join('\n')).toContain('orders-session-role');
  expect(rows.join('\n')).not.toContain('payments-session-role');
});

test('the home page shows the roles of one’s own services', async ({
  page,
}) => {
  await openRoles(page);
  await page.goto('/home');
  const card = page.getByText('My services’ sessions').first();
  await expect(card).toBeVisible();
  await inBothThemes(page, async theme => {
    await expectAccessible(page, '[class*="MuiCardContent"]');
    await picture(page, `home-${theme}`);
  });

  await page.getByRole('link', { name: /^Ready: / }).click();
  await expect(page).toHaveURL(
    /session-manager\/roles\?.*state=ready.*owner=|owner=.*state=ready/,
  );
  await expect(
    page.getByRole('row', { name: /payments-session-role/ }).first(),
  ).toContainText('Ready');
});
