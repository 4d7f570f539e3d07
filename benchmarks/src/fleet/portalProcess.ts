// A portal as a company runs it: users who sign in, a permission policy, the
// catalog, and the plugin. It tells what it needs for its answers.
import { createBackend } from '@backstage/backend-defaults';
import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { decideByRelation } from 'backstage-plugin-session-manager-backend';
import { roleReadPermission } from 'backstage-plugin-session-manager-common';
import type { Knex } from 'knex';
import { subscribe } from 'node:diagnostics_channel';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { answerParent } from './ask';

const SAMPLE_MS = 25;
const FLEET_ROWS =
  /^(?:insert into|update|delete from) [`"](fleet_(?:role|environment)\w*)/;

/** What the plugin logs of the scan of an account. */
export interface Scanned {
  accountId: string;
  /** The roles whose readiness was computed. */
  predicted: number;
  /** The roles that were written. */
  written: number;
  milliseconds: number;
  /** In milliseconds since the epoch. */
  endedAt: number;
}

const databases = new Map<string, Knex>();
/** Since the last question. */
let queries: Record<string, number> = {};
let requests: Record<string, number> = {};
let rowsWritten = 0;
let scans: Scanned[] = [];
let peakRss = 0;
let cpu = process.cpuUsage();

// Finer than the delays that are of interest.
const loop = monitorEventLoopDelay({ resolution: 5 });

function sample() {
  peakRss = Math.max(peakRss, process.memoryUsage.rss());
}

setInterval(sample, SAMPLE_MS).unref();

subscribe('http.server.request.start', message => {
  const { request } = message as { request: { url?: string } };
  const [, plugin = ''] = /^\/api\/([^/]+)/.exec(request.url ?? '') ?? [];
  requests[plugin] = (requests[plugin] ?? 0) + 1;
});

function count(pluginId: string, knex: Knex) {
  if (databases.has(pluginId)) {
    return;
  }
  databases.set(pluginId, knex);
  knex.on('query', ({ sql }: { sql: string }) => {
    if (!/^(?:begin|commit|rollback)\b/i.test(sql)) {
      queries[pluginId] = (queries[pluginId] ?? 0) + 1;
    }
  });
  knex.on(
    'query-response',
    (
      _: unknown,
      query: {
        sql: string;
        response?: { rowCount?: number };
        context?: { changes?: number };
      },
    ) => {
      if (FLEET_ROWS.test(query.sql)) {
        rowsWritten +=
          query.context?.changes ?? query.response?.rowCount ?? NaN;
      }
    },
  );
}

function listen(name: 'info' | 'warn' | 'error'): LoggerService['info'] {
  return (message, meta) => {
    if (/was scanned$/.test(String(message))) {
      scans.push({
        ...(meta as Omit<Scanned, 'endedAt'>),
        endedAt: Date.now(),
      });
    } else if (name === 'error') {
      process.stderr.write(`${message}\n`);
    }
  };
}

const logger: LoggerService = {
  info: listen('info'),
  warn: listen('warn'),
  error: listen('error'),
  debug: () => {},
  child: () => logger,
};

const backend = createBackend();
backend.add(
  createServiceFactory({
    service: coreServices.rootLogger,
    deps: {},
    factory: () => logger,
  }),
);
backend.add(
  createServiceFactory({
    service: coreServices.database,
    deps: {
      config: coreServices.rootConfig,
      lifecycle: coreServices.lifecycle,
      pluginMetadata: coreServices.pluginMetadata,
      ownLogger: coreServices.logger,
    },
    createRootContext: ({ config }) => DatabaseManager.fromConfig(config),
    factory: ({ pluginMetadata, lifecycle, ownLogger }, manager) => {
      const pluginId = pluginMetadata.getId();
      const database = manager.forPlugin(pluginId, {
        lifecycle,
        logger: ownLogger,
      });
      return {
        ...database,
        async getClient() {
          const knex = await database.getClient();
          count(pluginId, knex);
          return knex;
        },
      };
    },
  }),
);

backend.add(import('@backstage/plugin-auth-backend'));
// Signs in the user that the header `x-user` names.
backend.add(
  createBackendModule({
    pluginId: 'auth',
    moduleId: 'header-provider',
    register: env =>
      env.registerInit({
        deps: { providers: authProvidersExtensionPoint },
        init: async ({ providers }) =>
          providers.registerProvider({
            providerId: 'header',
            factory: createProxyAuthProviderFactory({
              authenticator: createProxyAuthenticator({
                defaultProfileTransform: async () => ({ profile: {} }),
                initialize: () => undefined,
                authenticate: async ({ req }) => ({
                  result: { name: req.header('x-user') ?? '' },
                }),
              }),
              signInResolver: async ({ result: { name } }, context) =>
                context.signInWithCatalogUser({
                  entityRef: `user:default/${name}`,
                }),
            }),
          }),
      }),
  }),
);
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-permission-backend'));
// As the policy of the portal in packages/backend.
backend.add(
  createBackendModule({
    pluginId: 'permission',
    moduleId: 'portal-policy',
    register: env =>
      env.registerInit({
        deps: { policy: policyExtensionPoint },
        init: async ({ policy }) =>
          policy.setPolicy({
            handle: async ({ permission }, user) =>
              (permission.name !== roleReadPermission.name &&
                decideByRelation(
                  permission,
                  user?.info.ownershipEntityRefs ?? [],
                )) || { result: AuthorizeResult.ALLOW },
          }),
      }),
  }),
);
backend.add(import('backstage-plugin-session-manager-backend'));

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const questions = {
  /** What was needed since the last time. */
  needed: () => {
    sample();
    const { user, system } = process.cpuUsage(cpu);
    const needed = {
      queries,
      requests,
      rowsWritten,
      scans,
      peakRss,
      cpuMs: (user + system) / 1000,
    };
    [queries, requests, rowsWritten, scans] = [{}, {}, 0, []];
    peakRss = 0;
    cpu = process.cpuUsage();
    return needed;
  },
  /**
   * The bytes of the heap that are in use. Without a collection, it grows to
   * whatever is allowed.
   */
  liveHeap: () => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  },
  watchLoop: () => {
    loop.reset();
    return loop.enable();
  },
  /** By how many milliseconds the event loop was late since then. */
  loopDelay: () => {
    loop.disable();
    const milliseconds = (value: number) => Math.round(value / 1e5) / 10;
    return {
      p50: milliseconds(loop.percentile(50)),
      p99: milliseconds(loop.percentile(99)),
      max: milliseconds(loop.max),
    };
  },
  /** Runs a statement on the database of a plugin. */
  sql: async (pluginId: string, statement: string) => {
    const result = await databases.get(pluginId)!.raw(statement);
    return result.rows ?? result;
  },
};

/** What the process answers. */
export type PortalQuestions = typeof questions;

backend.start().then(() => {
  answerParent(questions);
  process.send?.('ready');
});
