import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import {
  KMSClient,
  paginateListAliases,
  paginateListKeys,
} from '@aws-sdk/client-kms';
import { paginateListBuckets } from '@aws-sdk/client-s3';
import {
  allowsName,
  Choice,
  ChoiceKind,
  Choices,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { awsFault } from '../fault/awsFault';
import { present } from '../role/existing';

const SOURCES: Record<
  ChoiceKind,
  (account: AwsAccount, region: string, q: string) => AsyncIterable<Choice[]>
> = { buckets, keys, 'log-groups': logGroups };

const ALLOW = {
  buckets: 'buckets',
  keys: 'kmsKeyArns',
  'log-groups': 'logGroups',
} as const;

/** More choices are not usable in a form. */
const MOST = 50;

/** With more keys than this, users have to narrow their search. */
const MOST_PAGES = 10;

/**
 * Returns the first buckets, keys or log groups of an account whose name
 * contains a text and that roles of the account may name. If AWS denies access,
 * the list is empty and the answer says why.
 *
 * @public
 */
export async function listChoices(options: {
  account: AwsAccount;
  kind: ChoiceKind;
  region: string;
  /** Part of the name, case-insensitive. */
  q: string;
}): Promise<Choices> {
  const { account, kind, region, q } = options;
  const allowed = account.settings.allow?.[ALLOW[kind]];
  const text = q.toLowerCase();
  const fits = ({ value, title = '' }: Choice) =>
    `${value} ${title}`.toLowerCase().includes(text) &&
    (allowed === undefined || allowsName(allowed, value));
  const choices: Choice[] = [];
  let pages = 0;
  try {
    for await (const page of SOURCES[kind](account, region, q)) {
      choices.push(...page.filter(fits));
      pages += 1;
      if (choices.length > MOST || pages === MOST_PAGES) {
        return { choices: choices.slice(0, MOST), more: true };
      }
    }
    return { choices, more: false };
  } catch (error) {
    return { choices: [], more: false, fault: awsFault(error) };
  }
}

async function* buckets(
  { s3 }: AwsAccount,
  region: string,
): AsyncGenerator<Choice[]> {
  for await (const { Buckets = [] } of paginateListBuckets(
    { client: s3(region), pageSize: 1000 },
    {},
    callOptions(),
  )) {
    yield Buckets.map(({ Name }) => ({ value: present(Name, 'Name') }));
  }
}

/** Customer managed keys: roles cannot name AWS's own keys of services. */
async function* keys(
  { kms }: AwsAccount,
  region: string,
): AsyncGenerator<Choice[]> {
  const client = kms(region);
  const aliases = await aliasesByKey(client);
  for await (const { Keys = [] } of paginateListKeys(
    { client, pageSize: 1000 },
    {},
    callOptions(),
  )) {
    yield Keys.flatMap(({ KeyArn, KeyId = '' }) => {
      const title = aliases.get(KeyId);
      return title?.startsWith('alias/aws/')
        ? []
        : { value: present(KeyArn, 'KeyArn'), ...(title ? { title } : {}) };
    });
  }
}

async function aliasesByKey(client: KMSClient): Promise<Map<string, string>> {
  const aliases = new Map<string, string>();
  for await (const { Aliases = [] } of paginateListAliases(
    { client, pageSize: 100 },
    {},
    callOptions(),
  )) {
    for (const { AliasName, TargetKeyId } of Aliases) {
      if (AliasName && TargetKeyId) {
        aliases.set(TargetKeyId, AliasName);
      }
    }
  }
  return aliases;
}

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
const PART_OF_LOG_GROUP = /^[\w./#-]{0,512}$/;

async function* logGroups(
  { logs }: AwsAccount,
  region: string,
  q: string,
): AsyncGenerator<Choice[]> {
  if (!PART_OF_LOG_GROUP.test(q)) {
    return;
  }
  for await (const { logGroups: groups = [] } of paginateDescribeLogGroups(
    { client: logs(region), pageSize: 50 },
    q ? { logGroupNamePattern: q } : {},
    callOptions(),
  )) {
    yield groups.map(({ logGroupName }) => ({
      value: present(logGroupName, 'logGroupName'),
    }));
  }
}
