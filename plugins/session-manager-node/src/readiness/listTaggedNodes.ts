import { paginateDescribeInstanceInformation } from '@aws-sdk/client-ssm';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { present } from '../role/existing';

/**
 * The IDs of the nodes of a region that have a tag and that Systems Manager
 * knows.
 *
 * @public
 */
export interface TaggedNodes {
  nodeIds: string[];
  /** Whether these are all. The number of calls is limited. */
  isComplete: boolean;
}

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html
const LONGEST_PAGE = 50;
const MOST_PAGES = 10;

/**
 * Lists nodes by a tag. AWS returns the tags of a hybrid node only one node at a
 * time, but it can filter by a tag. Throws the SDK's error if AWS does not
 * answer.
 *
 * @public
 */
export async function listTaggedNodes(
  account: Pick<AwsAccount, 'ssm'>,
  region: string,
  { key, value }: { key: string; value: string },
): Promise<TaggedNodes> {
  const nodeIds: string[] = [];
  let pages = 0;
  for await (const page of paginateDescribeInstanceInformation(
    { client: account.ssm(region), pageSize: LONGEST_PAGE },
    // Tag filters cannot be combined with others, such as the type of node.
    { Filters: [{ Key: `tag:${key}`, Values: [value] }] },
    callOptions(),
  )) {
    pages += 1;
    nodeIds.push(
      ...(page.InstanceInformationList ?? []).map(({ InstanceId }) =>
        present(InstanceId, 'InstanceId'),
      ),
    );
    if (pages === MOST_PAGES) {
      return { nodeIds, isComplete: page.NextToken === undefined };
    }
  }
  return { nodeIds, isComplete: true };
}
