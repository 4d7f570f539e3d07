import { mockCredentials } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { RoleReadiness } from 'backstage-plugin-session-manager-common';
import { demoFleet } from 'local-aws';
import {
  component,
  DEMO_CONFIG,
  startPlugin,
} from '../__testUtils__/startPlugin';
import { useDemoAws } from '../__testUtils__/useDemoAws';
import { createDeadlines } from './deadlines';

jest.setTimeout(60_000);

const { development, production } = demoFleet.accounts;

describe('the deadline of accounts', () => {
  it('is shared by all reads of a response', async () => {
    const start = createDeadlines(
      { configured: [{ accountId: development, name: 'dev' }] },
      { milliseconds: 80 },
    );
    const deadline = start();
    const never = () => new Promise<string>(() => {});
    const late = ({ message }: { message: string }) => message;

    expect(
      await deadline.within(development, Promise.resolve('read'), late),
    ).toBe('read');
    expect(deadline.late()).toEqual([]);
    const said =
      'Account dev (111122223333) did not answer within 0.08 seconds.';
    expect(await deadline.within(development, never(), late)).toBe(said);
    const before = Date.now();
    expect(await deadline.within(development, never(), late)).toBe(said);
    // The deadline has already passed.
    expect(Date.now() - before).toBeLessThan(60);
    expect(deadline.late()).toEqual([
      expect.objectContaining({ accountId: development, accountName: 'dev' }),
    ]);
    await expect(
      deadline.within(development, Promise.reject(new Error('no')), late),
    ).rejects.toThrow('no');
  });
});

