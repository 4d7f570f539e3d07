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
  expectToFit,
  groupLine,
  inBothThemes,
  openCard,
  openTab,
  openTemplate,
  picture,
  run,
  signInAs,
  tabTo,
} from './steps';

const ROLE = 'payments-production-role';
const REASON = 'The on-call needs shells for the migration';
const SERVICE = {
  entityRef: 'component:default/payments',
  accountId: demoFleet.accounts.production,
};

// Each test continues where the previous one ended, with the same people.
test.describe.configure({ mode: 'serial' });

let ada: Page;
let grace: Page;
let production: IAMClient;
/** The session key in the preferences of each account. */
let keys: Record<'development' | 'production', string>;

test.beforeAll(async ({ browser }) => {
  // Two people sign in, also on a slow machine.
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
async function fileRequest(page: Page, template: string, fields: object) {
  await openTemplate(page, template, {
    ...SERVICE,
    reason: REASON,
    ...fields,
  });
  await run(page);
  await page.getByRole('link', { name: 'Request', exact: true }).click();
  await expect(
    page.getByText('Waiting for approval', { exact: true }),
  ).toBeVisible();
}

/** Opens a request from the approver's list, which opens on what waits for them. */
async function openFromList(page: Page, roleName: string) {
  await page.goto('/session-manager/requests');
  await expect(page).toHaveURL(/view=to-approve/);
  await page.getByRole('link', { name: roleName, exact: true }).click();
  await expect(headingOf(page, roleName)).toBeFocused();
}

function headingOf(page: Page, roleName: string) {
  return page.getByRole('heading', { name: `${roleName} in production` });
}

test('a form waits for a reason if approvers decide on it', async () => {
  await openTemplate(ada, 'session-manager-role-minimal', {
    ...SERVICE,
    roleName: 'payments-unreasoned-role',
  });
  const next = ada.getByRole('button', { name: /^(Next|Review)$/ });
  await expect(async () => {
    await next.click({ timeout: 1_000 });
    await expect(
      ada.getByText(/must say why the role is needed/).first(),
    ).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(ada.getByRole('button', { name: 'Create' })).toBeHidden();
});

test('a role in production is requested, not created', async () => {
  await fileRequest(ada, 'session-manager-role-logging', {
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

test('the requester may not approve the request', async () => {
  await expect(
    ada.getByText('You may not decide about your own request.'),
  ).toBeVisible();
  await expect(ada.getByRole('button', { name: 'Approve…' })).toBeHidden();

  const id = new URL(ada.url()).pathname.split('/').pop();
  const address = `${portal.url}/api/session-manager/requests/${id}`;
  const loading = ada.waitForResponse(
    response =>
      response.url() === address && response.request().method() === 'GET',
  );
  await ada.reload();
  const loaded = await loading;
  const { specHash } = (await loaded.json()).request;
  const { authorization } = await loaded.request().allHeaders();
  const answer = await ada.request.post(`${address}/approve`, {
    headers: { authorization },
    data: { specHash },
  });
  expect(answer.status()).toBe(403);
});

test('an approver reviews the request, and approves it by keyboard', async () => {
  await openFromList(grace, ROLE);
  await expect(grace.getByText(REASON, { exact: true })).toBeVisible();
  await expect(grace.getByText(`Create role ${ROLE}`)).toBeVisible();
  await inBothThemes(grace, async theme => {
    await expectAccessible(grace, '#root');
    await picture(grace, `request-${theme}`);
  });

  await expectToFit(grace);
  const dialog = grace.getByRole('dialog', { name: 'Approve the request' });
  // A change of the theme renders the page anew, without the dialog.
  await inBothThemes(grace, async theme => {
    await grace.getByRole('button', { name: 'Approve…' }).click();
    await expect(dialog.getByLabel('Comment (optional)')).toBeFocused();
    await expectAccessible(grace, '[role="dialog"]');
    await picture(grace, `approve-${theme}`);
    await grace.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await tabTo(grace, grace.getByRole('button', { name: 'Approve…' }));
  await grace.keyboard.press('Enter');
  await expect(
    dialog.getByText(
      `Role ${ROLE} is created in account production (${SERVICE.accountId}) immediately. No further approval is required.`,
    ),
  ).toBeVisible();
  await expect(dialog.getByLabel('Comment (optional)')).toBeFocused();
  await grace.keyboard.type('As agreed in CHG-7');
  await tabTo(grace, dialog.getByRole('button', { name: 'Approve' }));
  await grace.keyboard.press('Enter');

  await expect(headingOf(grace, ROLE)).toBeFocused();
  await expect(grace.getByText('“As agreed in CHG-7”')).toBeVisible();
  await expect(grace.getByText('Created', { exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await expect(grace.getByRole('link', { name: 'Task log' })).toBeVisible();
});

test('the role is created as requested', async () => {
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

  // The bucket policy in the owner's account was part of the request.
  await openTab(ada, 'payments', Role?.Arn);
  await ada.getByRole('button', { name: 'check again' }).click();
  await expect(ada.getByText('No problems found')).toBeVisible();
  const card = await openCard(ada, 'payments');
  await card.getByRole('button', { name: 'check again' }).click();
  await expect(card.getByText(ROLE).first()).toBeVisible();
  // Other tests create roles of the service too.
  await expect(
    card.getByText(/^\d+ roles\. No action needed\.$/),
  ).toBeVisible();
});

test('a request is rejected with a comment', async () => {
  const roleName = 'payments-rejected-role';
  await fileRequest(ada, 'session-manager-role-minimal', { roleName });
  await openFromList(grace, roleName);
  await grace.getByRole('button', { name: 'Reject…' }).click();
  const reject = grace.getByRole('button', { name: 'Reject', exact: true });
  await expect(reject).toBeDisabled();
  await grace.getByLabel('Comment').fill('Use the existing role');
  await reject.click();

  // Without a reload: the page receives a signal.
  await expect(ada.getByText('Rejected', { exact: true })).toBeVisible();
  await expect(ada.getByText('“Use the existing role”')).toBeVisible();
  await expect(
    production.send(new GetRoleCommand({ RoleName: roleName })),
  ).rejects.toThrow();
});

test('the requester requests it again, and approvers see the earlier request', async () => {
  await ada.getByRole('button', { name: 'Request again…' }).click();
  await expect(ada.getByLabel('Service')).not.toHaveValue('');
  await expect(groupLine(ada, 'Role name')).toContainText(
    'payments-rejected-role',
  );
  // The approvers get a new reason, not that of the request they rejected.
  await ada
    .getByRole('textbox', { name: /^Reason/ })
    .fill('The existing role has no access to the parameters');
  await run(ada);
  await ada.getByRole('link', { name: 'Request', exact: true }).click();

  await expect(
    ada.getByText('Waiting for approval', { exact: true }),
  ).toBeVisible();
  await openFromList(grace, 'payments-rejected-role');
  const earlier = grace.getByRole('region', {
    name: 'Earlier requests for this role',
  });
  await expect(earlier.getByText('“Use the existing role”')).toBeVisible();
  await earlier.getByRole('link', { name: /^Requested/ }).click();
  await expect(grace.getByText('Rejected', { exact: true })).toBeVisible();
});

test('the requester withdraws a request', async () => {
  const roleName = 'payments-withdrawn-role';
  await fileRequest(ada, 'session-manager-role-minimal', { roleName });
  await ada.getByRole('button', { name: 'Withdraw…' }).click();
  await ada.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await expect(ada.getByText('Withdrawn', { exact: true })).toBeVisible();
});

test('a request without a decision expires', async () => {
  await fileRequest(ada, 'session-manager-role-minimal', {
    accountId: '777788889999',
    roleName: 'payments-expired-role',
  });
  await expect(ada.getByText('Expired', { exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await expect(ada.getByRole('button', { name: 'Withdraw…' })).toBeHidden();
});

test('requester and approver are notified', async () => {
  await grace.goto('/notifications');
  await expect(
    grace.getByText(`Grace Lindqvist approved ${ROLE} in production`),
  ).toBeVisible();
  await expect(
    grace.getByText(`${ROLE} in production waits for your approval`),
  ).toBeHidden();
  await ada.goto('/notifications');
  await expect(ada.getByText(`${ROLE} in production is ready`)).toBeVisible();
  await expect(
    ada.getByText(
      'Grace Lindqvist rejected payments-rejected-role in production',
    ),
  ).toBeVisible();
});

test('the list shows the requests that a person may see', async ({
  browser,
}) => {
  await ada.goto('/session-manager/requests');
  // Other tests file requests too.
  const listed = ada.getByRole('table').getByRole('link');
  await expect(
    listed.filter({ hasText: 'payments-rejected-role' }),
  ).toHaveCount(2);
  for (const role of [
    ROLE,
    'payments-withdrawn-role',
    'payments-expired-role',
  ]) {
    await expect(listed.filter({ hasText: role })).toHaveCount(1);
  }
  await inBothThemes(ada, async theme => {
    await expectAccessible(ada, '#root');
    await picture(ada, `requests-${theme}`);
  });
  await expectToFit(ada);

  await ada.getByRole('button', { name: /Account/ }).click();
  await ada.getByRole('option', { name: 'hasty' }).click();
  await expect(ada.getByRole('table').getByRole('row')).toHaveCount(2);
  await expect(ada).toHaveURL(/account=777788889999/);

  // Only roles of his own team that needed no approval, if there are any.
  const tomas = await signInAs(browser, 'Tomás Herrera');
  await tomas.goto('/session-manager/requests?view=all');
  await expect(
    tomas
      .getByText('There are no requests that you can view.')
      .or(tomas.getByRole('link', { name: 'orders-session-role' })),
  ).toBeVisible();
  await expect(tomas.getByRole('link', { name: /payments/i })).toHaveCount(0);

  // What he may not do is said before the run, with whom to ask.
  await openTemplate(tomas, 'session-manager-role-delete', {
    entityRef: SERVICE.entityRef,
    accountId: demoFleet.accounts.development,
    roleName: demoFleet.roles.healthy.roleName,
    confirmRoleName: demoFleet.roles.healthy.roleName,
  });
  await tomas.getByRole('button', { name: 'Next' }).click();
  await tomas.getByRole('button', { name: 'Review' }).click();
  await expect(
    tomas
      .getByText(
        'You do not have permission to delete this role. Ask the owner of the service or the team that runs this portal.',
      )
      .first(),
  ).toBeVisible();
  await expect(tomas.getByRole('button', { name: 'Create' })).toBeHidden();
});
