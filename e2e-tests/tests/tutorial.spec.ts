import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { expect, Page, test } from '@playwright/test';
import { assumeAccount, demoFleet } from 'local-aws';
import { awsConfig, portal } from '../portal';
import {
  groupLine,
  openCard,
  openTab,
  removeRole,
  run,
  signIn,
  signInAs,
} from './steps';

const ROLE = 'checkout-session-role';
const LOGGING = 'Session Manager role with S3 and CloudWatch Logs';

/** Walks docs/tutorial.md: a step for each of its headings, in their order. */
const page = readFileSync(
  path.join(__dirname, '../../docs/tutorial.md'),
  'utf8',
);
const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, text]) => text);

test.describe.configure({ mode: 'serial' });

let frames = 0;
/**
 * With RECORD, keeps what a page shows, for the animation in the README: for
 * some seconds, with a caption.
 */
async function frame(shown: Page, seconds: number, caption: string) {
  const folder = process.env.RECORD;
  if (!folder) {
    return;
  }
  mkdirSync(folder, { recursive: true });
  const number = String(frames).padStart(2, '0');
  frames += 1;
  const bar = await shown.evaluateHandle(text => {
    const element = document.createElement('div');
    element.textContent = text;
    element.style.cssText =
      'position:fixed;z-index:99999;inset:auto 0 0 0;padding:18px;background:#1f5493;color:#fff;font:600 24px sans-serif;text-align:center';
    return document.body.appendChild(element);
  }, caption);
  await shown.screenshot({
    path: path.join(folder, `${number}-${seconds}.png`),
    animations: 'disabled',
    caret: 'hide',
  });
  await bar.evaluate(element => element.remove());
}

async function production() {
  return new IAMClient(
    await assumeAccount(
      {
        AWS_ENDPOINT_URL: portal.aws,
        AWS_ACCESS_KEY_ID: awsConfig.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: awsConfig.credentials.secretAccessKey,
        AWS_REGION: awsConfig.region,
      },
      demoFleet.accounts.production,
    ),
  );
}

test.afterAll(async () => {
  await removeRole(ROLE);
  await removeRole(ROLE, await production());
});

