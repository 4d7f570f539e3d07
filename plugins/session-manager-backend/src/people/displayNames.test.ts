import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { displayNames } from './displayNames';

const entity = (
  kind: string,
  name: string,
  { title, ...spec }: { title?: string; profile?: { displayName: string } },
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default', ...(title && { title }) },
  spec,
});

const ENTITIES = [
  entity('User', 'grace', { profile: { displayName: 'Grace Lindqvist' } }),
  entity('Template', 'role', { title: 'Session Manager role' }),
  entity('User', 'noor', {}),
];

const namesOf = (refs: string[], catalog: CatalogService) =>
  displayNames(refs, {
    auth: mockServices.auth(),
    catalog,
    logger: mockServices.logger.mock(),
  });

describe('displayNames', () => {
  it.each([
    ['user:default/grace', 'Grace Lindqvist'],
    ['template:default/role', 'Session Manager role'],
    ['user:default/noor', 'noor'],
    ['user:default/gone', 'gone'],
    ['external:ci', 'service ci'],
    ['not a ref', 'not a ref'],
  ])('calls %s "%s"', async (ref, name) => {
    const named = await namesOf(
      [ref],
      catalogServiceMock({ entities: ENTITIES }),
    );

    expect(named(ref)).toBe(name);
  });

  it('uses the names in the refs if the catalog does not answer', async () => {
    const catalog = catalogServiceMock.mock({
      getEntitiesByRefs: async () => {
        throw new Error('down');
      },
    });
    const named = await namesOf(['user:default/grace'], catalog);

    expect(named('user:default/grace')).toBe('grace');
  });
});
