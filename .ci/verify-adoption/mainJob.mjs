// What people do with the portal, in Chromium.
import { createRequire } from 'node:module';

// A dependency of e2e-tests.
const { chromium, expect } = createRequire(
  new URL('../../e2e-tests/package.json', import.meta.url),
)('@playwright/test');

const SECONDS = 1_000;
const SERVICE = { entityRef: 'component:default/checkout' };

/** Opens a browser, and records what its console warns of. */
export async function openBrowser() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  const page = await browser.newPage({
    locale: 'en-US',
    viewport: { width: 1280, height: 900 },
  });
  page.setDefaultTimeout(60 * SECONDS);
  const warnings = [];
  page.on('console', message => {
    if (['warning', 'error'].includes(message.type())) {
      warnings.push(message.text());
    }
  });
  page.on('pageerror', error => warnings.push(String(error.stack)));
  return { page, warnings, close: () => browser.close() };
}

// Backstage's own pages warn of these two as well. The adapter for React Router
// would bring a second copy of Backstage's packages into portals before 1.57, and
// Material UI 4 itself uses findDOMNode.
const EVERYONES = [/uses implicit React Router v6 routing/, /findDOMNode/];

/** Those warnings of the console that are about the plugin. */
export function ownWarnings(warnings) {
  return warnings.filter(
    text =>
      /session-?manager/i.test(text) &&
      !EVERYONES.some(pattern => pattern.test(text)),
  );
}

const visible = locator =>
  expect(locator).toBeVisible({ timeout: 60 * SECONDS });

/** Signs in as a guest, which some apps do without asking. */
export async function signIn(page, url) {
  await page.goto(url);
  const enter = page.getByRole('button', { name: 'Enter' });
  const sidebar = page.getByRole('link', { name: 'Session Manager' }).first();
  await visible(enter.or(sidebar).first());
  if (await enter.isVisible()) {
    await enter.click();
  }
  await visible(sidebar);
}

/**
 * The list of templates has ours, and not the one that only the portal runs, where
 * the scaffolder has such a filter.
 */
export async function seeTemplates(page, url, { filtered }) {
  await page.goto(`${url}/create`);
  await visible(page.getByText('Session Manager role (minimal)').first());
  await expect(page.getByText('Provision an approved request')).toHaveCount(
    filtered ? 0 : 1,
  );
}

async function openTemplate(page, url, template, formData) {
  const query = new URLSearchParams({
    formData: JSON.stringify({ ...SERVICE, ...formData }),
  });
  await page.goto(`${url}/create/templates/default/${template}?${query}`);
  // The picker shows the service after it has loaded the catalog.
  await expect(page.getByLabel('Service')).not.toHaveValue('', {
    timeout: 60 * SECONDS,
  });
}

/** Goes to the end of a filled-in form, and starts the task. */
async function finish(page) {
  const next = page.getByRole('button', { name: /^(Next|Review)$/ });
  const create = page.getByRole('button', { name: 'Create', exact: true });
  await expect(async () => {
    if (!(await create.isVisible())) {
      await next.click({ timeout: SECONDS });
    }
    await expect(create).toBeVisible({ timeout: SECONDS });
  }).toPass({ timeout: 60 * SECONDS });
  await create.click();
}

/** Creates a role from the template. */
export async function createRole(page, url, { accountId, roleName }) {
  await openTemplate(page, url, 'session-manager-role-logging', {
    accountId,
    roleName,
  });
  await visible(page.getByText(/^Filled in from the session/));
  await visible(page.getByRole('heading', { name: 'Preview' }));
  await finish(page);
  await visible(
    page.getByRole('link', { name: 'Open the role in the AWS console' }),
  );
}

/** The card of the service shows the role, without a problem. */
export async function seeCard(page, url, { roleName }) {
  await page.goto(`${url}/catalog/default/component/checkout`);
  const heading = page.getByRole('heading', { name: 'Session Manager' });
  await visible(heading.first());
  await visible(page.getByText(/^Checked /).first());
  await visible(page.getByText(roleName).first());
}

/** A tab of a page, which is a link in both frontend systems. */
function tab(page, path, name) {
  return page.locator(`a[href$="${path}"]`, { hasText: name }).first();
}

/** The tab explains the readiness of the role. */
export async function seeTab(page, url) {
  await page.goto(`${url}/catalog/default/component/checkout`);
  await tab(page, '/checkout/session-manager', 'Session Manager').click();
  await visible(page.getByRole('heading', { name: 'Problems', exact: true }));
  await visible(page.getByText('No problems found').first());
}

/** The plugin's pages, by its item in the sidebar and the tabs between them. */
export async function seePages(page, url, { roleName }) {
  await page.goto(url);
  await page.getByRole('link', { name: 'Session Manager' }).first().click();
  await visible(page.getByText(roleName).first());
  await tab(page, '/session-manager/explain', 'Explain a message').click();
  await visible(page.getByRole('textbox').first());
  await tab(page, '/session-manager/requests', 'Role requests').click();
  await visible(page.getByRole('heading', { name: 'Role requests' }).first());
}

/** Requests a role in an account that requires an approval. */
export async function requestRole(page, url, { accountId, roleName }) {
  await openTemplate(page, url, 'session-manager-role-minimal', {
    accountId,
    roleName,
    reason: 'The on-call needs shells for the migration',
  });
  await finish(page);
  await page.getByRole('link', { name: 'Request', exact: true }).click();
  await visible(page.getByText('Waiting for approval', { exact: true }));
}

/** Approves the request, as someone else, and waits until the role is created. */
export async function approveRequest(page, url, { roleName }) {
  await page.goto(`${url}/session-manager/requests`);
  await page.getByRole('link', { name: roleName, exact: true }).click();
  await page.getByRole('button', { name: 'Approve…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Approve the request' });
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await visible(page.getByText('Created', { exact: true }));
}
