import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import scaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import request from 'supertest';
import { parse } from 'yaml';

const config = parse(
  readFileSync(resolve(__dirname, '../../../app-config.yaml'), 'utf8'),
);

/** The config's locations, seen from the folder that the backend runs in. */
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
  'template:default/session-manager-attach-instances',
  'template:default/session-manager-hybrid-role',
  'template:default/session-manager-log-access',
  'template:default/session-manager-role-delete',
  'template:default/session-manager-role-logging',
  'template:default/session-manager-role-minimal',
  'template:default/session-manager-role-pull-request',
  'user:default/ada',
  'user:default/grace',
  'user:default/mei',
  'user:default/noor',
  'user:default/tomas',
];

type Backend = Awaited<ReturnType<typeof startTestBackend>>;

/** The catalog's own locations are of no interest here. */
async function readCatalog(backend: Backend): Promise<Entity[]> {
  const { body } = await request(backend.server)
    .get('/api/catalog/entities')
    .expect(200);
  return body.filter((entity: Entity) => entity.kind !== 'Location');
}

/** Locations are read in the background: asks until nothing is missing. */
async function waitForCatalog(backend: Backend): Promise<Entity[]> {
  for (;;) {
    const entities = await readCatalog(backend);
    if (entities.length >= EXPECTED.length) {
      return entities;
    }
    await new Promise(wake => setTimeout(wake, 50));
  }
}

describe('the demo catalog', () => {
  let backend: Backend;
  let entities: Entity[];

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        scaffolderEntityModel,
        mockServices.rootConfig.factory({ data: { catalog: catalogConfig } }),
      ],
    });
    entities = await waitForCatalog(backend);
  }, 60_000);

  afterAll(() => backend.stop());

  it('is read whole from the locations of the config', () => {
    expect(entities.map(entity => stringifyEntityRef(entity)).sort()).toEqual(
      EXPECTED,
    );
  });

  it('relates entities to such only as it has', () => {
    const targets = entities.flatMap(({ relations = [] }) =>
      relations.map(relation => relation.targetRef),
    );
    expect(EXPECTED).toEqual(expect.arrayContaining(targets));
  });

  it('has the guest, as a member of the team that owns payments', () => {
    const { userEntityRef, ownershipEntityRefs } = config.auth.providers.guest;
    const payments = entities.find(
      entity => stringifyEntityRef(entity) === 'component:default/payments',
    );
    const owner = payments?.relations?.find(r => r.type === RELATION_OWNED_BY);

    expect(EXPECTED).toContain(userEntityRef);
    expect(ownershipEntityRefs).toEqual([userEntityRef, owner?.targetRef]);
  });
});
