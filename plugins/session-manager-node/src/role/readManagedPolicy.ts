import { GetPolicyCommand, GetPolicyVersionCommand } from '@aws-sdk/client-iam';
import { NamedPolicy, parseArn } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { Memory } from '../readiness/Memory';
import { present } from './existing';
import { decodeDocument } from './iamValues';

/**
 * A managed policy by its ARN. Throws the SDK's error where IAM does not tell.
 *
 * @public
 */
export async function readManagedPolicy(options: {
  account: Pick<AwsAccount, 'iam'>;
  arn: string;
  memory: Memory;
}): Promise<NamedPolicy> {
  const { account, arn, memory } = options;
  return memory.recall(
    `managed-policy:${arn}`,
    () => loadPolicy(account, arn),
    () => true,
    // AWS's own policies are of the account "aws", which nobody here changes.
    [{ what: 'role', accountId: parseArn(arn)?.accountId }],
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
