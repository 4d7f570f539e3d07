import { GetPolicyCommand, GetPolicyVersionCommand } from '@aws-sdk/client-iam';
import { NamedPolicy, parseArn } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { ReadCache } from '../cache/ReadCache';
import { present } from './existing';
import { decodeDocument } from './iamValues';

/**
 * Reads a managed policy by its ARN. Throws the SDK's error if IAM does not
 * answer.
 *
 * @public
 */
export async function readManagedPolicy(options: {
  account: Pick<AwsAccount, 'iam'>;
  arn: string;
  cache: ReadCache;
}): Promise<NamedPolicy> {
  const { account, arn, cache } = options;
  return cache.getOrLoad(
    `managed-policy:${arn}`,
    () => loadPolicy(account, arn),
    {
      // AWS managed policies belong to the account "aws" and do not change
      // here.
      about: [{ what: 'role', accountId: parseArn(arn)?.accountId }],
    },
  );
}

async function loadPolicy(
  { iam }: Pick<AwsAccount, 'iam'>,
  arn: string,
): Promise<NamedPolicy> {
  const { Policy } = await iam.send(
    new GetPolicyCommand({ PolicyArn: arn }),
    callOptions(),
  );
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({
      PolicyArn: arn,
      VersionId: Policy?.DefaultVersionId,
    }),
    callOptions(),
  );
  return {
    name: present(Policy?.PolicyName, 'PolicyName'),
    arn,
    document: decodeDocument(PolicyVersion?.Document),
  };
}
