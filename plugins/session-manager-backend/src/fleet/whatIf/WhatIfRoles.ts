import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AffectedRole,
  emptyWhatIf,
  EnvironmentBasis,
  mergeWhatIf,
  NamedResources,
  namedResources,
  roleOfArn,
  SessionEnvironment,
  WHAT_IF_VERDICTS,
  WhatIfBasis,
  WhatIfChange,
  WhatIfRequest,
  WhatIfResources,
  WhatIfResponse,
  WhatIfResult,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  readNamedResources,
} from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import limitOf from 'p-limit';
import { configuredAccount } from '../../accounts/configuredAccounts';
import { Deadlines } from '../../accounts/deadlines';
import { SharedReadCache } from '../../cache/SharedReadCache';
import { withDatabaseErrors } from '../../database/transact';
import {
  readEnvironmentsOf,
  StoredEnvironment,
} from '../database/operations/environments';
import { countFleetRoles } from '../database/operations/listFleetRoles';
import {
  StoredRoleRow,
  streamStoredRoles,
} from '../database/operations/streamStoredRoles';
import { RoleSelection } from '../database/RoleSelection';
import { EnvironmentResource, keyId } from '../environmentResources';
import { InstanceTags } from '../instanceTags';
import { environmentHashOf, knownRegions } from '../predictFleetRole';
import { VisibleRoles } from '../visibleRoles';
import { AffectedRoles, unsafeIn } from './AffectedRoles';
import { parseChange } from './parseChange';
import { WhatIfTask, WhatIfTaskResult, WhatIfWorkers } from './WhatIfWorkers';

/** What happens while a change is applied to roles, the result last. */
export type WhatIfStep =
  | { progress: { done: number; total: number } }
  | { items: AffectedRole[] }
  | { result: Omit<WhatIfResponse, 'items' | 'pageInfo'> };

/** What changes would do to stored roles, for callers. */
export interface WhatIfRoles {
  /**
   * All affected roles, in the order of their ARNs. Throws a `NotAllowedError` if
   * the caller may see no role, an `InputError` if the change is not valid, and
   * the signal's reason if it is aborted.
   */
  stream(
    request: WhatIfRequest,
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): AsyncGenerator<WhatIfStep>;
  /** A page of them, the worst first. */
  page(
    request: WhatIfRequest,
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): Promise<WhatIfResponse>;
}

// Others wait, so that changes that many people try do not take all memory.
const AT_ONCE = 2;

