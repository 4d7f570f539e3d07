import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  KeyMetadata,
  KMSClient,
} from '@aws-sdk/client-kms';
import {
  Fact,
  parseArn,
  PolicyDocument,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { awsCode } from '../fault/awsCode';
import { present } from '../role/existing';
import { isKnown, notKnown, unknown } from './notKnown';

/** What is known of a key that can be used. */
export interface KeyFacts {
  /** Of the key itself, also where it was named by an alias. */
  arn: string;
  policy: PolicyDocument;
  /** Whether it is AWS's own key of a service, such as aws/s3. */
  isAwsManaged: boolean;
}

/**
 * Reads a key by its ARN, id or alias, with the credentials of the account
 * that owns it.
 */
export async function readKey(
  { kms }: Pick<AwsAccount, 'kms'>,
  defaultRegion: string,
  key: string,
): Promise<Fact<KeyFacts>> {
  const client = kms(parseArn(key)?.region || defaultRegion);
  // Policies are not found by an alias.
  const byAlias = /(?:^|:)alias\//.test(key);
  const describing = describeKey(client, key);
  const [description, policy] = await Promise.all([
    describing,
    byAlias
      ? describing.then(found =>
          isKnown(found) ? readPolicy(client, found.known.Arn ?? key) : found,
        )
      : readPolicy(client, key),
  ]);
  if (!isKnown(description)) {
    return description;
  }
  if (!isKnown(policy)) {
    return policy;
  }
  const { Arn = key, KeyManager, KeyState } = description.known;
  return KeyState === undefined || KeyState === 'Enabled'
    ? {
        known: {
          arn: Arn,
          policy: policy.known,
          isAwsManaged: KeyManager === 'AWS',
        },
      }
    : unknown(
        `The key ${key} cannot be used: its state is ${KeyState}.`,
        `Enable the key ${Arn}, or use another one.`,
      );
}

async function describeKey(
  client: KMSClient,
  key: string,
): Promise<Fact<KeyMetadata>> {
  try {
    const { KeyMetadata: found } = await client.send(
      new DescribeKeyCommand({ KeyId: key }),
      callOptions(),
    );
    return { known: present(found, 'KeyMetadata') };
  } catch (error) {
    return awsCode(error) === 'NotFound'
      ? unknown(
          `There is no key ${key}.`,
          'Name a key that exists: sessions and logs that need this one fail.',
        )
      : notKnown(error, `the key ${key}`, key);
  }
}

async function readPolicy(
  client: KMSClient,
  key: string,
): Promise<Fact<PolicyDocument>> {
  try {
    const { Policy = '' } = await client.send(
      new GetKeyPolicyCommand({ KeyId: key, PolicyName: 'default' }),
      callOptions(),
    );
    return { known: JSON.parse(Policy) };
  } catch (error) {
    return notKnown(error, `the policy of the key ${key}`, key);
  }
}
