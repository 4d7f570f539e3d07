import {
  EC2Client,
  paginateDescribeIamInstanceProfileAssociations,
} from '@aws-sdk/client-ec2';
import { InstanceUse } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { awsFault } from '../fault/awsFault';

const LONGEST_PAGE = 1000;

/**
 * How many instances use an instance profile, over the account's regions; the
 * fault where a region does not tell.
 *
 * @public
 */
export async function instancesUsing(
  account: Pick<AwsAccount, 'regions' | 'ec2'>,
  instanceProfileArn: string,
): Promise<InstanceUse> {
  try {
    const counts = await Promise.all(
      account.regions.map(region =>
        countIn(account.ec2(region), instanceProfileArn),
      ),
    );
    return {
      count: counts.reduce((sum, count) => sum + count, 0),
      regions: [...account.regions],
    };
  } catch (error) {
    return { fault: awsFault(error) };
  }
}

async function countIn(ec2: EC2Client, arn: string): Promise<number> {
  let count = 0;
  for await (const page of paginateDescribeIamInstanceProfileAssociations(
    { client: ec2, pageSize: LONGEST_PAGE },
    { Filters: [{ Name: 'state', Values: ['associating', 'associated'] }] },
    callOptions(),
  )) {
    count += (page.IamInstanceProfileAssociations ?? []).filter(
      ({ IamInstanceProfile }) => IamInstanceProfile?.Arn === arn,
    ).length;
  }
  return count;
}
