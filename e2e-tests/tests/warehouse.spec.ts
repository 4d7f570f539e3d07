import { DescribeActivationsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from '@playwright/test';
import { portal } from '../portal';
import { expectAccessible, openTemplate, picture, signIn } from './steps';

const ssm = new SSMClient({
  endpoint: portal.aws,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

test.beforeEach(({ page }) => signIn(page));

test('whoever asks for an activation gets its code, once', async ({ page }) => {
  await openTemplate(page, 'session-manager-hybrid-role', {
    entityRef: 'component:default/payments',
    roleName: 'payments-warehouse-role',
    instanceLimit: 5,
  });
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByLabel('Number of nodes')).toHaveValue('5');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  const link = page.getByRole('link', { name: /Get the activation code/ });
  await expect(link).toBeVisible();
  const address = (await link.getAttribute('href')) ?? '';

  await page.goto(address);
  await expect(page.getByText(/Only you can open it/)).toBeVisible();
  await expect(page.getByText(/Up to 5 nodes can be registered/)).toBeVisible();
  await expectAccessible(page, 'article');
  await page.getByRole('button', { name: 'Show the code' }).click();

  const code = page
    .getByRole('textbox', { name: 'Activation code' })
    .or(page.locator('input[type=password]'));
  await expect(code).toHaveAttribute('type', 'password');
  await expect(code).toHaveValue(/^.{20,}$/);
  const secret = await code.inputValue();
  await expect(page.getByText(/amazon-ssm-agent -register/)).not.toContainText(
    secret,
  );
  await expectAccessible(page, 'article');
  await picture(page, 'activation-code');
  await page.getByRole('button', { name: 'Show hidden text' }).click();
  await expect(page.getByText(/amazon-ssm-agent -register/)).toContainText(
    secret,
  );
  const { ActivationList = [] } = await ssm.send(
    new DescribeActivationsCommand({}),
  );
  expect(ActivationList).toEqual([
    expect.objectContaining({
      IamRole: 'session-manager/payments-warehouse-role',
      RegistrationLimit: 5,
    }),
  ]);

  await page.reload();
  await expect(
    page.getByText(/You opened it at .*cannot be shown again/),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show the code' })).toHaveCount(
    0,
  );
});

test('the page is in no menu', async ({ page }) => {
  await expect(page.locator('nav a[href*="handover"]')).toHaveCount(0);
});
