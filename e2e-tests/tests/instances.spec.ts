import {
  DescribeIamInstanceProfileAssociationsCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@playwright/test';
import { portal } from '../portal';
import { expectAccessible, openCard, picture, signIn } from './steps';

const ec2 = new EC2Client({
  endpoint: portal.aws,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** A machine of the payments service that nobody gave a role yet. */
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

test('from the card to a role on one’s own instance', async ({ page }) => {
  const instanceId = await runInstance();
  await signIn(page);

  const card = await openCard(page, 'payments');
  await card.getByRole('link', { name: 'Attach to my instances' }).click();
  await expect(page.getByLabel('Role name')).toHaveValue(
    'payments-session-role',
  );
  await page.getByRole('button', { name: 'Next' }).click();

  const machine = page.getByRole('checkbox', { name: /payments-new/ });
  await expect(machine).toBeVisible();
  await expect(page.getByText(/payments-1 · i-/)).toBeVisible();
  await expectAccessible(page, '#root');
  await picture(page, 'attach-light');
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(
    page.getByText(/choose at least one instance/).first(),
  ).toBeVisible();

  await machine.focus();
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
