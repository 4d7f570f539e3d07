import {
  EC2Client,
  paginateDescribeIamInstanceProfileAssociations,
} from '@aws-sdk/client-ec2';
import { ProfileUse } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { present } from './existing';

const LONGEST_PAGE = 1000;

/**
 * Lists the instance profiles of all instances in the given regions. Throws the
 * SDK's error if a region does not answer.
 */
export async function listProfileUses(
  account: Pick<AwsAccount, 'ec2'>,
  regions: readonly string[],
): Promise<ProfileUse[]> {
  const uses = await Promise.all(
    regions.map(region => listIn(account.ec2(region))),
  );
  return uses.flat();
}

// EC2 has no filter by profile:
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeIamInstanceProfileAssociations.html
async function listIn(ec2: EC2Client): Promise<ProfileUse[]> {
  const uses: ProfileUse[] = [];
  for await (const page of paginateDescribeIamInstanceProfileAssociations(
    { client: ec2, pageSize: LONGEST_PAGE },
    { Filters: [{ Name: 'state', Values: ['associating', 'associated'] }] },
    callOptions(),
  )) {
    for (const association of page.IamInstanceProfileAssociations ?? []) {
      uses.push({
        instanceId: present(association.InstanceId, 'InstanceId'),
        instanceProfileArn: present(association.IamInstanceProfile?.Arn, 'Arn'),
      });
    }
  }
  return uses;
}
