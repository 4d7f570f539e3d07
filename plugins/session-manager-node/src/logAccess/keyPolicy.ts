import { GetKeyPolicyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { InputError } from '@backstage/errors';
import {
  parseArn,
  parseJson,
  PolicyDocument,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { ResourcePolicyStore } from './ResourcePolicyStore';

// https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
const MAX_BYTES = 32 * 1024;

/** The policy of a key of the account, in the key's region. */
export function keyPolicy(
  { kms }: Pick<AwsAccount, 'kms'>,
  keyArn: string,
): ResourcePolicyStore {
  const { region, resource } = parseArn(keyArn) ?? {};
  if (!region) {
    throw new InputError(`${keyArn} is not the ARN of a key`);
  }
  const client = kms(region);
  // A key has one policy, and this is its only possible name:
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
  const which = { KeyId: keyArn, PolicyName: 'default' };
  return {
    resource: 'key-policy-statement',
    arn: keyArn,
    title: `the policy of ${resource?.replace('/', ' ')}`,
    maxBytes: MAX_BYTES,
    optional: false,
    async read() {
      const { Policy } = await client.send(
        new GetKeyPolicyCommand(which),
        callOptions(),
      );
      return Policy ? (parseJson(Policy) as PolicyDocument) : undefined;
    },
    async write(policy) {
      // KMS itself refuses a policy that would lock its writer out.
      await client.send(
        new PutKeyPolicyCommand({ ...which, Policy: JSON.stringify(policy) }),
        callOptions(),
      );
    },
  };
}
