import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createNestedGroups } from './NestedGroups';

const group = (name: string, ...parents: string[]): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  relations: parents.map(parent => ({
    type: 'childOf',
    targetRef: `group:default/${parent}`,
  })),
});

const groups = createNestedGroups({
  auth: mockServices.auth(),
  catalog: catalogServiceMock({
    entities: [
      group('security'),
      group('cloud', 'security'),
      group('iam', 'cloud'),
      group('audit', 'security'),
      group('orders'),
      // A mistake that occurs in practice.
      group('one', 'two'),
      group('two', 'one'),
    ],
  }),
});
const refs = (...names: string[]) => names.map(name => `group:default/${name}`);

describe('nested groups', () => {
  it('are found at every level', async () => {
    expect(await groups.withParents(refs('iam'))).toEqual(
      refs('iam', 'cloud', 'security'),
    );
    expect(new Set(await groups.withChildren(refs('security')))).toEqual(
      new Set(refs('security', 'cloud', 'audit', 'iam')),
    );
  });

  it('may be absent, and may be cyclic', async () => {
    expect(await groups.withChildren(refs('orders'))).toEqual(refs('orders'));
    expect(await groups.withParents([])).toEqual([]);
    expect(await groups.withParents(refs('one'))).toEqual(refs('one', 'two'));
    expect(await groups.withChildren(refs('one'))).toEqual(refs('one', 'two'));
  });

  it('are not looked up for users, and are compared without regard to case', async () => {
    expect(
      await groups.withParents(['user:default/grace', 'Group:default/Cloud']),
    ).toEqual(['user:default/grace', ...refs('cloud', 'security')]);
  });
});
