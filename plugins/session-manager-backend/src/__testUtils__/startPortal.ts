import { readFileSync } from 'node:fs';
import { Server } from 'node:http';
import { resolve } from 'node:path';
import {
  createServiceFactory,
  coreServices,
  ServiceFactory,
  BackendFeature,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  NotificationSendOptions,
  notificationService,
} from '@backstage/plugin-notifications-node';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import {
  SignalPayload,
  signalsServiceRef,
} from '@backstage/plugin-signals-node';
import { JsonObject } from '@backstage/types';
import scaffolderModule from 'backstage-plugin-scaffolder-backend-module-session-manager';
import {
  FiledRequest,
  NewRoleRequest,
  RequestDetails,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import knexFactory, { Knex } from 'knex';
import { demoFleet, REGION } from 'local-aws';
import request from 'supertest';
import { parse } from 'yaml';
import plugin from '../index';
import { asDocumented } from './asDocumented';
import { authWithActors } from './authWithActors';

export const { development, production } = demoFleet.accounts;

/** An account that the portal does not have. */
export const AUDIT = '777788889999';

/** Development creates roles immediately, production only approved ones. */
export const PORTAL_CONFIG = {
  app: { baseUrl: 'http://localhost:3000' },
  aws: {
    mainAccount: { region: REGION },
    accounts: [
      {
        accountId: production,
        roleName: demoFleet.portalRoleName,
        region: REGION,
      },
      {
        accountId: AUDIT,
        roleName: demoFleet.portalRoleName,
        region: REGION,
      },
    ],
  },
  sessionManager: {
    region: REGION,
    // Answers do not depend on how busy the machine is.
    status: { deadline: { minutes: 1 } },
    accounts: [
      { accountId: development, name: 'development', partition: 'aws' },
      {
        accountId: production,
        name: 'production',
        partition: 'aws',
        approval: { approvers: ['group:default/security'] },
      },
    ],
  },
};

/** The portal's configuration with other rules for production. */
export function configWith(approval: object, ...more: object[]) {
  const [first] = PORTAL_CONFIG.sessionManager.accounts;
  return {
    ...PORTAL_CONFIG,
    sessionManager: {
      ...PORTAL_CONFIG.sessionManager,
      accounts: [
        first,
        {
          accountId: production,
          name: 'production',
          partition: 'aws',
          approval: { approvers: ['group:default/security'], ...approval },
        },
        ...more,
      ],
    },
  };
}

/** The entities of the tests: users, their groups, a service. */
export const ENTITIES: Entity[] = [
  user('ada', 'payments'),
  user('grace', 'cloud'),
  user('noor', 'security'),
  user('mei', 'orders'),
  // Cloud is a part of security.
  group('security'),
  group('cloud', 'security'),
  group('payments'),
  group('orders'),
  {
    ...entity('Component', 'payments'),
    relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
  },
  parse(
    readFileSync(
      resolve(
        __dirname,
        '../../../../templates/session-manager-approved-role/template.yaml',
      ),
      'utf8',
    ),
  ),
];

function entity(kind: string, name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
  };
}

function user(name: string, team: string): Entity {
  return {
    ...entity('User', name),
    relations: [{ type: 'memberOf', targetRef: `group:default/${team}` }],
  };
}

function group(name: string, parent?: string): Entity {
  return {
    ...entity('Group', name),
    relations: parent
      ? [{ type: 'childOf', targetRef: `group:default/${parent}` }]
      : [],
  };
}

/** Authorization headers of the users and services of the tests. */
export const as = headersFor('session-manager');

/** The same, for calls to another plugin. */
export function headersFor(targetPluginId: string) {
  const service = (subject: string) =>
    mockCredentials.service.header({
      onBehalfOf: mockCredentials.service(subject),
      targetPluginId,
    });
  return {
    ada: mockCredentials.user.header('user:default/ada'),
    grace: mockCredentials.user.header('user:default/grace'),
    noor: mockCredentials.user.header('user:default/noor'),
    mei: mockCredentials.user.header('user:default/mei'),
    guest: mockCredentials.user.header('user:default/guest'),
    root: mockCredentials.user.header('user:default/root'),
    scaffolder: service('plugin:scaffolder'),
    ci: service('external:ci'),
    nobody: mockCredentials.none.header(),
  };
}

/** A database that persists for the plugin; each other plugin has its own. */
function databaseWith(knex: Knex): ServiceFactory {
  return createServiceFactory({
    service: coreServices.database,
    deps: {
      plugin: coreServices.pluginMetadata,
      lifecycle: coreServices.lifecycle,
    },
    factory: ({ plugin: { getId }, lifecycle }) => {
      if (getId() === 'session-manager') {
        return { getClient: async () => knex };
      }
      const own = knexFactory({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
      });
      lifecycle.addShutdownHook(() => own.destroy());
      return { getClient: async () => own };
    },
  });
}