export function createWhatIfRoles(options: {
  accounts: AwsAccounts;
  knex: Knex;
  readCache: SharedReadCache;
  startDeadline: Deadlines;
  visibleRoles: VisibleRoles;
  workers: WhatIfWorkers;
}): WhatIfRoles {
  const { accounts, knex, readCache, startDeadline, visibleRoles, workers } =
    options;
  const turn = limitOf(AT_ONCE);

  async function* stream(
    request: WhatIfRequest,
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): AsyncGenerator<WhatIfStep> {
    const written = parseChange(request);
    const visible = await visibleRoles.to(credentials);
    const done = await nextTurn(turn, signal);
    try {
      yield* applied(await prepare(written, visible), signal);
    } finally {
      done();
    }
  }

  interface Prepared {
    total: number;
    change: WhatIfChange;
    resources: WhatIfResources;
    selection: RoleSelection;
    environments: Environments;
  }

  async function prepare(
    written: WhatIfChange,
    visible: RoleSelection['visible'],
  ): Promise<Prepared> {
    const { accountId, region } = written;
    const environments = createEnvironments(knex);
    const stored = (await environments.of([accountId])).get(accountId) ?? [];
    const environment = stored.find(one => one.region === region)?.known
      ?.environment;
    const { bucketAfter, toRead } = namedResources(written, environment);
    const change: WhatIfChange = written.bucket
      ? { ...written, bucket: { name: bucketAfter, ...written.bucket } }
      : written;
    const selection = {
      visible,
      concerned: concernedBy(change, environment),
    };
    const total = await withDatabaseErrors(() =>
      countFleetRoles(knex, selection),
    );
    return {
      ...{ total, change, selection, environments },
      // Who sees no role learns nothing of the account.
      resources: total > 0 ? await readResources(written, toRead) : {},
    };
  }

  /** What AWS does not return in time is unknown, which counts as unsafe. */
  async function readResources(
    { accountId, region }: WhatIfChange,
    toRead: NamedResources['toRead'],
  ): Promise<WhatIfResources> {
    const { bucket, logGroup, keys } = toRead;
    if (!bucket && !logGroup && keys.length === 0) {
      return {};
    }
    const cache = readCache.forAnswer({ fresh: true });
    const reading = accounts
      .get(accountId)
      .then(account =>
        readNamedResources(toRead, { accounts, account, region, cache }),
      )
      .catch((): WhatIfResources => ({}));
    return startDeadline().within<WhatIfResources>(
      accountId,
      reading,
      () => ({}),
    );
  }

  async function* applied(
    { total, change, resources, selection, environments }: Prepared,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<WhatIfStep> {
    let sum: WhatIfResult = emptyWhatIf();
    let oldestRole: string | undefined;
    yield { progress: { done: 0, total } };
    for await (const { result, oldest } of inThreads()) {
      signal?.throwIfAborted();
      // Items are handed on, and not kept.
      sum = mergeWhatIf([sum, { ...result, items: [] }]);
      oldestRole =
        oldestRole === undefined || oldest < oldestRole ? oldest : oldestRole;
      if (result.items.length > 0) {
        yield { items: result.items.map(toAffectedRole) };
      }
      yield {
        progress: { done: sum.total, total: Math.max(total, sum.total) },
      };
    }
    yield {
      result: {
        ...{ total: sum.total, before: sum.before, after: sum.after },
        verdicts: sum.verdicts,
        unsafe: unsafeIn(sum.verdicts),
        basis: oldestRole
          ? await basisOf(change, oldestRole)
          : { environments: [] },
      },
    };

    async function* inThreads() {
      const running: Array<
        Promise<{ result: WhatIfTaskResult; oldest: string }>
      > = [];
      for await (const rows of streamStoredRoles(knex, selection)) {
        signal?.throwIfAborted();
        const task = await taskOf(rows, { change, resources, environments });
        const work = workers.run(task).then(result => ({
          result,
          oldest: rows.reduce(
            (least, { observedAt }) =>
              observedAt < least ? observedAt : least,
            rows[0].observedAt,
          ),
        }));
        // Handled when it is its turn.
        work.catch(() => {});
        running.push(work);
        if (running.length >= workers.pages) {
          yield await running.shift()!;
        }
      }
      for (const work of running) {
        yield await work;
      }
    }
  }

  async function basisOf(
    { accountId, region }: WhatIfChange,
    oldestRole: string,
  ): Promise<WhatIfBasis> {
    const stored = await createEnvironments(knex).of([accountId]);
    const environment = stored
      .get(accountId)
      ?.find(one => one.region === region);
    const basis: EnvironmentBasis = {
      ...{ accountId, region },
      ...(environment?.known && { observedAt: environment.known.observedAt }),
      ...(environment?.fault && { fault: environment.fault.fault }),
    };
    return { oldestRole, environments: [basis] };
  }

  function toAffectedRole(
    item: WhatIfTaskResult['items'][number],
  ): AffectedRole {
    const { accountId = '', roleName = '' } = roleOfArn(item.roleArn) ?? {};
    const { name } = configuredAccount(accounts, accountId) ?? {};
    return {
      ...item,
      ...{ roleName, accountId },
      ...(name && { accountName: name }),
      sentence: WHAT_IF_VERDICTS[item.verdict],
    };
  }

  return {
    stream,

    async page({ cursor, limit = 25, ...request }, credentials, signal) {
      const affected = new AffectedRoles(cursor, limit);
      let result: Omit<WhatIfResponse, 'items' | 'pageInfo'> | undefined;
      for await (const step of stream(request, credentials, signal)) {
        if ('items' in step) {
          affected.add(step.items);
        } else if ('result' in step) {
          result = step.result;
        }
      }
      return { ...result!, ...affected.page() };
    },
  };
}

/** Waits for a turn; the result ends it. */
async function nextTurn(
  turn: ReturnType<typeof limitOf>,
  signal: AbortSignal | undefined,
): Promise<() => void> {
  return new Promise((resolve, reject) => {
    turn(
      () =>
        new Promise<void>(done => {
          if (signal?.aborted) {
            reject(signal.reason);
            done();
          } else {
            resolve(done);
          }
        }),
    );
  });
}

/** The roles of a change: of its account, and those that share what it names. */
function concernedBy(
  change: WhatIfChange,
  environment: SessionEnvironment | undefined,
): NonNullable<RoleSelection['concerned']> {
  const { accountId, region, bucket, keys = {}, aliases = {} } = change;
  const { detach = [], attach = [], replace = [], boundaries = {} } = change;
  const isAboutRoles =
    detach.length + attach.length + replace.length > 0 ||
    Object.keys(boundaries).length > 0;
  const targets = Object.values(aliases).flatMap(target => target ?? []);
  const { sessionKeyArn, bucketKeyArn } = environment?.facts ?? {};
  const renamed = [sessionKeyArn, bucketKeyArn].flatMap(fact =>
    Object.keys(aliases).length > 0 && fact && 'known' in fact
      ? [fact.known]
      : [],
  );
  const ids = [...Object.keys(keys), ...targets, ...renamed].flatMap(
    arn => keyId(arn) ?? [],
  );
  const resources: EnvironmentResource[] = [
    ...(bucket?.name ? [{ kind: 'bucket' as const, name: bucket.name }] : []),
    ...[...new Set(ids)].map(name => ({ kind: 'key' as const, name })),
  ];
  return { accountId, ...(isAboutRoles ? {} : { region }), resources };
}

/** The stored environments of accounts, each read once for a change. */
interface Environments {
  of(
    accountIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly StoredEnvironment[]>>;
  /** An environment as JSON. */
  text(hash: string, environment: SessionEnvironment): string;
}

function createEnvironments(knex: Knex): Environments {
  const byAccount = new Map<string, readonly StoredEnvironment[]>();
  const texts = new Map<string, string>();
  return {
    async of(accountIds) {
      const missing = [...new Set(accountIds)].filter(id => !byAccount.has(id));
      if (missing.length > 0) {
        const read = await withDatabaseErrors(() =>
          readEnvironmentsOf(knex, missing),
        );
        missing.forEach(id => byAccount.set(id, read.get(id) ?? []));
      }
      return byAccount;
    },
    text(hash, environment) {
      const known = texts.get(hash) ?? JSON.stringify(environment);
      texts.set(hash, known);
      return known;
    },
  };
}

async function taskOf(
  rows: readonly StoredRoleRow[],
  {
    change,
    resources,
    environments,
  }: {
    change: WhatIfChange;
    resources: WhatIfResources;
    environments: Environments;
  },
): Promise<WhatIfTask> {
  const stored = await environments.of(rows.map(({ accountId }) => accountId));
  const texts: Record<string, string> = {};
  const roles = rows.map(row => {
    const regions = knownRegions(stored.get(row.accountId) ?? []).filter(
      ({ region }) => row.regions.includes(region),
    );
    for (const { environment, environmentHash } of regions) {
      texts[environmentHash] = environments.text(environmentHash, environment);
    }
    const tags: InstanceTags | undefined =
      row.instanceTags === undefined ? undefined : JSON.parse(row.instanceTags);
    const isCurrent = environmentHashOf(regions, tags) === row.environmentHash;
    return {
      snapshot: row.snapshot,
      ...(isCurrent && { predictions: row.predictions }),
      ...(tags && { taggedInstances: tags.regions }),
      regions: regions.map(({ region, environmentHash }) => ({
        region,
        environmentHash,
      })),
      ...(row.entityRef && { entityRef: row.entityRef }),
      ...(row.owner && { owner: row.owner }),
    };
  });
  return { change, resources, roles, environments: texts };
}
