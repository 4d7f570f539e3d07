import { expect, test } from '@playwright/test';
import { expectAccessible, openCard, picture, signIn } from './steps';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });
    test.beforeEach(({ page }) => signIn(page));

    test('a healthy role is in sync', async ({ page }) => {
      const card = await openCard(page, 'payments');
      await expect(card.getByText('In sync', { exact: true })).toBeVisible();
      await expect(
        card.getByText('payments-session-role').first(),
      ).toBeVisible();
      await expect(card.getByText(/3 instances/)).toBeVisible();
      await expectAccessible(page, 'main');
      await picture(page, `healthy-${colorScheme}`);
    });

    test('a role changed by hand shows the differences', async ({ page }) => {
      const card = await openCard(page, 'inventory');
      await expect(card.getByText('Drifted', { exact: true })).toBeVisible();
      await expect(
        card.getByText('Set the description of role inventory-session-role'),
      ).toBeVisible();
      await expectAccessible(page, 'main');
      await picture(page, `drifted-${colorScheme}`);
    });

    test('a role that the portal did not make is said to be so', async ({
      page,
    }) => {
      const card = await openCard(page, 'orders');
      await expect(
        card.getByText('Not made here', { exact: true }),
      ).toBeVisible();
      await expectAccessible(page, 'main');
    });
  });
}

test('on a narrow screen nothing is cut off', async ({ page }) => {
  await signIn(page);
  await page.setViewportSize({ width: 320, height: 800 });
  const card = await openCard(page, 'inventory');
  const { right, width } = await card.evaluate(element => ({
    right: element.getBoundingClientRect().right,
    width: element.scrollWidth - element.clientWidth,
  }));
  expect(right).toBeLessThanOrEqual(320);
  expect(width).toBeLessThanOrEqual(0);
});
