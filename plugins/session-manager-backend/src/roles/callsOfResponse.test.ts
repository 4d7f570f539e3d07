import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import { ROLE_ARN_ANNOTATION } from 'backstage-plugin-session-manager-common';
import { demoFleet } from 'local-aws';
import { decideByRelation } from '../permissions/decideByRelation';
import {
  component,
  DEMO_CONFIG,
  startPlugin,
} from '../__testUtils__/startPlugin';
import { useDemoAws } from '../__testUtils__/useDemoAws';
import { MAX_ROLES } from './entityRoles';

jest.setTimeout(120_000);

const { development } = demoFleet.accounts;

describe('the calls of one response', () => {
  const aws = useDemoAws();
  let stop: (() => Promise<void>) | undefined;

  afterEach(() => stop?.());

  it('to AWS are limited, however many roles the annotations name', async () => {
    const arns = Array.from(
      { length: 500 },
      (_, n) => `arn:aws:iam::${development}:role/role-${n}`,
    );
    const plugin = await startPlugin({
      entities: [component('payments', { [ROLE_ARN_ANNOTATION]: arns.join() })],
    });
    stop = plugin.stop;

    const { roles, notRead } = await plugin.roles('payments');

    expect(roles).toHaveLength(MAX_ROLES);
    // The one with the tag is not read either.
    expect(notRead).toEqual({ count: 501, limit: MAX_ROLES });
    expect(aws.calls().filter(call => call === 'GetRole')).toHaveLength(
      MAX_ROLES,
    );
  });

  it('to AWS read a bucket once', async () => {
    const plugin = await startPlugin({ entities: [component('payments')] });
    stop = plugin.stop;
    await plugin.roles('payments');

    const heads = aws.calls().filter(call => call === 'HeadBucket');

    expect(heads).toEqual(['HeadBucket']);
  });

  it('ask the permission policy once, and the catalog for nothing but the entity', async () => {
    const permissions = mockServices.permissions.mock({
      authorizeConditional: async requests =>
        requests.map(({ permission }) =>
          decideByRelation(permission, ['group:default/web'])!,
        ),
    });
    const catalog = catalogServiceMock({
      entities: [
        {
          ...component('payments'),
          relations: [{ type: 'ownedBy', targetRef: 'group:default/web' }],
        },
      ],
    });
    const others = jest.spyOn(catalog, 'getEntitiesByRefs');
    const plugin = await startPlugin({
      catalog: createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalog,
      }),
      config: {
        ...DEMO_CONFIG,
        sessionManager: {
          ...(DEMO_CONFIG.sessionManager as JsonObject),
          status: { deadline: { minutes: 1 } },
        },
      },
      services: [permissions.factory],
    });
    stop = plugin.stop;

    const { roles } = await plugin.roles('payments');

    expect(roles).toMatchObject([{ may: { change: true } }]);
    expect(permissions.authorizeConditional).toHaveBeenCalledTimes(1);
    expect(others).not.toHaveBeenCalled();
  });
});
