import { NamedPolicy, parseArn } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { ReadCache } from '../cache/ReadCache';
import { remembered } from '../cache/remembered';
import { awsFault } from '../fault/awsFault';
import { existing } from '../role/existing';
import { readManagedPolicy } from '../role/readManagedPolicy';

/** Returns an AWS managed policy; `undefined` if the account may not read it. */
export type AwsPolicies = (arn: string) => Promise<NamedPolicy | undefined>;

/**
 * Reads AWS managed policies for the roles of one account: each once for all
 * accounts that share the cache. A refusal is part of the result and not asked
 * for again. Throws the SDK's error if IAM does not answer.
 */
export function awsPoliciesFor(
  account: Pick<AwsAccount, 'iam'>,
  cache: ReadCache,
): AwsPolicies {
  const known = new Map<string, Promise<NamedPolicy | undefined>>();
  return arn =>
    remembered(known, arn, () =>
      existing(readShared(account, arn, cache)).catch(error => {
        if (awsFault(error).kind === 'refused') {
          return undefined;
        }
        throw error;
      }),
    );
}

/** Reads a policy; that another account fails to read it is its own trouble. */
async function readShared(
  account: Pick<AwsAccount, 'iam'>,
  arn: string,
  cache: ReadCache,
): Promise<NamedPolicy> {
  let isOwnLoad = false;
  const shared: ReadCache = {
    getOrLoad: (key, load, options) =>
      cache.getOrLoad(
        key,
        () => {
          isOwnLoad = true;
          return load();
        },
        options,
      ),
  };
  try {
    return await readManagedPolicy({ account, arn, cache: shared });
  } catch (error) {
    if (isOwnLoad) {
      throw error;
    }
    return readShared(account, arn, cache);
  }
}

/** Whether a managed policy is AWS's own, and so the same for all accounts. */
export function isAwsPolicy(arn: string): boolean {
  return parseArn(arn)?.accountId === 'aws';
}
