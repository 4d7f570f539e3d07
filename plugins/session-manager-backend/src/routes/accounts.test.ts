import { ServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(60_000);

const development = {
  accountId: '111122223333',
  name: 'development',
  path: '/session-manager/',
};
const production = {
  accountId: '444455556666',
  name: 'production',
  partition: 'aws',
  permissionsBoundaryArn: 'arn:aws:iam::444455556666:policy/boundary',
  maxSessionDuration: 7200,
  tags: { 'cost-center': '4711' },
  allow: { buckets: ['corp-session-logs-*'], logGroups: ['/ssm/*'] },
};
const { allow: _, ...shown } = production;
const approval = { approvers: ['group:default/cloud-security'], required: 2 };

describe('GET /accounts', () => {
  let stop: (() => Promise<void>) | undefined;
  afterEach(() => stop?.());

  async function start(sessionManager: object, services?: ServiceFactory[]) {
    const config = JSON.parse(JSON.stringify({ sessionManager }));
    const plugin = await startPlugin({ entities: [], config, services });
    stop = plugin.stop;
    return plugin;
  }

  it('lists the settings of each account, in order and without calling AWS', async () => {
    const accounts = [
      { ...development, regions: ['us-east-1'] },
      { ...production, approval: { ...approval, expireAfter: { days: 3 } } },
    ];

    const { body } = await (
      await start({ accounts })
    )
      .get('/accounts')
      .expect(200);

    expect(body).toEqual({
      items: [development, { ...shown, approval }],
    });
  });

  it('lists only names for callers who may not use forms', async () => {
    const { get } = await start({ accounts: [{ ...production, approval }] }, [
      mockServices.permissions.factory({ result: AuthorizeResult.DENY }),
    ]);

    const { body } = await get('/accounts').expect(200);

    expect(body).toEqual({
      items: [{ accountId: '444455556666', name: 'production' }],
    });
  });

  it('is empty if any account may be used, and the portal’s own is not known', async () => {
    const { body } = await (await start({})).get('/accounts').expect(200);

    expect(body).toEqual({ items: [] });
  });

  it('refuses unauthenticated callers', async () => {
    const { get } = await start({ accounts: [{ ...production, approval }] });
    const { text } = await get('/accounts').expect(200);
    expect(text).toContain('cloud-security');

    const { body } = await get('/accounts')
      .set('authorization', mockCredentials.none.header())
      .expect(401);

    expect(JSON.stringify(body)).not.toContain('cloud-security');
  });
});
