import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { Fact, LogGroupFacts } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { notKnown } from './notKnown';

/** Reads whether a log group exists, and the key that encrypts it. */
export async function readLogGroup(
  { logs }: Pick<AwsAccount, 'logs'>,
  region: string,
  name: string,
): Promise<Fact<LogGroupFacts>> {
  try {
    // Groups are sorted by name, so the group itself is the first with its
    // prefix.
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
    const { logGroups = [] } = await logs(region).send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: name }),
      callOptions(),
    );
    const group = logGroups.find(({ logGroupName }) => logGroupName === name);
    return { known: { exists: !!group, kmsKeyArn: group?.kmsKeyId } };
  } catch (error) {
    return notKnown(error, `the log group ${name}`);
  }
}
