import AxeBuilder from '@axe-core/playwright';
import { expect, Page } from '@playwright/test';
import path from 'node:path';

/** Enters the portal as its demo developer. */
export async function signIn(page: Page) {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(
    page.locator('a[href="/catalog/default/component/payments"]'),
  ).toBeVisible();
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
// table, and the bar and the menu of its task page have no names.
const BACKSTAGES_OWN = [
  '[role="tablist"]',
  '[class*="BackstageLogViewer"]',
  '[role="progressbar"]',
  'button.MuiIconButton-sizeSmall',
];

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