describe('if an account does not answer', () => {
  const aws = useDemoAws();
  let plugin: Awaited<ReturnType<typeof startPlugin>>;

  beforeEach(async () => {
    const { sessionManager } = DEMO_CONFIG as { sessionManager: JsonObject };
    plugin = await startPlugin({
      entities: [component('payments')],
      config: {
        ...DEMO_CONFIG,
        sessionManager: {
          ...sessionManager,
          status: { deadline: { seconds: 3 } },
        },
      },
    });
    // The first account's credentials, which the other account needs too.
    await plugin.get('/entities/component/default/payments/roles');
  });

  afterEach(() => plugin.stop());

  /** How long it took, in milliseconds. */
  async function timed<T>(load: () => Promise<T>): Promise<[T, number]> {
    const before = Date.now();
    const answer = await load();
    return [answer, Date.now() - before];
  }

  it('shows the roles of the other accounts, and names the missing one', async () => {
    aws.hang('AssumeRole');
    await plugin.stop();
    plugin = await startPlugin({
      entities: [component('payments')],
      config: {
        ...DEMO_CONFIG,
        sessionManager: {
          ...(DEMO_CONFIG.sessionManager as JsonObject),
          status: { deadline: { seconds: 3 } },
        },
      },
    });

    const read = () => plugin.roles('payments');
    let answer;
    let took;
    do {
      [answer, took] = await timed(read);
      // The portal continues to read an account that is only slow.
    } while (
      answer.incomplete.length > 1 ||
      answer.roles[0]?.status !== 'found' ||
      !answer.roles[0].readiness
    );

    const { roles, incomplete } = answer;
    expect(roles).toMatchObject([
      { status: 'found', readiness: { headline: { state: 'ready' } } },
    ]);
    expect(incomplete).toEqual([
      {
        accountId: production,
        accountName: 'production',
        fault: expect.objectContaining({
          kind: 'unreachable',
          code: 'DeadlineExceeded',
          message: expect.stringContaining('production'),
        }),
      },
    ]);
    expect(took).toBeLessThan(8_000);

    const [{ body }, tookInstances] = await timed(async () =>
      plugin.get('/entities/component/default/payments/instances'),
    );
    expect(body.instances).toHaveLength(3);
    expect(body.incomplete).toMatchObject([
      { accountId: production, fault: { code: 'DeadlineExceeded' } },
    ]);
    expect(tookInstances).toBeLessThan(8_000);
  });

  it('shows a role without what was not read in time', async () => {
    aws.hang('GetDocument');

    const [{ roles, incomplete }, took] = await timed(() =>
      plugin.roles('payments', '?refresh=true'),
    );

    // Data that was read just before is used.
    expect(roles).toMatchObject([{ status: 'found' }]);
    expect(incomplete).toEqual([]);
    expect(took).toBeLessThan(8_000);

    const later = Date.now() + 11_000;
    jest.spyOn(Date, 'now').mockImplementation(() => later);
    try {
      const again = await plugin.roles('payments', '?refresh=true');
      expect(again.roles).toMatchObject([{ status: 'found' }]);
      expect(again.roles[0]).not.toHaveProperty('readiness');
      expect(again.incomplete).toMatchObject([
        { accountId: development, fault: { code: 'DeadlineExceeded' } },
      ]);
      const { body } = await plugin
        .get('/entities/component/default/payments/readiness')
        .query({ roleArn: again.roles[0].roleArn, refresh: true });
      expect(body as RoleReadiness).toMatchObject({
        status: 'fault',
        fault: { code: 'DeadlineExceeded' },
      });
    } finally {
      jest.restoreAllMocks();
    }
  });

  describe('and a role is requested in it', () => {
    const wanted = {
      accountId: production,
      roleName: 'held-up',
      entityRef: 'component:default/payments',
    };
    const late = (accountName: string) => ({
      kind: 'unreachable',
      code: 'DeadlineExceeded',
      message: expect.stringContaining(accountName),
      hint: expect.stringContaining('status.deadline'),
    });

    /** Production requires approval, and its credentials are not known. */
    async function startGated(approver: string) {
      const { sessionManager } = DEMO_CONFIG as { sessionManager: JsonObject };
      await plugin.stop();
      plugin = await startPlugin({
        entities: [component('payments')],
        config: {
          ...DEMO_CONFIG,
          sessionManager: {
            ...sessionManager,
            accounts: [
              { accountId: development, name: 'development' },
              {
                accountId: production,
                name: 'production',
                approval: { approvers: [approver] },
              },
            ],
            status: { deadline: { seconds: 3 } },
          },
        },
      });
    }

    it('previews what needs no AWS data, and says what is missing', async () => {
      await startGated('group:default/security');
      aws.hang('AssumeRole');

      const [{ status, body }, took] = await timed(async () =>
        plugin.post('/preview', { spec: wanted }),
      );

      expect(status).toBe(200);
      expect(body).toMatchObject({
        spec: { roleName: 'held-up' },
        documents: { trust: { Statement: expect.anything() } },
        plan: { fault: late('production') },
        readinessFault: late('production'),
        approval: { approvers: ['group:default/security'], required: 1 },
      });
      expect(body).not.toHaveProperty('readiness');
      expect(took).toBeLessThan(8_000);
    });

    it('previews the plan and says that the readiness is missing', async () => {
      await startGated('group:default/security');
      aws.hang('GetDocument');

      const [{ body }, took] = await timed(async () =>
        plugin.post('/preview', {
          spec: { ...wanted, accountId: development },
        }),
      );

      expect(body.plan.changes).not.toHaveLength(0);
      expect(body).not.toHaveProperty('readiness');
      expect(body.readinessFault).toEqual(late('development'));
      expect(took).toBeLessThan(8_000);
    });

    it.each([
      ['the requester', 'user:default/mock', false],
      ['an approver', 'user:default/grace', true],
    ])('shows a request for it to %s', async (_, reader, isApprover) => {
      await startGated('user:default/grace');
      aws.hang('AssumeRole');
      const { body: filed } = await plugin.post('/requests', {
        spec: wanted,
        reason: 'x',
      });

      const [{ status, body }, took] = await timed(async () =>
        plugin
          .get(`/requests/${filed.request.id}`)
          .set('authorization', mockCredentials.user.header(reader)),
      );

      expect(status).toBe(200);
      expect(body.request.state.status).toBe('pending');
      expect(body.review).toMatchObject({
        documents: { trust: { Statement: expect.anything() } },
        plan: { fault: late('production') },
        readinessFault: late('production'),
        otherRoles: {
          roles: [{ roleName: 'payments-session-role', status: 'found' }],
          incomplete: [{ accountId: production, fault: late('production') }],
        },
      });
      expect(body.review).not.toHaveProperty('readiness');
      expect('hash' in body.review).toBe(isApprover);
      expect(took).toBeLessThan(8_000);
    });
  });

  it('does not block forms or requests', async () => {
    await plugin.stop();
    const { sessionManager } = DEMO_CONFIG as { sessionManager: JsonObject };
    const rule = {
      name: 'logs',
      version: '1',
      policyStyle: 'documented',
      buckets: ['*'],
    };
    plugin = await startPlugin({
      entities: [component('payments')],
      config: {
        ...DEMO_CONFIG,
        sessionManager: {
          ...sessionManager,
          accounts: [
            {
              accountId: development,
              name: 'development',
              approval: {
                approvers: ['group:default/security'],
                autoApprove: [rule],
              },
            },
          ],
          status: { deadline: { seconds: 3 } },
        },
      },
    });
    aws.hang('HeadBucket', 'ListBuckets');
    const spec = {
      accountId: development,
      roleName: 'held-up',
      s3: { bucket: demoFleet.bucket },
    };

    const [preview, tookPreview] = await timed(async () =>
      plugin.post('/preview', { spec }),
    );
    expect(preview.status).toBe(200);
    expect(preview.body.approval).toMatchObject({ required: 1 });
    expect(preview.body.approval).not.toHaveProperty('rule');
    expect(tookPreview).toBeLessThan(8_000);

    const [filed, tookFiling] = await timed(async () =>
      plugin.post('/requests', { spec, reason: 'x' }),
    );
    expect(filed.status).toBe(201);
    expect(filed.body.request.state.status).toBe('pending');
    expect(tookFiling).toBeLessThan(8_000);

    const [choices, tookChoices] = await timed(async () =>
      plugin.get(`/accounts/${development}/buckets`),
    );
    expect(choices.body).toMatchObject({
      choices: [],
      fault: { code: 'DeadlineExceeded' },
    });
    expect(tookChoices).toBeLessThan(8_000);
  });
});
