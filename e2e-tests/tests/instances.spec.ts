import {
  DescribeIamInstanceProfileAssociationsCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@playwright/test';
import { awsConfig } from '../portal';
import { expectAccessible, openCard, picture, signIn } from './steps';

const ec2 = new EC2Client(awsConfig);

/** Starts an instance of the payments service without an instance profile. */
async function runInstance(): Promise<string> {
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-12345678',
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [
        {
          ResourceType: 'instance',
          Tags: [
            { Key: 'Name', Value: 'payments-new' },
            {
              Key: 'backstage.io/entity-ref',
              Value: 'component:default/payments',
            },
          ],
        },
      ],
    }),
  );
  return Instances[0].InstanceId ?? '';
}

async function profileOf(instanceId: string) {
  const { IamInstanceProfileAssociations = [] } = await ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({
      Filters: [{ Name: 'instance-id', Values: [instanceId] }],
    }),
  );
  return IamInstanceProfileAssociations[0]?.IamInstanceProfile?.Arn;
}

test('an instance profile is attached from the card', async ({ page }) => {
  const instanceId = await runInstance();
  await signIn(page);

  const card = await openCard(page, 'payments');
  await card
    .getByRole('link', { name: 'Attach… payments-session-role' })
    .first()
    .click();
  await expect(page.getByLabel('Role name')).toHaveValue(
    'payments-session-role',
  );
  await page.getByRole('button', { name: 'Next' }).click();

  const instance = page.getByRole('checkbox', { name: /payments-new/ });
  // The portal reads the instances of an account at most once in some seconds.
  await expect(async () => {
    await page.getByRole('button', { name: 'Search again' }).click();
    await expect(instance).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(page.getByText(/payments-1 · i-/)).toBeVisible();
  await expectAccessible(page, '#root');
  await picture(page, 'attach-light');
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(
    page.getByText(/choose at least one instance/).first(),
  ).toBeVisible();

  await instance.focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(
    page.getByText(`${instanceId} (payments-new): attached`),
  ).toBeVisible();

  expect(await profileOf(instanceId)).toBe(
    'arn:aws:iam::111122223333:instance-profile/session-manager/payments-session-role',
  );
});
