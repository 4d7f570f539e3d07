import {
  DetachRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { expect, Page, test } from '@playwright/test';
import { assumeAccount, demoFleet, REGION } from 'local-aws';
import { portal } from '../portal';
import {
  expectAccessible,
  expectToFit,
  inBothThemes,
  openCard,
  openTemplate,
  picture,
  removeRole,
  run,
  signInAs,
} from './steps';

const ROLE = 'payments-bulk-role';

test('a drifted role in an account that requires an approval is repaired through a request', async ({
  browser,
}) => {
  // Two people sign in, and two tasks run.
  test.slow();
  const ada = await signInAs(browser, 'Ada Okafor');
  const grace = await signInAs(browser, 'Grace Lindqvist');
  const iam = new IAMClient(
    await assumeAccount(
      {
        AWS_ENDPOINT_URL: portal.aws,
        AWS_REGION: REGION,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      },
      demoFleet.accounts.production,
    ),
  );
  const policies = async () =>
    (
      await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: ROLE }))
    ).AttachedPolicies?.map(({ PolicyArn }) => PolicyArn) ?? [];

  await openTemplate(ada, 'session-manager-role-logging', {
    entityRef: 'component:default/payments',
    accountId: demoFleet.accounts.production,
    roleName: ROLE,
    reason: 'Shells for the on-call',
  });
  await run(ada);
  await ada.getByRole('link', { name: 'Request', exact: true }).click();
  await approve(grace, ada.url());
  for (const PolicyArn of await policies()) {
    await iam.send(new DetachRolePolicyCommand({ RoleName: ROLE, PolicyArn }));
  }

  // What is read again for the card is current in the list of all roles too.
  const row = ada.getByRole('row', { name: new RegExp(ROLE) });
  await expect(async () => {
    const card = await openCard(ada, 'payments');
    await card
      .getByRole('button', { name: 'check again' })
      .click({ timeout: 5_000 });
    await ada.goto(`/session-manager/roles?q=${ROLE}&drift=drifted`);
    await expect(row).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });

  const dialog = ada.getByRole('dialog', { name: 'Repair roles' });
  // A change of the theme renders the page anew, without the selection.
  await inBothThemes(ada, async theme => {
    await ada
      .getByRole('button', { name: 'Select the 1 role that matches' })
      .click();
    await ada.getByRole('button', { name: 'Repair…' }).click();
    await expect(dialog).toContainText('1 role is requested');
    await expectAccessible(ada, '[role="dialog"]');
    await picture(ada, `bulk-dialog-${theme}`);
  });
  await dialog.getByLabel('Reason').fill('Changed by hand');
  await dialog.getByRole('button', { name: 'Repair 1 role' }).press('Enter');

  await expect(ada).toHaveURL(/\/session-manager\/batches\//);
  await expect(
    ada.getByText('Waiting for approval', { exact: true }),
  ).toBeVisible();
  await inBothThemes(ada, async theme => {
    await expectAccessible(ada, 'article');
    await picture(ada, `bulk-${theme}`);
  });
  await expectToFit(ada);
  expect(await policies()).toEqual([]);
  const batch = ada.url();

  await ada.getByRole('link', { name: /^Request/ }).click();
  await approve(grace, ada.url());
  await ada.goto(batch);
  await expect(ada.getByText('1 of 1 done')).toBeVisible();
  expect(await policies()).not.toEqual([]);
  await removeRole(ROLE, iam);
  // The other tests find the card without it.
  await expect(async () => {
    const card = await openCard(ada, 'payments');
    await card
      .getByRole('button', { name: 'check again' })
      .first()
      .click({ timeout: 5_000 });
    await expect(card.getByText(ROLE)).toHaveCount(0, { timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
});

/** Approves a request, and waits until it was carried out. */
async function approve(page: Page, request: string) {
  await page.goto(request);
  await page.getByRole('button', { name: 'Approve…' }).click();
  await page
    .getByRole('dialog', { name: 'Approve the request' })
    .getByRole('button', { name: 'Approve', exact: true })
    .click();
  await expect(
    page.getByText('Created', { exact: true }).first(),
  ).toBeVisible();
}
