import {
  AssociateIamInstanceProfileCommand,
  EC2Client,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { attachInstanceProfileAction } from '../../attachInstanceProfile/attachInstanceProfileAction';
import { openGate } from '../gate';
import { seedRole, REGION, ROLE } from './role';
import { failureOf, ScenariosOf } from './Scenario';

const TAG = { Key: 'service', Value: 'payments' };

/** A role, and an instance of the service. */
async function seedInstance(accounts: AwsAccounts) {
  await seedRole(accounts);
  const ec2 = (await accounts.get()).ec2(REGION);
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-12345678',
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: [TAG] }],
    }),
  );
  return { ec2, InstanceId: Instances[0].InstanceId ?? '' };
}

/** The same, with another instance profile on the instance. */
async function seedUsedInstance(
  accounts: AwsAccounts,
): Promise<{ ec2: EC2Client; InstanceId: string }> {
  const { ec2, InstanceId } = await seedInstance(accounts);
  await seedRole(accounts, { roleName: 'orders-session-role' });
  await ec2.send(
    new AssociateIamInstanceProfileCommand({
      InstanceId,
      IamInstanceProfile: { Name: 'orders-session-role' },
    }),
  );
  return { ec2, InstanceId };
}

const attach = (accounts: AwsAccounts, more: object = {}) =>
  failureOf(attachInstanceProfileAction(openGate(accounts)), {
    region: REGION,
    roleName: ROLE,
    tags: { [TAG.Key]: TAG.Value },
    ...more,
  });

/** Scenarios of `session-manager:instance-profile:attach`. */
export const attachments: ScenariosOf = [
  {
    when: 'the instance has no instance profile',
    seed: seedInstance,
    run: accounts => attach(accounts),
    takes: [
      'ec2:AssociateIamInstanceProfile',
      'ec2:DescribeIamInstanceProfileAssociations',
      'ec2:DescribeInstances',
      'iam:GetInstanceProfile',
      'iam:GetRole',
      'iam:ListInstanceProfilesForRole',
      'iam:PassRole',
    ],
  },
  {
    when: 'the profile of a running instance is replaced',
    seed: seedUsedInstance,
    run: accounts => attach(accounts, { replace: true }),
    takes: ['ec2:ReplaceIamInstanceProfileAssociation', 'iam:PassRole'],
  },
  {
    when: 'the profile of a stopped instance is replaced',
    seed: async accounts => {
      const { ec2, InstanceId } = await seedUsedInstance(accounts);
      await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }));
    },
    run: accounts => attach(accounts, { replace: true }),
    takes: ['ec2:DisassociateIamInstanceProfile'],
  },
];
