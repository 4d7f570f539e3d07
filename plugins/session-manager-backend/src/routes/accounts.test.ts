import { mockCredentials } from '@backstage/backend-test-utils';
import { startPlugin } from '../__testUtils__/startPlugin';

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
const approval = { approvers: ['group:default/cloud-security'], required: 2 };

describe('GET /accounts', () => {
  let stop: (() => Promise<void>) | undefined;
  afterEach(() => stop?.());

  async function start(sessionManager: object) {
    const config = JSON.parse(JSON.stringify({ sessionManager }));
    const plugin = await startPlugin({ entities: [], config });
    stop = plugin.stop;
    return plugin;
  }

  it('tells what each account gives, in order and without asking AWS', async () => {
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
      items: [development, { ...production, approval }],
    });
  });

  it('tells none where any account may be asked for', async () => {
    const { body } = await (await start({})).get('/accounts').expect(200);

    expect(body).toEqual({ items: [] });
  });

  it('refuses those who do not say who they are', async () => {
    const { get } = await start({ accounts: [production] });

    const { body } = await get('/accounts')
      .set('authorization', mockCredentials.none.header())
      .expect(401);

    expect(JSON.stringify(body)).not.toContain('cloud-security');
  });
});
