import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createEntityOwnership } from './EntityOwnership';

const resource = (name: string, type: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name, namespace: 'default' },
  spec: { type },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
});

describe('EntityOwnership', () => {
  it('does not count the entities that are roles as services of their owner', async () => {
    const ownership = createEntityOwnership({
      auth: mockServices.auth(),
      catalog: catalogServiceMock({
        entities: [
          resource('orders-db', 'database'),
          resource('payments-session-role', 'session-manager-role'),
        ],
      }),
    });

    expect(await ownership.ownedBy(['group:default/payments'])).toEqual([
      'resource:default/orders-db',
    ]);
  });
});
