import { paginateListAliases } from '@aws-sdk/client-kms';
import { Fact, parseArn } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { notKnown } from './notKnown';

/**
 * Reads the aliases of a key with the credentials of the account that owns it.
 */
export async function readAliases(
  { kms }: Pick<AwsAccount, 'kms'>,
  keyArn: string,
): Promise<Fact<readonly string[]>> {
  try {
    const aliases: string[] = [];
    const pages = paginateListAliases(
      { client: kms(parseArn(keyArn)?.region ?? '') },
      { KeyId: keyArn },
      callOptions(),
    );
    for await (const { Aliases = [] } of pages) {
      aliases.push(...Aliases.flatMap(({ AliasName }) => AliasName ?? []));
    }
    return { known: aliases };
  } catch (error) {
    return notKnown(error, `the aliases of the key ${keyArn}`);
  }
}
