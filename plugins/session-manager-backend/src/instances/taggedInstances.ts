import { LoggerService } from '@backstage/backend-plugin-api';
import {
  RegionFault,
  ServiceInstance,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  ListedInstance,
  listInstances,
} from 'backstage-plugin-session-manager-node';
import { Reading, SharedReadCache } from '../cache/SharedReadCache';
import { Deadline } from '../accounts/deadlines';
import {
  searchAccounts,
  SearchedAccount,
  searchFault,
} from '../accounts/searchAccounts';

/** A tag of an instance. */
export interface Tag {
  key: string;
  value: string;
}

/** The instances with a tag in one account. */
export interface TaggedInstances {
  instances: readonly ServiceInstance[];
  incomplete: readonly RegionFault[];
}

/** Where to search; without an account, all of them. */
export interface SearchedPlaces {
  accountId?: string;
  region?: string;
  fresh: boolean;
  deadline: Deadline;
}

/** The instances that have a tag. */
export interface TaggedInstanceReader {
  /** The readings of each account, in the configured order. */
  find(tag: Tag, places: SearchedPlaces): Promise<Reading<TaggedInstances>[]>;
}

export function createTaggedInstanceReader(options: {
  accounts: AwsAccounts;
  readCache: SharedReadCache;
  logger: LoggerService;
}): TaggedInstanceReader {
  const { accounts, readCache, logger } = options;

  async function readRegion(
    { settings, ec2 }: AwsAccount,
    region: string,
    { key, value }: Tag,
  ): Promise<TaggedInstances> {
    const { accountId, name } = settings;
    const place = { accountId, accountName: name, region };
    try {
      const listed = await listInstances(ec2(region), {
        tags: { [key]: value },
      });
      return {
        instances: listed.map(instance => ({ ...shown(instance), ...place })),
        incomplete: [],
      };
    } catch (error) {
      return faulty({ accountId, name, region }, error);
    }
  }

  async function readAccount(
    searched: SearchedAccount,
    region: string | undefined,
    tag: Tag,
  ): Promise<TaggedInstances> {
    let account: AwsAccount;
    try {
      account = await accounts.get(searched.accountId);
    } catch (error) {
      return faulty(searched, error);
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
    place: SearchedAccount & { region?: string },
    error: unknown,
  ): TaggedInstances {
    return {
      instances: [],
      incomplete: [searchFault(logger, 'instances', place, error)],
    };
  }

  return {
    find: (tag, { accountId, region, fresh, deadline }) =>
      Promise.all(
        searchAccounts(
          accounts,
          { accountId, deadline },
          account =>
            readCache.getOrLoad(
              keyOf(account, region, tag),
              () => readAccount(account, region, tag),
              {
                about: [{ what: 'instances', accountId: account.accountId }],
                fresh,
                // Instances come and go, and change their profiles.
                isStable: () => false,
              },
            ),
          (fault): TaggedInstances => ({ instances: [], incomplete: [fault] }),
        ),
      ),
  };
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
