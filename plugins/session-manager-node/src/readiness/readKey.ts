import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  KeyMetadata,
  KMSClient,
} from '@aws-sdk/client-kms';
import {
  Fact,
  parseArn,
  parseJson,
  PolicyDocument,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { awsCode } from '../fault/awsCode';
import { present } from '../role/existing';
import { isKnown, NotKnown, notKnown, unknown } from './notKnown';

/** Facts of a key. */
export interface KeyFacts {
  /** The key's own ARN, even if it was named by an alias. */
  arn: Fact<string>;
  /** Known only if the key can be used. */
  policy: Fact<PolicyDocument>;
  /** Whether it is an AWS managed key of a service, such as aws/s3. */
  isAwsManaged: boolean;
}

/**
 * Reads a key by its ARN, id or alias, with the credentials of the account that
 * owns it.
 */
export async function readKey(
  { kms }: Pick<AwsAccount, 'kms'>,
  defaultRegion: string,
  key: string,
): Promise<KeyFacts> {
  const client = kms(parseArn(key)?.region || defaultRegion);
  const describing = describeKey(client, key);
  // KMS does not return key policies by alias.
  const reading = /(?:^|:)alias\//.test(key)
    ? describing.then(found =>
        isKnown(found) ? readPolicy(client, found.known.Arn ?? key) : found,
      )
    : readPolicy(client, key);
  const [found, policy] = await Promise.all([describing, reading]);
  if (!isKnown(found)) {
    return keyNotKnown(found);
  }
  const { Arn = key, KeyManager, KeyState } = found.known;
  return {
    arn: { known: Arn },
    policy:
      KeyState === undefined || KeyState === 'Enabled'
        ? policy
        : unknown(
            `The key ${key} cannot be used: its state is ${KeyState}.`,
            `Enable the key ${Arn}, or use another one.`,
          ),
    isAwsManaged: KeyManager === 'AWS',
  };
}

/** The facts of a key that could not be read. */
export function keyNotKnown(why: NotKnown): KeyFacts {
  return { arn: why, policy: why, isAwsManaged: false };
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
    return { known: parseJson(Policy) as PolicyDocument };
  } catch (error) {
    return notKnown(error, `the policy of the key ${key}`, key);
  }
}
