import { LoggerService } from '@backstage/backend-plugin-api';
import {
  RegionFault,
  ServiceInstance,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  awsFault,
  ListedInstance,
  listInstances,
} from 'backstage-plugin-session-manager-node';
import { Reading, ReadThrough } from '../cache/readThrough';
import { Deadline } from '../accounts/deadlines';
import { Freshness } from '../cache/freshness';

/** A tag as it stands on an instance. */
export interface Tag {
  key: string;
  value: string;
}

/** What one account says of the instances that carry a tag. */
export interface TaggedInstances {
  instances: readonly ServiceInstance[];
  incomplete: readonly RegionFault[];
}

/** Where to look; without an account, in all of them. */
export interface SearchedPlaces {
  accountId?: string;
  region?: string;
  fresh: boolean;
  deadline: Deadline;
}

/** The instances that carry a tag. */
export interface TaggedInstanceReader {
  /** The readings of each account, in the configured order. */
  find(tag: Tag, places: SearchedPlaces): Promise<Reading<TaggedInstances>[]>;
}

// An account of the credentials that AWS does not even name.
const UNKNOWN_ACCOUNT = 'unknown';

export function createTaggedInstanceReader(options: {
  accounts: AwsAccounts;
  readThrough: ReadThrough;
  freshness: Freshness;
  logger: LoggerService;
}): TaggedInstanceReader {
  const { accounts, readThrough, freshness, logger } = options;

  async function readRegion(
    { settings, ec2 }: AwsAccount,
    region: string,
    { key, value }: Tag,
  ): Promise<TaggedInstances> {
    const { accountId, name: accountName } = settings;
    const place = { accountId, accountName, region };
    try {
      const listed = await listInstances(ec2(region), {
        tags: { [key]: value },
      });
      return {
        instances: listed.map(instance => ({ ...shown(instance), ...place })),
        incomplete: [],
      };
    } catch (error) {
      return faulty(place, error);
    }
  }

  async function readAccount(
    { accountId, name: accountName }: SearchedAccount,
    region: string | undefined,
    tag: Tag,
  ): Promise<TaggedInstances> {
    let account: AwsAccount;
    try {
      account = await accounts.get(accountId);
    } catch (error) {
      const place = { accountId: accountId ?? UNKNOWN_ACCOUNT, accountName };
      return faulty(place, error);
    }
    const regions = region ? [region] : account.regions;
    const found = await Promise.all(
      regions.map(one => readRegion(account, one, tag)),
    );
    return {
      instances: found.flatMap(({ instances }) => instances),
      incomplete: found.flatMap(({ incomplete }) => incomplete),
    };
  }

  function faulty(
    place: Omit<RegionFault, 'fault'>,
    error: unknown,
  ): TaggedInstances {
    const fault = awsFault(error);
    const { accountId, region } = place;
    logger.warn(
      `Account ${accountId}${region ? ` in ${region}` : ''} could not be searched for instances: ${fault.message}`,
      { accountId, region, code: fault.code, requestId: fault.requestId },
    );
    return { instances: [], incomplete: [{ ...place, fault }] };
  }

  return {
    find: (tag, { accountId, region, fresh, deadline }) =>
      Promise.all(
        searchedAccounts(accounts, accountId).map(account =>
          deadline.within(
            account.accountId,
            readThrough.read(
              keyOf(account, region, tag),
              () => readAccount(account, region, tag),
              {
                about: [{ what: 'instances', accountId: account.accountId }],
                fresh,
                // Instances come and go, and change their profiles.
                keep: () => freshness.unsettled,
              },
            ),
            fault => ({
              value: {
                instances: [],
                incomplete: [
                  {
                    accountId: account.accountId ?? UNKNOWN_ACCOUNT,
                    accountName: account.name,
                    fault,
                  },
                ],
              },
              readAt: Date.now(),
            }),
          ),
        ),
      ),
  };
}

/** An account to look through; without an id, that of the credentials. */
interface SearchedAccount {
  accountId?: string;
  name?: string;
}

function searchedAccounts(
  { configured }: AwsAccounts,
  accountId: string | undefined,
): readonly SearchedAccount[] {
  return accountId
    ? [configured?.find(a => a.accountId === accountId) ?? { accountId }]
    : (configured ?? [{}]);
}

function keyOf(
  { accountId = 'main' }: SearchedAccount,
  region: string | undefined,
  { key, value }: Tag,
): string {
  return `instances:${accountId}:${region ?? 'all'}:${key}=${value}`;
}

function shown({
  instanceProfileArn: arn,
  tags: _,
  ...instance
}: ListedInstance): Omit<ServiceInstance, 'accountId' | 'region'> {
  return {
    ...instance,
    ...(arn
      ? { instanceProfile: { name: arn.slice(arn.lastIndexOf('/') + 1), arn } }
      : {}),
  };
}
