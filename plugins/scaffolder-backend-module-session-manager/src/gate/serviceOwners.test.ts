import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { testGuards } from '../__testUtils__/gate';
import { createServiceOwners } from './serviceOwners';

const PAYMENTS = 'component:default/payments';
const ctx = { getInitiatorCredentials: async () => mockCredentials.user() };

describe('the owners named in a refusal', () => {
  const catalog = catalogServiceMock({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'payments', namespace: 'default' },
        relations: [
          { type: 'ownedBy', targetRef: 'group:default/payments' },
          { type: 'partOf', targetRef: 'system:default/shop' },
        ],
      },
    ],
  });
  const ownersOf = createServiceOwners({ catalog });

  it('are the owners of the service in the catalog', async () => {
    expect(await ownersOf(ctx, PAYMENTS)).toEqual(['group:default/payments']);
  });

  it.each(['component:default/nobody', 'not a ref', ''])(
    'are empty for "%s"',
    async ref => {
      expect(await ownersOf(ctx, ref)).toEqual([]);
    },
  );

  it('are empty if the catalog does not answer', async () => {
    const away = catalogServiceMock.mock({
      getEntityByRef: async () => {
        throw new Error('away');
      },
    });

    expect(await createServiceOwners({ catalog: away })(ctx, PAYMENTS)).toEqual(
      [],
    );
  });

  it('are part of the refusal', async () => {
    const guard = testGuards({
      ownersOf,
      permissions: mockServices.permissions({ result: AuthorizeResult.DENY }),
    })('session-manager:role:create');
    const role = { accountId: '111122223333', roleName: 'web' };

    await expect(
      guard.require(ctx, 'role', { ...role, entityRef: PAYMENTS }),
    ).rejects.toThrow(
      / Nothing was done\. Ask the owners of component:default\/payments: group:default\/payments\.$/,
    );
    await expect(guard.require(ctx, 'role', role)).rejects.toThrow(
      / Nothing was done\.$/,
    );
  });
});
