import {
  AssociateIamInstanceProfileCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import {
  MANAGED_BY,
  MANAGED_BY_TAG,
} from 'backstage-plugin-session-manager-common';

/**
 * Creates an instance profile that contains a role of the same name; returns
 * its ARN.
 */
export async function makeProfile(
  iam: IAMClient,
  name: string,
  { ours = true, roleName = name } = {},
): Promise<string> {
  await iam.send(
    new CreateRoleCommand({
      RoleName: roleName,
      AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
    }),
  );
  const { InstanceProfile } = await iam.send(
    new CreateInstanceProfileCommand({
      InstanceProfileName: name,
      Path: '/session-manager/',
      Tags: ours ? [{ Key: MANAGED_BY_TAG, Value: MANAGED_BY }] : [],
    }),
  );
  await iam.send(
    new AddRoleToInstanceProfileCommand({
      InstanceProfileName: name,
      RoleName: roleName,
    }),
  );
  return InstanceProfile!.Arn!;
}

/** Runs a number of instances of a service; returns their ids. */
export async function runInstances(
  ec2: EC2Client,
  count: number,
  service = 'payments',
): Promise<string[]> {
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-12345678',
      MinCount: count,
      MaxCount: count,
      TagSpecifications: [
        {
          ResourceType: 'instance',
          Tags: [
            { Key: 'Name', Value: `${service}-server` },
            { Key: 'service', Value: service },
          ],
        },
      ],
    }),
  );
  return Instances.map(({ InstanceId }) => InstanceId!);
}

/** Attaches an instance profile to an instance, as a user could do manually. */
export function attachByHand(
  ec2: EC2Client,
  InstanceId: string,
  Arn: string,
): Promise<unknown> {
  return ec2.send(
    new AssociateIamInstanceProfileCommand({
      InstanceId,
      IamInstanceProfile: { Arn },
    }),
  );
}

/** Instance profiles of the instances according to EC2, by instance id. */
export async function profilesOf(
  ec2: EC2Client,
): Promise<Record<string, string>> {
  const { IamInstanceProfileAssociations = [] } = await ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({}),
  );
  return Object.fromEntries(
    IamInstanceProfileAssociations.map(({ InstanceId, IamInstanceProfile }) => [
      InstanceId!,
      IamInstanceProfile!.Arn!,
    ]),
  );
}