test('the tutorial', async ({ browser }) => {
  test.setTimeout(240_000);
  await removeRole(ROLE);
  await removeRole(ROLE, await production());
  const ada = await browser.newPage();
  let grace: Page;

  const steps: Record<string, () => Promise<void>> = {
    'Start the portal': () => signIn(ada),
    'See a service that has no role': async () => {
      const card = await openCard(ada, 'checkout');
      await expect(async () => {
        await card.getByRole('button', { name: 'check again' }).click();
        await expect(card.getByText('No role yet')).toBeVisible({
          timeout: 5_000,
        });
      }).toPass();
      await expect(card.getByText(/have no instance profile/)).toBeVisible();
      await frame(ada, 2.5, 'A service whose nodes nobody can connect to');
    },
    'Create the role': async () => {
      await ada.getByText('Create a role', { exact: true }).click();
      await expect(ada.getByLabel('Service')).toHaveValue(/checkout/);
      await ada
        .getByLabel('AWS account')
        .selectOption(demoFleet.accounts.development);
      await expect(
        ada.getByText(/^Filled in from the session preferences of development/),
      ).toBeVisible();
      await expect(groupLine(ada, 'Role name')).toContainText(ROLE);
      await expect(
        ada
          .getByText('Sessions start and are logged', { exact: false })
          .first(),
      ).toBeVisible();
      await ada.getByLabel('Service').scrollIntoViewIfNeeded();
      await frame(
        ada,
        3,
        'Choose an account: the form fills itself in, and predicts',
      );
      await run(ada);
      await expect(
        ada.getByRole('link', { name: 'Open the role in the AWS console' }),
      ).toBeVisible();
      await frame(ada, 3, 'The role is created in one task');
    },
    'See that it works': async () => {
      const card = await openCard(ada, 'checkout');
      await expect(card.getByText(ROLE).first()).toBeVisible();
      await frame(ada, 3, 'The card: sessions start, and are logged');
      await openTab(ada, 'checkout');
      await frame(ada, 3, 'Why: each stage, each policy');
      await expect(
        (await openCard(ada, 'inventory')).getByText(/drifted/i).first(),
      ).toBeVisible();
    },
    'Request a role for production': async () => {
      await expect(async () => {
        await ada.goto('/create');
        await expect(ada.getByText(LOGGING).first()).toBeVisible({
          timeout: 10_000,
        });
      }).toPass();
      await ada.goto('/create/templates/default/session-manager-role-logging');
      await ada.getByLabel('Service').fill('checkout');
      await ada.getByRole('option', { name: /^checkout/i }).click();
      await ada
        .getByLabel('AWS account')
        .selectOption(demoFleet.accounts.production);
      await expect(
        ada.getByText(/^Filled in from the session preferences of production/),
      ).toBeVisible();
      await expect(
        ada.getByText('Sessions fail: the bucket policy does not allow', {
          exact: false,
        }),
      ).toBeVisible();
      await ada
        .getByLabel('Reason')
        .fill('On-call engineers need a shell on checkout.');
      await frame(ada, 2.5, 'In production, it is requested');
      await run(ada);
      await ada.getByRole('link', { name: 'Request', exact: true }).click();
      await expect(
        ada.getByText('Waiting for approval', { exact: true }),
      ).toBeVisible();
      await expect(
        ada.getByText('You may not decide about your own request.'),
      ).toBeVisible();
      await expect(
        (await production()).send(new GetRoleCommand({ RoleName: ROLE })),
      ).rejects.toThrow(/cannot be found|not found/i);
    },
    'Approve it': async () => {
      grace = await signInAs(browser, 'Grace Lindqvist');
      await grace.goto(new URL(ada.url()).pathname);
      await expect(grace.getByText(`Create role ${ROLE}`)).toBeVisible();
      await frame(grace, 3, 'An approver sees everything before the decision');
      await grace.getByRole('button', { name: 'Approve…' }).click();
      const dialog = grace.getByRole('dialog', { name: 'Approve the request' });
      await expect(dialog.getByLabel('Comment (optional)')).toBeFocused();
      await frame(grace, 2.5, 'An approval is confirmed');
      await dialog.getByRole('button', { name: 'Approve' }).click();
      await expect(grace.getByText('Created', { exact: true })).toBeVisible({
        timeout: 60_000,
      });
      // The request included the bucket policy.
      await expect(
        grace.getByText(/Sessions start and are logged/).first(),
      ).toBeVisible();
      await frame(grace, 2.5, 'Created as approved');
      const { Role } = await (
        await production()
      ).send(new GetRoleCommand({ RoleName: ROLE }));
      expect(Role?.Arn).toContain(demoFleet.accounts.production);
    },
    'See all roles': async () => {
      await ada.goto('/session-manager/roles');
      const table = ada.getByRole('table', { name: 'Roles' });
      const row = table.getByRole('row', { name: /orders-session-role/ });
      // In the same portal, another test repairs it.
      await expect(row).toContainText(/Logs will be lost|Ready/);
      if (process.env.RECORD) {
        await expect(row).toContainText('Logs will be lost');
        // A minute after the change, the account is scanned again.
        await expect(async () => {
          await ada.reload();
          await expect(
            ada.getByRole('row', { name: /orders-session-role/ }),
          ).toBeVisible({ timeout: 5_000 });
          await expect(
            ada.getByText('Sessions will fail', { exact: true }).locator('..'),
          ).toContainText('0', { timeout: 1_000 });
        }).toPass({ timeout: 120_000 });
      }
      await frame(ada, 3.5, 'All roles of all accounts, with what is wrong');
    },
    // Links to other pages.
    Next: async () => {},
  };

  expect(Object.keys(steps)).toEqual(headings);
  for (const heading of headings) {
    await test.step(heading, steps[heading]);
  }
});
