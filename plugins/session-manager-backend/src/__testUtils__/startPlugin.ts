import { Server } from 'node:http';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { BackendFeature, ServiceFactory } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import {
  EntityRoles,
  RoleReadiness,
} from 'backstage-plugin-session-manager-common';
import { demoFleet, REGION } from 'local-aws';
import request from 'supertest';
import plugin from '../index';
import { asDocumented } from './asDocumented';

const { accounts, portalRoleName } = demoFleet;

/** Both accounts of the demo fleet, the second by assuming a role there. */
export const DEMO_CONFIG: JsonObject = {
  aws: {
    mainAccount: { region: REGION },
    accounts: [
      {
        accountId: accounts.production,
        roleName: portalRoleName,
        region: REGION,
      },
    ],
  },
  sessionManager: {
    region: REGION,
    accounts: [
      { accountId: accounts.development, name: 'development' },
      { accountId: accounts.production, name: 'production' },
    ],
  },
};

/** A component of the default namespace. */
export function component(
  name: string,
  annotations?: Record<string, string>,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
  };
}

/** The plugin in a backend, with functions to call it as a user. */
export async function startPlugin(options: {
  entities?: Entity[];
  /** Replaces the catalog, which by default shows the entities to everyone. */
  catalog?: ServiceFactory;
  auditor?: ServiceFactory;
  config?: JsonObject;
  /** Replaces Backstage's own. */
  services?: ServiceFactory[];
  /** Other plugins and modules. */
  features?: BackendFeature[];
}) {
  const { entities, config = DEMO_CONFIG } = options;
  const backend = await startTestBackend({
    features: [
      plugin,
      mockServices.rootConfig.factory({ data: config }),
      options.auditor ?? mockServices.auditor.factory(),
      options.catalog ?? catalogServiceMock.factory({ entities }),
      ...(options.services ?? []),
      ...(options.features ?? []),
    ],
  });
  // Without a reference to the types of Backstage’s own server.
  const server: Server = backend.server;
  const send = (method: 'get' | 'post', path: string) =>
    request(server)
      [method](`/api/session-manager${path}`)
      .expect(asDocumented(method, path));
  const get = (path: string) => send('get', path);
  return {
    send,
    get,
    post: (path: string, body: object) => send('post', path).send(body),
    async roles(name: string, query = ''): Promise<EntityRoles> {
      const path = `/entities/component/default/${name}/roles${query}`;
      return (await get(path).expect(200)).body;
    },
    /**
     * Asserts that a role was found, in the region that its list entry shows.
     */
    async readiness(
      name: string,
      roleArn: string,
      query: Record<string, string> = {},
    ): Promise<RoleReadiness & { status: 'found' }> {
      const path = `/entities/component/default/${name}/readiness`;
      const { body } = await get(path)
        .query({ roleArn, ...query })
        .expect(200);
      expect(body).toMatchObject({ roleArn, status: 'found' });
      return body;
    },
    /** The backend, for requests to other plugins. */
    server,
    stop: () => backend.stop(),
  };
}
