import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import scaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import searchPlugin from '@backstage/plugin-search-backend';
import searchCatalog from '@backstage/plugin-search-backend-module-catalog';
import { SearchResult, SearchResultSet } from '@backstage/plugin-search-common';
import request from 'supertest';
import { parse } from 'yaml';

const config = parse(
  readFileSync(resolve(__dirname, '../../../app-config.yaml'), 'utf8'),
);

/**
 * The configured locations, relative to the folder that the backend runs in.
 */
const catalogConfig = {
  ...config.catalog,
  locations: config.catalog.locations.map((location: { target: string }) => ({
    ...location,
    target: resolve(__dirname, '..', location.target),
  })),
};

const EXPECTED = [
  'component:default/checkout',
  'component:default/inventory',
  'component:default/orders',
  'component:default/payments',
  'component:default/returns',
  'component:default/search',
  'component:default/session-manager-roles',
  'group:default/cloud-security',
  'group:default/engineering',
  'group:default/inventory',
  'group:default/orders',
  'group:default/payments',
  'group:default/platform',
  'system:default/shop',
  'template:default/session-manager-approved-role',
  'template:default/session-manager-approved-role-ja',
  'template:default/session-manager-attach-instances',
  'template:default/session-manager-attach-instances-ja',
  'template:default/session-manager-hybrid-role',
  'template:default/session-manager-hybrid-role-ja',
  'template:default/session-manager-log-access',
  'template:default/session-manager-log-access-ja',
  'template:default/session-manager-preferences',
  'template:default/session-manager-preferences-ja',
  'template:default/session-manager-role-delete',
  'template:default/session-manager-role-delete-ja',
  'template:default/session-manager-role-logging',
  'template:default/session-manager-role-logging-ja',
  'template:default/session-manager-role-minimal',
  'template:default/session-manager-role-minimal-ja',
  'template:default/session-manager-role-pull-request',
  'template:default/session-manager-role-pull-request-ja',
  'user:default/ada',
  'user:default/grace',
  'user:default/mei',
  'user:default/noor',
  'user:default/tomas',
];

type Backend = Awaited<ReturnType<typeof startTestBackend>>;

/** Ignores the catalog's own locations. */
async function readCatalog(backend: Backend): Promise<Entity[]> {
  const { body } = await request(backend.server)
    .get('/api/catalog/entities')
    .expect(200);
  return body.filter((entity: Entity) => entity.kind !== 'Location');
}

/**
 * Locations are read in the background, so this polls until no entity is
 * missing.
 */
async function waitForCatalog(backend: Backend): Promise<Entity[]> {
  for (;;) {
    const entities = await readCatalog(backend);
    if (entities.length >= EXPECTED.length) {
      return entities;
    }
    await new Promise(wake => setTimeout(wake, 50));
  }
}

/** Searches as a user of the portal. */
async function search(backend: Backend, term: string): Promise<SearchResult[]> {
  const { body } = await request(backend.server)
    .get('/api/search/query')
    .query({ term })
    .expect(200);
  const { results }: SearchResultSet = body;
  return results;
}

describe('the demo catalog', () => {
  const scheduler = mockServices.scheduler();
  let backend: Backend;
  let entities: Entity[];

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        scaffolderEntityModel,
        searchPlugin,
        searchCatalog,
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        mockServices.rootConfig.factory({
          data: { catalog: catalogConfig, search: config.search },
        }),
      ],
    });
    entities = await waitForCatalog(backend);
  }, 60_000);

  afterAll(() => backend.stop());

  it('is read completely from the configured locations', () => {
    expect(entities.map(entity => stringifyEntityRef(entity)).sort()).toEqual(
      EXPECTED,
    );
  });

  it('is found by the search', async () => {
    await scheduler.triggerTask('search_index_software_catalog');

    const found = await search(backend, 'payments');
    expect(found).toContainEqual(
      expect.objectContaining({
        type: 'software-catalog',
        document: expect.objectContaining({
          title: 'Payments',
          kind: 'Component',
          type: 'service',
          location: '/catalog/default/component/payments',
        }),
      }),
    );
  });

  it('only relates existing entities', () => {
    const targets = entities.flatMap(({ relations = [] }) =>
      relations.map(relation => relation.targetRef),
    );
    expect(EXPECTED).toEqual(expect.arrayContaining(targets));
  });

  it('contains the guest as a member of the team that owns payments', () => {
    const { userEntityRef, ownershipEntityRefs } = config.auth.providers.guest;
    const payments = entities.find(
      entity => stringifyEntityRef(entity) === 'component:default/payments',
    );
    const owner = payments?.relations?.find(r => r.type === RELATION_OWNED_BY);

    expect(EXPECTED).toContain(userEntityRef);
    expect(ownershipEntityRefs).toEqual([userEntityRef, owner?.targetRef]);
  });
});
