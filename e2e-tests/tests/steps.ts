import AxeBuilder from '@axe-core/playwright';
import { Browser, expect, Page } from '@playwright/test';
import path from 'node:path';

/** Enters the portal as its demo developer. */
export async function signIn(page: Page) {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(
    page.locator('a[href="/catalog/default/component/payments"]'),
  ).toBeVisible();
}

/** Someone that the demo lets sign in. */
export type Person =
  'Ada Okafor' | 'Grace Lindqvist' | 'Tomás Herrera' | 'Noor Haddad';

/** Enters the portal as one of the demo's people, in a browser of their own. */
export async function signInAs(browser: Browser, name: Person): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto('/');
  const opened = page.waitForEvent('popup');
  // Guests enter; the demo's people sign in.
  await page.getByRole('button', { name: 'Sign In' }).click();
  const popup = await opened;
  await popup.getByRole('button', { name }).click();
  await expect(
    page.getByRole('heading', { name: 'Shop Catalog' }),
  ).toBeVisible();
  return page;
}

/** Opens a template's form, filled in as a link to it may. */
export async function openTemplate(
  page: Page,
  template: string,
  formData: Record<string, unknown> = {},
) {
  const query = new URLSearchParams({ formData: JSON.stringify(formData) });
  await page.goto(`/create/templates/default/${template}?${query}`);
  // The picker knows the service only when it has loaded the catalog's.
  await expect(page.getByLabel('Service')).not.toHaveValue('');
}

/** Goes to the end of a form that is filled in, and starts the task. */
export async function run(page: Page) {
  const onwards = page.getByRole('button', { name: /^(Next|Review)$/ });
  const create = page.getByRole('button', { name: 'Create', exact: true });
  await expect(async () => {
    if (!(await create.isVisible())) {
      await onwards.click({ timeout: 1_000 });
    }
    await expect(create).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await create.click();
}

/** The Session Manager tab of a service's page, when it has its answer. */
export async function openTab(page: Page, service: string, role?: string) {
  const query = role ? `?${new URLSearchParams({ role })}` : '';
  await page.goto(
    `/catalog/default/component/${service}/session-manager${query}`,
  );
  await expect(page.getByText(/^Checked /)).toBeVisible();
  await expect(
    page.getByRole('heading', { name: 'Problems', exact: true }),
  ).toBeVisible();
}

/** The Session Manager card of a service's page. */
export async function openCard(page: Page, service: string) {
  await page.goto(`/catalog/default/component/${service}`);
  const card = page.locator('.bui-Card').filter({
    has: page.getByRole('heading', { name: 'Session Manager' }),
  });
  await expect(card.getByText(/^Checked /)).toBeVisible();
  return card;
}

// Faults of Backstage's own parts, which ours cannot mend: the tabs of its page
// header name panels that are not there, its log viewer has rows without a
// table, the bar and the menu of its task page have no names, and the number of
// what is unread is not in the name of the sidebar's link to it.
const BACKSTAGES_OWN = [
  '[role="tablist"]',
  '[class*="BackstageLogViewer"]',
  '[role="progressbar"]',
  'button.MuiIconButton-sizeSmall',
  'a[href="/notifications"]',
];

/** Looks at a page as people see it by day and by night. */
export async function inBothThemes(
  page: Page,
  look: (theme: 'light' | 'dark') => Promise<void>,
) {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('body')).toHaveAttribute(
      'data-theme-mode',
      colorScheme,
    );
    await look(colorScheme);
  }
}

/** Nothing that keeps people from using the page, by axe's rules. */
export async function expectAccessible(page: Page, selector: string) {
  const { violations } = await new AxeBuilder({ page })
    .include(selector)
    .exclude(BACKSTAGES_OWN.join(', '))
    .analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes.map(node => node.html)]);
  expect(serious).toEqual([]);
}

/** Renews a picture in `docs/images`, when asked to. */
export async function picture(page: Page, name: string, selector?: string) {
  if (!process.env.UPDATE_SCREENSHOTS) {
    return;
  }
  const file = path.join(__dirname, '../../docs/images', `${name}.png`);
  const part = selector ? page.locator(selector) : page;
  await part.screenshot({ path: file, animations: 'disabled' });
}
