import { DescribeActivationsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from '@playwright/test';
import { awsConfig } from '../portal';
import {
  expectAccessible,
  expectToFit,
  openTemplate,
  picture,
  signIn,
} from './steps';

const ssm = new SSMClient(awsConfig);

test.beforeEach(({ page }) => signIn(page));

test('the person who creates an activation gets its code, once', async ({
  page,
}) => {
  await openTemplate(page, 'session-manager-hybrid-role', {
    entityRef: 'component:default/payments',
    roleName: 'payments-warehouse-role',
    accountId: '111122223333',
    instanceLimit: 5,
  });
  await expect(page.getByText(/^Filled in from the session/)).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByLabel('Number of nodes')).toHaveValue('5');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  const link = page.getByRole('link', { name: /Get the activation code/ });
  await expect(link).toBeVisible();
  // The form took the logs and the session key from the preferences.
  await expect(
    page.getByRole('heading', { name: /will fail|will be lost|unknown/ }),
  ).toHaveCount(0);
  const url = (await link.getAttribute('href')) ?? '';

  await page.goto(url);
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
  await expectToFit(page);
  await picture(page, 'activation-code');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByText(/amazon-ssm-agent -register/)).toContainText(
    secret,
  );
  const { ActivationList = [] } = await ssm.send(
    new DescribeActivationsCommand({}),
  );
  // Other tests create activations as well.
  const IamRole = 'session-manager/payments-warehouse-role';
  expect(
    ActivationList.filter(activation => activation.IamRole === IamRole),
  ).toEqual([expect.objectContaining({ RegistrationLimit: 5 })]);

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
