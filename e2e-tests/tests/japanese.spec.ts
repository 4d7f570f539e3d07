import { expect, Page, test } from '@playwright/test';
import { demoFleet } from 'local-aws';
import { englishIn, expectNoEnglish, openAll, selectJapanese } from './english';
import { signIn } from './steps';

const PAYMENTS = 'component:default/payments';

// One page for all tests: signing in and loading the app take long.
let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await browser.newPage();
  await signIn(page);
  // As if selected in the settings, which is tested below.
  await page.evaluate(() => localStorage.setItem('language', 'ja'));
});

test.afterAll(() => page.close());

test('text in English is found, and names and values are not', () => {
  expect(englishIn('ロールは Not reached です')).toEqual(['Not reached']);
  expect(englishIn('バケット corp-logs に Amazon S3 を使用')).toEqual([]);
  expect(englishIn('ssm:StartSession が arn:aws:iam::1:role/x で')).toEqual([]);
});

test('Japanese is offered in the settings', async () => {
  await page.evaluate(() => localStorage.setItem('language', 'en'));
  await selectJapanese(page);

  await page.goto('/session-manager/requests');
  await expect(page.getByText('ロールのリクエスト').first()).toBeVisible();
});

for (const service of ['payments', 'orders', 'inventory', 'search']) {
  test(`the card of ${service}`, async () => {
    await page.goto(`/catalog/default/component/${service}`);
    const card = page.locator('.bui-Card').filter({
      has: page.getByRole('heading', { name: 'Session Manager' }),
    });
    await expect(card.getByText(/に確認|再確認/).first()).toBeVisible();
    await openAll(card);
    await expectNoEnglish(card);
  });
}

for (const service of ['payments', 'orders', 'inventory']) {
  test(`the tab of ${service}, with each section`, async () => {
    await page.goto(`/catalog/default/component/${service}/session-manager`);
    const content = page.locator('main');
    await expect(
      content.getByRole('heading', { name: '問題', exact: true }),
    ).toBeVisible();
    const sections = content
      .getByRole('tablist', { name: 'ロールの詳細' })
      .getByRole('tab');
    for (let place = 0; place < (await sections.count()); place += 1) {
      await sections.nth(place).click();
      await openAll(content);
      await expectNoEnglish(content);
    }
  });
}

test('the roles of all accounts', async () => {
  const roles = page.getByRole('table', { name: 'ロール' });
  // They are listed after the first scan.
  await expect(async () => {
    await page.goto('/session-manager/roles');
    await expect(roles).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await openAll(page.locator('article'));
  await expectNoEnglish(page.locator('article'));
});

test('the results of a search', async () => {
  const connect = page.getByRole('link', { name: 'Payments に接続' });
  // The index is built after the portal has read the catalog.
  await expect(async () => {
    await page.goto('/search?query=payments');
    await expect(connect).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await expect(connect).toHaveText('接続');
  const result = page.getByRole('listitem').filter({ has: connect });
  await expect(
    result.getByText('所有者: group:default/payments'),
  ).toBeVisible();
  // The demo's services are described in English.
  await expectNoEnglish(result.locator('.MuiChip-root').first());
});

for (const message of [
  'An error occurred (TargetNotConnected) when calling the StartSession operation: i-1 is not connected.',
  'User: arn:aws:sts::111122223333:assumed-role/payments-session-role/i-1 is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::corp-logs/x',
  'Nothing that anybody knows',
]) {
  test(`the explanation of a message: ${message.slice(0, 40)}`, async () => {
    await page.goto('/session-manager/explain');
    await page.getByLabel('メッセージ').fill(message);
    await page.getByRole('button', { name: '説明', exact: true }).click();
    const explanation = page.getByRole('status').first();
    await expect(explanation).not.toHaveText('');
    await expect(explanation).not.toHaveText(/検索しています/);
    await expectNoEnglish(page.locator('article').first());
  });
}

test('a request in its form, on its page, and in the list', async () => {
  await openForm('session-manager-role-minimal-ja', {
    entityRef: PAYMENTS,
    accountId: demoFleet.accounts.production,
    roleName: 'payments-japanese-role',
    reason: '移行作業のため',
  });
  await toPreview();
  await expectNoEnglish(page.locator('article').first());
  await page.getByRole('button', { name: '確認', exact: true }).click();
  await page.getByRole('button', { name: '作成', exact: true }).click();
  await page.getByRole('link', { name: 'リクエスト', exact: true }).click();

  await expect(page.getByText('承認待ち').first()).toBeVisible();
  const content = page.locator('article').first();
  await openAll(content);
  await expectNoEnglish(content);

  await page.goto('/session-manager/requests?view=all');
  await expect(
    page.getByRole('link', { name: 'payments-japanese-role' }),
  ).toBeVisible();
  await expectNoEnglish(content);
});

test('an activation code, before and after it is opened', async () => {
  await openForm('session-manager-hybrid-role-ja', {
    entityRef: PAYMENTS,
    accountId: demoFleet.accounts.development,
    roleName: 'payments-japanese-hybrid',
  });
  await expect(async () => {
    const create = page.getByRole('button', { name: '作成', exact: true });
    if (!(await create.isVisible())) {
      await page
        .getByRole('button', { name: /^(Next|確認)$/ })
        .click({ timeout: 1_000 });
    }
    await expect(create).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByRole('button', { name: '作成', exact: true }).click();
  const link = page.getByRole('link', {
    name: /アクティベーションコードを取得/,
  });
  await expect(link).toBeVisible();

  await page.goto((await link.getAttribute('href')) ?? '');
  const content = page.locator('article').first();
  const open = page.getByRole('button', { name: 'コードを表示' });
  await expect(open).toBeVisible();
  await expectNoEnglish(content);
  await open.click();
  await expect(page.getByText(/表示されるのは一度だけ/)).toBeVisible();
  await expectNoEnglish(content);
});

for (const template of [
  'session-manager-role-minimal',
  'session-manager-role-logging',
  'session-manager-hybrid-role',
  'session-manager-role-pull-request',
  'session-manager-attach-instances',
  'session-manager-log-access',
  'session-manager-role-delete',
  'session-manager-approved-role',
]) {
  test(`the first page of ${template}`, async () => {
    await openForm(`${template}-ja`, {
      entityRef: PAYMENTS,
      roleName: 'not/valid',
    });
    await page
      .getByRole('button', { name: /^(Next|確認)$/ })
      .first()
      .click();
    await expectNoEnglish(page.locator('article form'));
  });
}

test('the preview of session logs in S3', async () => {
  await openForm('session-manager-role-logging-ja', {
    entityRef: PAYMENTS,
    accountId: demoFleet.accounts.development,
    roleName: 'payments-session-role',
    bucket: demoFleet.bucket,
  });
  await toPreview();
  await openAll(page.locator('article form'));
  await expectNoEnglish(page.locator('article form'));
});

async function openForm(template: string, formData: Record<string, unknown>) {
  const query = new URLSearchParams({ formData: JSON.stringify(formData) });
  await page.goto(`/create/templates/default/${template}?${query}`);
  await expect(page.locator('article form')).toBeVisible();
  // The pickers show what they have loaded.
  await page.waitForLoadState('networkidle');
}

/** Goes to the last page of a form, which has the preview. */
async function toPreview() {
  const preview = page.getByRole('status').filter({ hasText: /最新/ });
  await expect(async () => {
    if (!(await preview.isVisible())) {
      await page
        .getByRole('button', { name: 'Next' })
        .click({ timeout: 1_000 });
    }
    await expect(preview).toBeVisible({ timeout: 2_000 });
  }).toPass();
}
