import { expect, test } from '@playwright/test';
import {
  expectAccessible,
  expectToFit,
  inBothThemes,
  openCard,
  picture,
  signIn,
  tabTo,
} from './steps';

test.beforeEach(({ page }) => signIn(page));

test('a node that is online is connected to from the card', async ({
  page,
}) => {
  const card = await openCard(page, 'payments');
  await card
    .getByRole('button', {
      name: 'Connect to a node of payments-session-role',
    })
    .first()
    .click();
  const connect = page
    .getByRole('button', { name: /^Connect to payments-1 \(i-[0-9a-f]+\)$/ })
    .first();
  const [node] = (await connect.getAttribute('aria-label'))!.match(/i-\w+/)!;

  await inBothThemes(page, async theme => {
    await connect.click();
    const dialog = page.getByRole('dialog');
    await expect(
      dialog.getByText(
        `aws ssm start-session --target ${node} --region us-east-1`,
        { exact: true },
      ),
    ).toBeVisible();
    await expect(
      dialog.getByRole('link', {
        name: /^Open in AWS console: session to i-/,
      }),
    ).toHaveAttribute(
      'href',
      `https://us-east-1.console.aws.amazon.com/systems-manager/session-manager/${node}?region=us-east-1`,
    );
    await dialog.getByRole('button', { name: 'Policy', exact: true }).click();
    await expect(
      dialog.getByText(/"StartSessionsOnNodesOfTheService"/),
    ).toBeVisible();
    await expectAccessible(page, '[role="dialog"]');
    await expectToFit(page, '[role="dialog"]');
    await picture(page, `connect-${theme}`);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });
  await expect(connect).toBeFocused();
});

test('all nodes of the service are connected to from the entity’s page', async ({
  page,
}) => {
  await openCard(page, 'payments');
  await page.getByRole('link', { name: 'Connect', exact: true }).click();

  const others = page.getByRole('list', { name: 'Nodes of this service' });
  await expect(
    others.getByText(/no instance profile, so the node cannot come online/),
  ).toHaveCount(2);
  await inBothThemes(page, async theme => {
    await expectAccessible(page, 'main');
    await picture(page, `nodes-${theme}`);
  });
  await others.getByRole('button', { name: /^Connect to payments-1 / }).click();
  const dialog = page.getByRole('dialog', { name: /^Connect to payments-1 / });
  await expect(dialog.getByText('Offline')).toBeVisible();
  await expect(dialog.getByText(/start-session/)).toBeHidden();
});

test('the nodes of a service are one click from the search', async ({
  page,
}) => {
  const connect = page.getByRole('link', { name: 'Connect to Payments' });
  // The index is built after the portal has read the catalog.
  await expect(async () => {
    await page.goto('/search?query=payments');
    await expect(connect).toBeVisible({ timeout: 5_000 });
  }).toPass();
  // The team and its members are found as well, and have no nodes.
  await expect(page.getByText('Kind: Group')).toBeVisible();
  await expect(page.getByText('Kind: User')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Connect to/ })).toHaveCount(
    await page.getByText('Kind: Component').count(),
  );

  // Without the list and the pages of Backstage's own around them.
  const services = 'li:has(a[aria-label^="Connect to"]) > div';
  await inBothThemes(page, async theme => {
    await expect(connect).toBeVisible();
    await expectAccessible(page, services);
    await picture(page, `search-${theme}`);
  });
  await expectToFit(page, services);

  await page.goto('/catalog');
  await page
    .getByTestId('sidebar-root')
    .getByRole('link', { name: 'Search' })
    .click();
  const field = page.getByRole('textbox', { name: 'Search' });
  await field.fill('payments');
  await expect(page.locator('mark', { hasText: 'Payments' })).not.toHaveCount(
    0,
  );
  await tabTo(page, connect);
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('list', { name: 'Nodes of this service' }),
  ).toBeVisible();
  await expect(
    page.getByRole('button', { name: /^Connect to payments-1 / }).first(),
  ).toBeVisible();
});
