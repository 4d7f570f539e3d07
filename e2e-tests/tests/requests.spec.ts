import {
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { GetDocumentCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, Page, test } from '@playwright/test';
import { assumeAccount, clientConfig, demoFleet, REGION } from 'local-aws';
import { portal } from '../portal';
import {
  expectAccessible,
  inBothThemes,
  openCard,
  openTab,
  openTemplate,
  picture,
  run,
  signInAs,
} from './steps';

const ROLE = 'payments-production-role';
const REASON = 'The on-call needs shells for the migration';
const SERVICE = {
  entityRef: 'component:default/payments',
  accountId: demoFleet.accounts.production,
};

// Each goes on where the one before it ended, with the same people.
test.describe.configure({ mode: 'serial' });

let ada: Page;
let grace: Page;
let production: IAMClient;
/** The keys that the preferences of each account name. */
let keys: Record<'development' | 'production', string>;

test.beforeAll(async ({ browser }) => {
  // Two people come in, on whatever machine this is.
  test.setTimeout(240_000);
  const env = {
    AWS_ENDPOINT_URL: portal.aws,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  const inProduction = await assumeAccount(env, SERVICE.accountId);
  production = new IAMClient(inProduction);
  keys = {
    development: await sessionKey(new SSMClient(clientConfig(env))),
    production: await sessionKey(new SSMClient(inProduction)),
  };
  ada = await signInAs(browser, 'Ada Okafor');
  grace = await signInAs(browser, 'Grace Lindqvist');
});

async function sessionKey(ssm: SSMClient): Promise<string> {
  const Name = demoFleet.preferencesDocument;
  const { Content = '' } = await ssm.send(new GetDocumentCommand({ Name }));
  return JSON.parse(Content).inputs.kmsKeyId;
}

/** Files a request through a form, and opens it. */
async function ask(page: Page, template: string, fields: object) {
  await openTemplate(page, template, { ...SERVICE, ...fields });
  await run(page);
  await page.getByRole('link', { name: 'Request', exact: true }).click();
  await expect(
    page.getByText('Waiting for approval', { exact: true }),
  ).toBeVisible();
}

/** Opens a request from the list of those that wait for the approver. */
async function openFromList(page: Page, roleName: string) {
  await page.goto('/session-manager/requests?view=to-approve');
  await page.getByRole('link', { name: roleName, exact: true }).click();
  await expect(
    page.getByRole('heading', { name: `${roleName} in production` }),
  ).toBeVisible();
}

test('a role for production is asked for, not made', async () => {
  await ask(ada, 'session-manager-role-logging', {
    roleName: ROLE,
    reason: REASON,
    kmsKeyArn: keys.production,
    bucket: demoFleet.bucket,
    prefix: demoFleet.prefix,
    bucketOwner: demoFleet.accounts.development,
    bucketKmsKeyArn: keys.development,
    logGroup: demoFleet.logGroups.encrypted,
  });

  await expect(ada.getByText(REASON, { exact: true })).toBeVisible();
  await expect(
    production.send(new GetRoleCommand({ RoleName: ROLE })),
  ).rejects.toThrow(/cannot be found|not found/i);
});

test('who asked may not approve it', async () => {
  await expect(
    ada.getByText('You may not decide about your own request.'),
  ).toBeVisible();
  await expect(ada.getByRole('button', { name: 'Approve' })).toBeHidden();

  const id = new URL(ada.url()).pathname.split('/').pop();
  const address = `${portal.backend}/api/session-manager/requests/${id}`;
  const reading = ada.waitForResponse(
    response =>
      response.url() === address && response.request().method() === 'GET',
  );
  await ada.reload();
  const read = await reading;
  const { specHash } = (await read.json()).request;
  const { authorization } = await read.request().allHeaders();
  const answer = await ada.request.post(`${address}/approve`, {
    headers: { authorization },
    data: { specHash },
  });
  expect(answer.status()).toBe(403);
});

test('an approver sees what it is about, and approves it', async () => {
  await openFromList(grace, ROLE);
  await expect(grace.getByText(REASON, { exact: true })).toBeVisible();
  await expect(grace.getByText(`Create role ${ROLE}`)).toBeVisible();
  await inBothThemes(grace, async theme => {
    await expectAccessible(grace, '#root');
    await picture(grace, `request-${theme}`);
  });

  await grace.getByRole('button', { name: 'Approve' }).click();
  await expect(grace.getByText('Created', { exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await expect(grace.getByRole('link', { name: 'Task log' })).toBeVisible();
});

test('the role is made as it was asked for', async () => {
  const { Role } = await production.send(
    new GetRoleCommand({ RoleName: ROLE }),
  );
  expect(Role?.Arn).toBe(
    `arn:aws:iam::${SERVICE.accountId}:role/session-manager/${ROLE}`,
  );
  expect(Role?.Tags).toContainEqual({
    Key: 'backstage.io/entity-ref',
    Value: SERVICE.entityRef,
  });
  const { AttachedPolicies } = await production.send(
    new ListAttachedRolePoliciesCommand({ RoleName: ROLE }),
  );
  expect(AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual([
    `${ROLE}-SessionManagerPermissions`,
  ]);

  // The bucket's owner lets it in, too: it was a part of what was approved.
  await openTab(ada, 'payments', Role?.Arn);
  await ada.getByRole('button', { name: 'check again' }).click();
  await expect(ada.getByText('No problems found')).toBeVisible();
  const card = await openCard(ada, 'payments');
  await card.getByRole('button', { name: 'check again' }).click();
  await expect(card.getByText(ROLE).first()).toBeVisible();
  await expect(card.getByText('2 roles. No action needed.')).toBeVisible();
});

test('a request is rejected with a comment', async () => {
  const roleName = 'payments-rejected-role';
  await ask(ada, 'session-manager-role-minimal', { roleName });
  await openFromList(grace, roleName);
  await grace.getByRole('button', { name: 'Reject…' }).click();
  const reject = grace.getByRole('button', { name: 'Reject', exact: true });
  await expect(reject).toBeDisabled();
  await grace.getByLabel('Comment').fill('Use the role that is there');
  await reject.click();

  // Without a reload: the page is told of it.
  await expect(ada.getByText('Rejected', { exact: true })).toBeVisible();
  await expect(ada.getByText('“Use the role that is there”')).toBeVisible();
  await expect(
    production.send(new GetRoleCommand({ RoleName: roleName })),
  ).rejects.toThrow();
});

test('a request is withdrawn by who asked', async () => {
  const roleName = 'payments-withdrawn-role';
  await ask(ada, 'session-manager-role-minimal', { roleName });
  await ada.getByRole('button', { name: 'Withdraw…' }).click();
  await ada.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await expect(ada.getByText('Withdrawn', { exact: true })).toBeVisible();
});

test('a request that nobody decides about expires', async () => {
  await ask(ada, 'session-manager-role-minimal', {
    accountId: '777788889999',
    roleName: 'payments-expired-role',
  });
  await expect(ada.getByText('Expired', { exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await expect(ada.getByRole('button', { name: 'Withdraw…' })).toBeHidden();
});

test('both are notified of what concerns them', async () => {
  await grace.goto('/notifications');
  await expect(
    grace.getByText(`${ROLE} in production waits for your approval`),
  ).toBeVisible();
  await ada.goto('/notifications');
  await expect(ada.getByText(`${ROLE} in production is ready`)).toBeVisible();
  await expect(
    ada.getByText('grace rejected payments-rejected-role in production'),
  ).toBeVisible();
});

test('the list has all of it, for those who may see it', async ({
  browser,
}) => {
  await ada.goto('/session-manager/requests');
  await expect(ada.getByRole('table').getByRole('row')).toHaveCount(5);
  await inBothThemes(ada, async theme => {
    await expectAccessible(ada, '#root');
    await picture(ada, `requests-${theme}`);
  });

  // What was made for his own team without an approval, if anything was, and
  // nothing of the payments team.
  const tomas = await signInAs(browser, 'Tomás Herrera');
  await tomas.goto('/session-manager/requests?view=all');
  await expect(
    tomas
      .getByText('There are no requests that you can view.')
      .or(tomas.getByRole('link', { name: 'orders-session-role' })),
  ).toBeVisible();
  await expect(tomas.getByRole('link', { name: /payments/i })).toHaveCount(0);
});
