import AxeBuilder from '@axe-core/playwright';
import {
  DeleteInstanceProfileCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { Browser, expect, Locator, Page } from '@playwright/test';
import path from 'node:path';
import { awsConfig } from '../portal';

/** Signs in as a guest, who is the demo developer. */
export async function signIn(page: Page) {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(
    page.locator('a[href="/catalog/default/component/payments"]'),
  ).toBeVisible();
}

/** The demo users. */
export type Person =
  'Ada Okafor' | 'Grace Lindqvist' | 'Tomás Herrera' | 'Noor Haddad';

/** Signs in as a demo user, in a separate browser context. */
export async function signInAs(browser: Browser, name: Person): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto('/');
  const opened = page.waitForEvent('popup');
  // The button of the guest provider is "Enter".
  await page.getByRole('button', { name: 'Sign In' }).click();
  const popup = await opened;
  await popup.getByRole('button', { name }).click();
  await expect(
    page.getByRole('heading', { name: 'Shop Catalog' }),
  ).toBeVisible();
  return page;
}

/** Opens a template's form with fields filled in by the URL. */
export async function openTemplate(
  page: Page,
  template: string,
  formData: Record<string, unknown> = {},
) {
  const query = new URLSearchParams({ formData: JSON.stringify(formData) });
  await page.goto(`/create/templates/default/${template}?${query}`);
  // The picker shows the service after it has loaded the catalog.
  await expect(page.getByLabel('Service')).not.toHaveValue('');
}

/** The line of a form that shows the values of some fields. */
export function groupLine(page: Page, title: string) {
  return page.locator('strong', { hasText: title }).locator('..');
}

/** Opens the fields of a line of a form. */
export async function openGroup(page: Page, title: string) {
  await page.getByRole('button', { name: `Change: ${title}` }).click();
}

/** Goes to the end of a filled-in form, and starts the task. */
export async function run(page: Page) {
  const next = page.getByRole('button', { name: /^(Next|Review)$/ });
  const create = page.getByRole('button', { name: 'Create', exact: true });
  await expect(async () => {
    if (!(await create.isVisible())) {
      await next.click({ timeout: 1_000 });
    }
    await expect(create).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await create.click();
}

/** Opens the Session Manager tab of a service's page, and waits for its data. */
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

/** Checks a service again until it has no role: AWS is asked every ten seconds. */
export async function expectNoRole(page: Page, service: string) {
  const card = await openCard(page, service);
  await expect(async () => {
    await card
      .getByRole('button', { name: 'check again' })
      .click({ timeout: 5_000 });
    await expect(card.getByText('Create a role', { exact: true })).toBeVisible({
      timeout: 5_000,
    });
  }).toPass({ timeout: 30_000 });
}

/** Opens a service's page, and returns its Session Manager card with data. */
export async function openCard(page: Page, service: string) {
  await page.goto(`/catalog/default/component/${service}`);
  const card = page.locator('.bui-Card').filter({
    has: page.getByRole('heading', { name: 'Session Manager' }),
  });
  await expect(card.getByText(/^Checked /)).toBeVisible();
  return card;
}

// Violations in Backstage's own components: tabs of the page header refer to
// missing panels, lines of the log viewer are in no table, the progress bar and
// the menu of the task page have no names, and the label of the link to
// notifications does not contain the unread count.
const BACKSTAGES_OWN = [
  '[role="tablist"]',
  ':has(> a[role="row"][href^="#line-"])',
  '[role="progressbar"]',
  'button.MuiIconButton-sizeSmall',
  'a[href="/notifications"]',
];

/** Checks a page in the light and the dark theme. */
export async function inBothThemes(
  page: Page,
  check: (theme: 'light' | 'dark') => Promise<void>,
) {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('body')).toHaveAttribute(
      'data-theme-mode',
      colorScheme,
    );
    await check(colorScheme);
  }
}

/** Expects no serious or critical accessibility violations. */
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

/** Moves the focus to an element with the Tab key. */
export async function tabTo(page: Page, target: Locator) {
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(target).toBeFocused({ timeout: 100 });
  }).toPass({ intervals: [0] });
}

/**
 * Expects that at a width of 320 pixels nothing is cut off and nothing scrolls
 * sideways, apart from what does so by design: code, tables and rows of tabs.
 */
export async function expectToFit(page: Page, selector = 'article') {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 800 });
  await expect.poll(() => page.evaluate(tooWideIn, selector)).toEqual([]);
  if (size) {
    await page.setViewportSize(size);
  }
}

/** What sticks out of the window, or of the group of fields that it is in. */
function tooWideIn(selector: string): string[] {
  const scrolls = (element: Element) =>
    /auto|scroll/.test(getComputedStyle(element).overflowX);
  return [...document.querySelectorAll(`${selector} *`)]
    .filter(element => {
      const { width, right } = element.getBoundingClientRect();
      const group = element
        .closest('form [role="group"]')
        ?.getBoundingClientRect();
      // Layouts round to fractions of a pixel.
      const end = Math.min(window.innerWidth, (group?.right ?? Infinity) + 0.5);
      return width > 1 && right > end;
    })
    .filter(element => {
      let around = element.parentElement;
      while (around && !around.matches(selector) && !scrolls(around)) {
        around = around.parentElement;
      }
      return !around || around.matches(selector);
    })
    .map(element => element.outerHTML.slice(0, 200));
}

/** Updates a picture in `docs/images` if UPDATE_SCREENSHOTS is set. */
export async function picture(page: Page, name: string, selector?: string) {
  if (!process.env.UPDATE_SCREENSHOTS) {
    return;
  }
  const file = path.join(__dirname, '../../docs/images', `${name}.png`);
  const part = selector ? page.locator(selector) : page;
  await part.screenshot({ path: file, animations: 'disabled' });
}

/**
 * Removes a role that a test created, if it exists.
 *
 * @param iam - default: of development
 */
export async function removeRole(
  RoleName: string,
  iam = new IAMClient(awsConfig),
) {
  const { AttachedPolicies = [] } = await iam
    .send(new ListAttachedRolePoliciesCommand({ RoleName }))
    .catch(() => ({ AttachedPolicies: undefined }));
  if (AttachedPolicies.length === 0) {
    return;
  }
  for (const { PolicyArn } of AttachedPolicies) {
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
  }
  const profile = { InstanceProfileName: RoleName };
  await iam.send(
    new RemoveRoleFromInstanceProfileCommand({ ...profile, RoleName }),
  );
  await iam.send(new DeleteInstanceProfileCommand(profile));
  await iam.send(new DeleteRoleCommand({ RoleName }));
}
