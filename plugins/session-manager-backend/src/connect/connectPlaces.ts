import { LoggerService } from '@backstage/backend-plugin-api';
import {
  AwsFault,
  ObservedInstance,
  sessionKeyOf,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  awsFault,
  listNodes,
  listTaggedNodes,
  ManagedNode,
  readSessionEnvironment,
  TaggedNodes,
} from 'backstage-plugin-session-manager-node';
import { Deadline } from '../accounts/deadlines';
import { Tag } from '../instances/taggedInstances';
import { Reading, SharedReadCache } from '../cache/SharedReadCache';

/** An account and region. */
export interface Place {
  accountId: string;
  region: string;
}

/** The nodes with given IDs as Systems Manager reports them, or the error. */
export type Pings =
  | { status: 'read'; nodes: ManagedNode[] }
  | { status: 'fault'; fault: AwsFault };

/** The key that encrypts sessions. */
export type SessionKey = ReturnType<typeof sessionKeyOf>;

/** How to read AWS for one response. */
export interface ConnectReadOptions {
  fresh: boolean;
  deadline: Deadline;
}

/** Reads what the readiness of roles does not include. */
export interface ConnectPlaceReader {
  /** Reads whether instances without a readable role are online. */
  readPings(
    place: Place,
    instanceIds: readonly string[],
    options: ConnectReadOptions,
  ): Promise<Reading<Pings>>;
  /** Reads which hybrid nodes have a tag; undefined if AWS does not answer. */
  readTagged(
    place: Place,
    tag: Tag,
    options: ConnectReadOptions,
  ): Promise<Reading<TaggedNodes | undefined>>;
  readSessionKey(
    place: Place,
    options: ConnectReadOptions,
  ): Promise<Reading<SessionKey>>;
}

export function createConnectPlaceReader(deps: {
  accounts: AwsAccounts;
  logger: LoggerService;
  readCache: SharedReadCache;
}): ConnectPlaceReader {
  const { accounts, logger, readCache } = deps;

  function warned(place: Place, what: string, error: unknown): AwsFault {
    const fault = awsFault(error);
    const { code, message, requestId } = fault;
    logger.warn(
      `Account ${place.accountId} in ${place.region} could not be read for the ${what} of nodes: ${message}`,
      { ...place, code, requestId },
    );
    return fault;
  }

  async function listPings(
    { accountId, region }: Place,
    instanceIds: readonly string[],
  ): Promise<Pings> {
    try {
      const account = await accounts.get(accountId);
      const { nodes } = await listNodes(account, region, { instanceIds });
      return { status: 'read', nodes };
    } catch (error) {
      const place = { accountId, region };
      return { status: 'fault', fault: warned(place, 'state', error) };
    }
  }

  async function loadTagged(
    { accountId, region }: Place,
    tag: Tag,
  ): Promise<TaggedNodes | undefined> {
    try {
      const account = await accounts.get(accountId);
      return await listTaggedNodes(account, region, tag);
    } catch (error) {
      warned({ accountId, region }, 'tags', error);
      return undefined;
    }
  }

  async function loadSessionKey(
    { accountId, region }: Place,
    fresh: boolean,
  ): Promise<Reading<SessionKey>> {
    const cache = readCache.forAnswer({ fresh });
    try {
      const account = await accounts.get(accountId);
      const environment = await readSessionEnvironment({
        accounts,
        account,
        region,
        cache,
      });
      return { value: sessionKeyOf(environment), readAt: cache.oldest() };
    } catch (error) {
      return { value: notRead(awsFault(error)), readAt: cache.oldest() };
    }
  }

  return {
    readPings(place, instanceIds, { fresh, deadline }) {
      const { accountId, region } = place;
      const ids = [...instanceIds].sort();
      return deadline.within<Reading<Pings>>(
        accountId,
        readCache.getOrLoad(
          `pings:${accountId}:${region}:${ids.join(',')}`,
          () => listPings(place, ids),
          {
            about: [{ what: 'instances', accountId }],
            fresh,
            // A node may come online at any time.
            isStable: () => false,
          },
        ),
        fault => ({ value: { status: 'fault', fault }, readAt: Date.now() }),
      );
    },

    readTagged(place, tag, { fresh, deadline }) {
      const { accountId, region } = place;
      return deadline.within<Reading<TaggedNodes | undefined>>(
        accountId,
        readCache.getOrLoad(
          `tagged-nodes:${accountId}:${region}:${tag.key}=${tag.value}`,
          () => loadTagged(place, tag),
          {
            about: [{ what: 'instances', accountId }],
            fresh,
            // Tags can change at any time.
            isStable: () => false,
          },
        ),
        () => ({ value: undefined, readAt: Date.now() }),
      );
    },

    readSessionKey: (place, { fresh, deadline }) =>
      deadline.within(place.accountId, loadSessionKey(place, fresh), fault => ({
        value: notRead(fault),
        readAt: Date.now(),
      })),
  };
}

function notRead({ message, hint }: AwsFault): SessionKey {
  return { unknown: { reason: message, remedy: hint } };
}

/** Returns the state of a node as in the readiness of roles. */
export function pingOf({ seen }: ManagedNode): ObservedInstance['ping'] {
  return seen?.ping ?? 'unseen';
}