/**
 * The plugin and the real scaffolder with its actions in one backend, with
 * functions to call them. Tests trigger the processing of requests themselves.
 */
export async function startPortal(
  options: {
    config?: JsonObject;
    entities?: Entity[];
    /** The plugin's database, to share or keep; default: a new one. */
    knex?: Knex;
    /** Receives each notification before it is sent; throw to reject it. */
    beforeNotifying?: (sent: NotificationSendOptions) => Promise<void>;
    /** Services that replace the defaults of tests. */
    services?: ServiceFactory[];
    /** Omits the scaffolder, for tests that carry out nothing. */
    features?: BackendFeature[];
  } = {},
) {
  const notified: NotificationSendOptions[] = [];
  const signalled: SignalPayload[] = [];
  let published = 0;
  const scheduler = mockServices.scheduler();
  const backend = await startTestBackend({
    features: [
      plugin,
      ...(options.features ?? [scaffolderPlugin, scaffolderModule]),
      mockServices.rootConfig.factory({
        data: options.config ?? PORTAL_CONFIG,
      }),
      authWithActors,
      catalogServiceMock.factory({ entities: options.entities ?? ENTITIES }),
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async sent => {
            await options.beforeNotifying?.(sent);
            notified.push(sent);
          },
        }),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          publish: async signal => {
            signalled.push(signal);
            published += 1;
          },
        }),
      }),
      ...(options.knex ? [databaseWith(options.knex)] : []),
      ...(options.services ?? []),
    ],
  });

  const call = (
    method: 'get' | 'post' | 'delete',
    path: string,
    header: string,
  ) =>
    request(backend.server)
      [method](`/api/session-manager${path}`)
      .set('authorization', header)
      .expect(asDocumented(method, path));

  const portal = {
    get: (path: string, header = as.ada) => call('get', path, header),
    post: (path: string, body: object, header = as.ada) =>
      call('post', path, header).send(body),
    delete: (path: string, header = as.ada) => call('delete', path, header),

    /** Files a request for a role in production. */
    async file(
      spec: Partial<NewRoleRequest['spec']> = {},
      header = as.ada,
    ): Promise<RoleRequest> {
      const { body }: { body: FiledRequest } = await portal
        .post(
          '/requests',
          {
            spec: { accountId: production, roleName: 'web', ...spec },
            reason: 'on call',
          },
          header,
        )
        .expect(201);
      return body.request;
    },

    async details(id: string, header = as.ada): Promise<RequestDetails> {
      return (await portal.get(`/requests/${id}`, header).expect(200)).body;
    },

    decide(
      { id, specHash }: RoleRequest,
      verb: string,
      header: string,
      comment?: string,
    ) {
      return portal.post(
        `/requests/${id}/${verb}`,
        { specHash, ...(comment && { comment }) },
        header,
      );
    },

    /** Processes due requests once, as the scheduler does. */
    sweep: () => scheduler.triggerTask('session-manager-requests'),

    /** Scans the accounts that are due, as the scheduler does. */
    scan: () => scheduler.triggerTask('session-manager-fleet'),

    /** Waits until a request matches. */
    async until(
      id: string,
      status: RoleRequest['state']['status'],
    ): Promise<RequestDetails> {
      for (;;) {
        const seen = published;
        const details = await portal.details(id);
        if (details.request.state.status === status) {
          return details;
        }
        // Details are costly, so they are read after a change only. Another
        // portal on the database may make it.
        for (let wait = 0; wait < 20 && published === seen; wait += 1) {
          await new Promise(done => setTimeout(done, 50));
        }
      }
    },

    /** Waits for a notification with this title since the last call. */
    async untilNotified(title: string): Promise<void> {
      while (!notified.some(({ payload }) => payload.title === title)) {
        await new Promise(done => setTimeout(done, 50));
      }
    },

    /** The recipients and titles of notifications since the last call. */
    notifications: () =>
      notified.splice(0).map(({ recipients, payload }) => ({
        to: 'entityRef' in recipients ? recipients.entityRef : [],
        title: payload.title,
      })),
    signals: () => signalled.splice(0),
    server: backend.server as Server,
    async stop() {
      // The scaffolder polls each second for the end of a task, and would do so
      // once more on a closed database if the backend stopped before that.
      const tasks = await request(backend.server)
        .get('/api/scaffolder/v2/tasks?limit=1')
        .set('authorization', as.ada);
      if (tasks.status !== 404 && tasks.body.totalTasks !== 0) {
        await new Promise(done => setTimeout(done, 1_500));
      }
      await backend.stop();
    },
  };
  return portal;
}
