import { later } from '../__testUtils__/later';
import {
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  coreServices,
  createServiceFactory,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ScaffolderService,
  scaffolderServiceRef,
} from '@backstage/plugin-scaffolder-node';
import {
  RequestDetails,
  RequestReview,
} from 'backstage-plugin-session-manager-common';
import knexFactory, { Knex } from 'knex';
import { demoFleet } from 'local-aws';
import {
  AUDIT,
  as,
  configWith,
  development,
  production,
} from '../__testUtils__/startPortal';
import { Portal, useRequests } from '../__testUtils__/useRequests';
import {
  DENIAL_SID,
  whileUploadsAreDenied,
} from '../__testUtils__/whileUploadsAreDenied';

jest.setTimeout(120_000);

/** The history, without entries for started tasks. */
const steps = ({ history }: RequestDetails) =>
  history
    .filter(({ event }) => event !== 'start')
    .map(({ event, to }) => `${event} -> ${to}`);

/** Runs a function as if it were later, except for timers. */
async function oneMinuteLater(work: () => Promise<unknown>): Promise<void> {
  later(1);
  try {
    await work();
  } finally {
    jest.useRealTimers();
  }
}

describe('a request', () => {
  const requests = useRequests();

  // Databases that outlive a portal; destroyed after all portals stopped.
  const databases: Knex[] = [];
  const newDatabase = (): Knex => {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    databases.push(knex);
    return knex;
  };
  afterAll(() => Promise.all(databases.map(each => each.destroy())));

  // Requests stay approved until a test claims them.
  const withoutTasks = {
    features: [],
    services: [
      createServiceFactory({
        service: scaffolderServiceRef,
        deps: {},
        factory: () =>
          ({
            scaffold: async () => {
              throw new Error('The scaffolder is down');
            },
          }) as Partial<ScaffolderService> as ScaffolderService,
      }),
    ],
  };

  const roleOf = async (RoleName: string) => {
    const iam = new IAMClient(await requests.clientConfig());
    return (await iam.send(new GetRoleCommand({ RoleName }))).Role;
  };

  it('is approved by another user, and carried out by the scaffolder', async () => {
    const portal = await requests.start();
    const filed = await portal.file({
      roleName: 'payments',
      entityRef: 'component:default/payments',
    });
    expect(filed).toMatchObject({
      requester: 'user:default/ada',
      accountName: 'production',
      state: { status: 'pending', approvals: [] },
      rules: { approvers: ['group:default/security'], required: 1 },
    });

    // Grace is in cloud, which is in security.
    const seen = await portal.details(filed.id, as.grace);
    expect(seen.caller.approve).toEqual({ allowed: true });
    expect(seen.approvers).toEqual({
      missing: 1,
      refs: ['group:default/security'],
    });
    expect(seen.review).toMatchObject({
      plan: { changes: expect.any(Array) },
      documents: { permissions: { Version: '2012-10-17' } },
      otherRoles: { roles: [{ roleName: 'payments-session-role' }] },
    });

    await portal.decide(filed, 'approve', as.ada).expect(403);
    await portal.decide(filed, 'approve', as.grace, 'fine').expect(200);

    const done = await portal.until(filed.id, 'provisioned');
    expect((await roleOf('payments'))?.Arn).toBe(filed.roleArn);
    expect(steps(done)).toEqual([
      'file -> pending',
      'approve -> approved',
      'claim -> provisioning',
      'done -> provisioned',
    ]);
    expect(done.review.plan).toEqual({ changes: [] });
    // The role is checked after the request is provisioned.
    await portal.untilNotified('payments in production is created');
    expect(portal.notifications()).toEqual([
      {
        to: ['group:default/security'],
        title: 'payments in production waits for your approval',
      },
      {
        to: ['user:default/ada'],
        title: 'payments in production is approved and will be created',
      },
      {
        to: ['group:default/security'],
        title: 'grace approved payments in production',
      },
      { to: ['user:default/ada'], title: 'payments in production is created' },
    ]);
    expect(portal.signals()).toContainEqual({
      recipients: { type: 'broadcast' },
      channel: 'session-manager:requests',
      message: { type: 'request-changed', requestId: filed.id },
    });
  });

  it('needs two different users if two are required', async () => {
    const portal = await requests.start({
      config: configWith({ required: 2 }),
    });
    const filed = await portal.file({ roleName: 'two-pairs-of-eyes' });

    const { body } = await portal
      .decide(filed, 'approve', as.grace)
      .expect(200);
    expect(body.state).toEqual({
      status: 'pending',
      approvals: [{ by: 'user:default/grace' }],
    });
    expect(portal.notifications().at(-1)).toEqual({
      to: ['user:default/ada', 'user:default/grace'],
      title:
        'grace approved two-pairs-of-eyes in production. Approvals still required: 1',
    });
    await portal.decide(filed, 'approve', as.grace).expect(409);
    await portal.decide(filed, 'approve', as.mei).expect(403);
    expect((await portal.details(filed.id, as.noor)).approvers.missing).toBe(1);

    await portal.decide(filed, 'approve', as.noor).expect(200);
    await portal.until(filed.id, 'provisioned');
  });

  it('is not approved by its requester, nor by a service', async () => {
    const portal = await requests.start({ features: [] });
    const filed = await portal.file({ roleName: 'own' }, as.noor);

    const { body } = await portal.decide(filed, 'approve', as.noor).expect(403);
    expect(body.error.message).toBe(
      'You may not decide about your own request.',
    );
    const refused = await portal.decide(filed, 'approve', as.ci).expect(403);
    expect(refused.body.error.message).toBe(
      'Only people can decide on a request.',
    );
  });

  it('is rejected with a comment, and can be filed again', async () => {
    const portal = await requests.start({ features: [] });
    const filed = await portal.file({ roleName: 'rejected' });
    portal.notifications();

    await portal.decide(filed, 'reject', as.grace).expect(400);
    const { body } = await portal
      .decide(filed, 'reject', as.grace, 'too wide')
      .expect(200);

    expect(body.state).toEqual({
      status: 'rejected',
      by: 'user:default/grace',
      comment: 'too wide',
    });
    expect(portal.notifications()).toEqual([
      {
        to: ['user:default/ada'],
        title: 'grace rejected rejected in production',
      },
      // Replaces what the approvers were told at first.
      {
        to: ['group:default/security'],
        title: 'grace rejected rejected in production',
      },
    ]);
    await portal.decide(filed, 'approve', as.noor).expect(409);
    const again = await portal.file({ roleName: 'rejected' });
    expect(again.id).not.toBe(filed.id);

    // Whoever decides now sees that it was rejected before, and why.
    const { earlier } = await portal.details(again.id, as.noor);
    expect(earlier).toMatchObject([
      {
        id: filed.id,
        accountName: 'production',
        state: { status: 'rejected', comment: 'too wide' },
      },
    ]);
    expect((await portal.details(filed.id, as.noor)).earlier).toEqual([]);
  });

  it('can be withdrawn only by its requester', async () => {
    const portal = await requests.start({ features: [] });
    const filed = await portal.file({ roleName: 'withdrawn' });

    await portal.decide(filed, 'withdraw', as.grace).expect(403);
    const { body } = await portal.decide(filed, 'withdraw', as.ada).expect(200);

    expect(body.state).toEqual({ status: 'withdrawn' });
    await portal.decide(filed, 'approve', as.grace).expect(409);
  });

  it('expires if no one decides', async () => {
    const config = configWith({ expireAfter: { milliseconds: 1 } });
    const portal = await requests.start({ config, features: [] });
    const filed = await portal.file({ roleName: 'expired' });
    portal.notifications();

    await portal.decide(filed, 'approve', as.grace).expect(409);
    await portal.sweep();

    expect((await portal.details(filed.id)).request.state).toEqual({
      status: 'expired',
    });
    expect(portal.notifications()).toEqual([
      {
        to: ['user:default/ada', 'group:default/security'],
        title: 'The request for expired in production has expired',
      },
    ]);
  });

  describe('which is approved', () => {
    const approved = async (portal: Portal, roleName: string) => {
      const filed = await portal.file({ roleName });
      await portal.decide(filed, 'approve', as.grace).expect(200);
      portal.notifications();
      return filed;
    };

    it.each([
      ['its requester', as.ada, ['user:default/ada', 'user:default/grace']],
      ['an approver', as.noor, ['user:default/ada', 'user:default/grace']],
    ])(
      'is revoked by %s, and never claimed',
      async (who, header, recipients) => {
        const portal = await requests.start(withoutTasks);
        const filed = await approved(
          portal,
          `revoked-by-${who.slice(-8)}`.replace(/ /g, '-'),
        );

        await portal.decide(filed, 'revoke', header).expect(400);
        await portal.decide(filed, 'revoke', as.mei, 'mine').expect(403);
        const { body } = await portal
          .decide(filed, 'revoke', header, 'no longer needed')
          .expect(200);

        expect(body.state).toMatchObject({
          status: 'revoked',
          comment: 'no longer needed',
          approval: { kind: 'people' },
        });
        expect(portal.notifications()).toEqual([
          {
            to: recipients,
            title: expect.stringContaining('revoked the approval'),
          },
        ]);
        const claim = await portal
          .post(`/requests/${filed.id}/claim`, { taskId: '1' }, as.scaffolder)
          .expect(409);
        expect(claim.body.error.message).toBe('Its approval was revoked.');
        await portal.decide(filed, 'retry', as.ada).expect(409);
        await portal.decide(filed, 'approve', as.noor).expect(409);
        // A new request needs a new approval.
        const again = await portal.file({ roleName: filed.spec.roleName });
        expect(again.state).toEqual({ status: 'pending', approvals: [] });
      },
    );

    it('is either claimed or revoked if both happen at once', async () => {
      const portal = await requests.start(withoutTasks);
      for (let n = 1; n <= 10; n++) {
        const filed = await approved(portal, `raced-${n}`);
        const [claimed, revoked] = await Promise.all([
          portal.post(
            `/requests/${filed.id}/claim`,
            { taskId: '1' },
            as.scaffolder,
          ),
          portal.decide(filed, 'revoke', as.noor, 'stop'),
        ]);
        expect([claimed.status, revoked.status].sort()).toEqual([200, 409]);
        const { history } = await portal.details(filed.id);
        expect(history.at(-1)?.event).toBe(
          claimed.status === 200 ? 'claim' : 'revoke',
        );
      }
    });

    it('is superseded by a newer one for the same role', async () => {
      const portal = await requests.start(withoutTasks);
      const older = await approved(portal, 'narrowed');
      const newer = await portal.file({
        roleName: 'NARROWED',
        policyStyle: 'least-privilege',
      });
      expect((await portal.details(older.id)).request.state.status).toBe(
        'approved',
      );
      await portal.decide(newer, 'approve', as.grace).expect(200);

      const { request: after, history } = await portal.details(older.id);
      expect(after.state).toMatchObject({
        status: 'superseded',
        successorId: newer.id,
      });
      expect(history.at(-1)).toMatchObject({
        event: 'supersede',
        actor: { kind: 'portal' },
        successorId: newer.id,
      });
      await portal
        .post(`/requests/${older.id}/claim`, { taskId: '1' }, as.scaffolder)
        .expect(409);
      await portal
        .post(`/requests/${newer.id}/claim`, { taskId: '2' }, as.scaffolder)
        .expect(200);
    });

    it('is superseded as soon as its task fails, and is not claimed again meanwhile', async () => {
      const portal = await requests.start(withoutTasks);
      const older = await approved(portal, 'overtaken');
      const claim = () =>
        portal.post(
          `/requests/${older.id}/claim`,
          { taskId: '1' },
          as.scaffolder,
        );
      await claim().expect(200);
      const newer = await portal.file({ roleName: 'overtaken' });
      await portal.decide(newer, 'approve', as.grace).expect(200);
      // It is being carried out, and ends first.
      expect((await portal.details(older.id)).request.state.status).toBe(
        'provisioning',
      );

      const again = await claim().expect(409);
      expect(again.body.error.message).toContain(newer.id);
      await portal
        .post(
          `/requests/${older.id}/report`,
          { taskId: '1', outcome: 'failed', error: 'killed' },
          as.scaffolder,
        )
        .expect(200);

      const { request: after, history } = await portal.details(older.id);
      expect(after.state.status).toBe('superseded');
      expect(history.slice(-2).map(({ event }) => event)).toEqual([
        'fail',
        'supersede',
      ]);
      await portal.decide(older, 'retry', as.ada).expect(409);
    });

    it.each([
      ['approved', false],
      ['failed', true],
    ])('expires when it is %s and not used in time', async (status, fails) => {
      const portal = await requests.start({
        ...withoutTasks,
        config: configWith({ useWithin: { hours: 1 } }),
      });
      const filed = await approved(portal, `unused-${status}`);
      if (fails) {
        const task = { taskId: '1' };
        const path = `/requests/${filed.id}`;
        await portal.post(`${path}/claim`, task, as.scaffolder).expect(200);
        await portal
          .post(
            `${path}/report`,
            { ...task, outcome: 'failed', error: 'AccessDenied' },
            as.scaffolder,
          )
          .expect(200);
      }
      await portal.sweep();
      const { state } = (await portal.details(filed.id)).request;
      expect(state.status).toBe(status);
      later(60);
      await portal
        .post(`/requests/${filed.id}/claim`, { taskId: '1' }, as.scaffolder)
        .expect(409);
      await portal.decide(filed, 'retry', as.ada).expect(409);
      portal.notifications();
      await portal.sweep();

      const { request: after, history } = await portal.details(filed.id);
      expect(after.state).toMatchObject({
        status: 'expired',
        approval: { kind: 'people' },
      });
      expect(history.at(-1)).toMatchObject({ event: 'expire', from: status });
      expect(portal.notifications()).toHaveLength(1);
    });
  });

  describe('whose rules have changed', () => {
    let knex: Knex;
    beforeEach(() => {
      knex = newDatabase();
    });

    /** The same database with other rules. */
    const portalWith = (approval: object) =>
      requests.start({
        knex,
        ...withoutTasks,
        config: configWith(approval),
      });

    it('is not decided by a former approver', async () => {
      const before = await portalWith({});
      const filed = await before.file({ roleName: 'former' });
      const after = await portalWith({ approvers: ['user:default/noor'] });

      const { caller, review } = await after.details(filed.id, as.grace);
      expect(caller.approve).toEqual({
        allowed: false,
        reason:
          'You were an approver when the request was filed, but you no longer are.',
      });
      expect(review.plan).toMatchObject({
        changes: expect.arrayContaining([
          expect.objectContaining({ resource: 'role', name: 'former' }),
        ]),
      });
      for (const verb of ['approve', 'reject', 'confirm']) {
        await after.decide(filed, verb, as.grace, 'no').expect(403);
      }
      const toApprove = async (header: string) =>
        (await after.get('/requests?view=to-approve', header).expect(200)).body
          .items.length;
      expect(await toApprove(as.grace)).toBe(0);
      expect(await toApprove(as.noor)).toBe(1);
      await after.decide(filed, 'approve', as.noor).expect(200);
    });

    it('notifies those who can decide on it now', async () => {
      const before = await portalWith({ required: 2 });
      const filed = await before.file({ roleName: 'notified-now' });
      await before.decide(filed, 'approve', as.grace).expect(200);
      // Noor is in security, the group that the request names.
      const after = await portalWith({ approvers: ['user:default/noor'] });
      expect((await after.details(filed.id)).approvers).toEqual({
        missing: 2,
        refs: ['user:default/noor'],
      });
      await after.decide(filed, 'withdraw', as.ada).expect(200);

      expect(after.notifications()).toEqual([
        {
          to: ['user:default/noor'],
          title: 'notified-now in production is no longer requested',
        },
      ]);
    });

    it('does not notify former approvers who approved it', async () => {
      const before = await portalWith({ required: 2 });
      const filed = await before.file({ roleName: 'not-notified' });
      await before.decide(filed, 'approve', as.grace).expect(200);
      await before.decide(filed, 'approve', as.noor).expect(200);
      const after = await portalWith({ approvers: ['user:default/noor'] });
      await after.decide(filed, 'revoke', as.ada, 'not needed').expect(200);

      expect(
        after
          .notifications()
          .flatMap(({ to }) => to)
          .sort(),
      ).toEqual(['user:default/ada', 'user:default/noor']);
    });

    it('is not decided by a new approver', async () => {
      const before = await portalWith({ approvers: ['user:default/noor'] });
      const filed = await before.file({ roleName: 'later' });
      const after = await portalWith({});

      await after.decide(filed, 'approve', as.grace).expect(403);
      const { body } = await after
        .decide(filed, 'approve', as.noor)
        .expect(200);
      expect(body.state.status).toBe('approved');
    });

    it('needs as many approvals as required now', async () => {
      const before = await portalWith({ required: 1 });
      const filed = await before.file({ roleName: 'more-eyes' });
      const after = await portalWith({ required: 2 });
      expect((await after.details(filed.id)).approvers.missing).toBe(2);

      const { body } = await after
        .decide(filed, 'approve', as.grace)
        .expect(200);
      expect(body.state.status).toBe('pending');
      await after.decide(filed, 'approve', as.grace).expect(409);
      const second = await after.decide(filed, 'approve', as.noor).expect(200);
      expect(second.body.state.status).toBe('approved');
    });

    it('does not count the approval of a former approver', async () => {
      const before = await portalWith({ required: 2 });
      const filed = await before.file({ roleName: 'uncounted' });
      await before.decide(filed, 'approve', as.grace).expect(200);
      const after = await portalWith({
        approvers: ['user:default/noor', 'user:default/mei'],
        required: 2,
      });
      expect((await after.details(filed.id)).approvers.missing).toBe(2);

      const { body } = await after
        .decide(filed, 'approve', as.noor)
        .expect(200);
      expect(body.state.status).toBe('pending');
    });
  });

  it('does not prevent listing, carrying out or deciding others if its record is damaged', async () => {
    const knex = newDatabase();
    const portal = await requests.start({ knex, ...withoutTasks });
    const damaged = await portal.file({ roleName: 'damaged' });
    const sound = await portal.file({ roleName: 'sound' });
    // Approved, but without an approver.
    await knex('role_requests')
      .where({ id: damaged.id })
      .update({ status: 'approved' });

    const { body } = await portal.get('/requests?view=all').expect(200);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([sound.id]);
    expect(body.unreadable).toEqual([{ id: damaged.id }]);
    expect(body.totals.items).toBe(2);
    const refused = await portal.get(`/requests/${damaged.id}`).expect(409);
    expect(refused.body.error.message).toContain(damaged.id);

    await portal.decide(sound, 'approve', as.grace).expect(200);
    await knex('role_requests').update({ due_at: new Date(0) });
    await portal.sweep();
    const [row] = await knex('role_requests').where({ id: sound.id });
    expect(row.start_attempts).toBe(2);
  });

  it('shows the requester only what the document declares', async () => {
    const portal = await requests.start({ features: [] });
    const spec = { accountId: production, roleName: 'declared' };
    for (const status of [201, 200]) {
      const { body } = await portal
        .post('/requests', { spec, reason: 'on call' })
        .expect(status);
      expect(Object.keys(body).sort()).toEqual([
        'created',
        'request',
        'sameSpec',
      ]);
    }
  });

  it('is returned, and not filed again, while it is pending', async () => {
    const portal = await requests.start({ features: [] });
    const filed = await portal.file({ roleName: 'once' });
    const again = (spec: object) =>
      portal.post(
        '/requests',
        { spec: { accountId: production, ...spec }, reason: 'again' },
        as.mei,
      );

    const same = await again({ roleName: 'once' }).expect(200);
    expect(same.body).toMatchObject({
      request: { id: filed.id, requester: 'user:default/ada' },
      created: false,
      sameSpec: true,
    });
    const other = await again({ roleName: 'ONCE' }).expect(200);
    expect(other.body).toMatchObject({
      request: { id: filed.id },
      created: false,
      sameSpec: false,
    });
    const { body } = await portal.get('/requests?view=all').expect(200);
    expect(body.items).toHaveLength(1);
  });

  it.each([
    ['without a role name', { accountId: production }, 400, /^roleName: /],
    [
      'with a wildcard',
      { accountId: production, roleName: 'a', s3: { bucket: 'logs-*' } },
      400,
      /^s3\.bucket: /,
    ],
    [
      'for an account that needs no approval',
      { accountId: development, roleName: 'a' },
      409,
      /^accountId: roles in development do not need a request/,
    ],
    [
      'for an account that is not configured',
      { accountId: '999900001111', roleName: 'a' },
      403,
      /999900001111 is not configured/,
    ],
    [
      'for a service that does not exist',
      {
        accountId: production,
        roleName: 'a',
        entityRef: 'component:default/other',
      },
      404,
      /entity component:default\/other does not exist/,
    ],
  ])('is not filed %s', async (_, spec, status, message) => {
    const portal = await requests.start({ features: [] });

    const { body } = await portal
      .post('/requests', { spec, reason: 'on call' })
      .expect(status);

    expect(body.error.message).toMatch(message);
    const list = await portal.get('/requests').expect(200);
    expect(list.body.items).toEqual([]);
  });

  it.each([
    ['no reason', { spec: { accountId: production, roleName: 'a' } }],
    [
      'a blank reason',
      { spec: { accountId: production, roleName: 'a' }, reason: ' ' },
    ],
    ['a requester', { spec: {}, reason: 'x', requester: 'user:default/mei' }],
  ])('is not filed with %s', async (_, body) => {
    const portal = await requests.start({ features: [] });
    const answer = await portal.post('/requests', body).expect(400);
    expect(answer.body.error.name).toBe('InputError');
  });

  describe('for a name that is already taken', () => {
    const OTHERS = 'component:default/orders';
    const PAYMENTS = 'component:default/payments';

    const lay = async (RoleName: string, entityRef?: string) => {
      const iam = new IAMClient(await requests.clientConfig());
      await iam.send(
        new CreateRoleCommand({
          RoleName,
          AssumeRolePolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'OnlyForOrders',
                Effect: 'Allow',
                Principal: { AWS: AUDIT },
                Action: 'sts:AssumeRole',
              },
            ],
          }),
          Tags: entityRef
            ? [
                { Key: 'backstage.io/managed-by', Value: 'session-manager' },
                { Key: 'backstage.io/entity-ref', Value: entityRef },
              ]
            : [],
        }),
      );
    };

    /** Everyone may see requests, and nobody roles in AWS. */
    const noRoles = createServiceFactory({
      service: coreServices.permissions,
      deps: {},
      factory: () =>
        ({
          authorizeConditional: async requested =>
            requested.map(({ permission }) => ({
              result:
                permission.name === 'session-manager.role.read'
                  ? AuthorizeResult.DENY
                  : AuthorizeResult.ALLOW,
            })),
        }) as Partial<PermissionsService> as PermissionsService,
    });

    it.each([
      ['another service’s', 'orders-role', OTHERS],
      ['nobody’s', 'by-hand', undefined],
    ])('shows what is %s only to approvers', async (_, roleName, owner) => {
      await lay(roleName, owner);
      const portal = await requests.start({ features: [] });
      const { id } = await portal.file({
        roleName,
        entityRef: PAYMENTS,
      });

      const seen = await portal.details(id);
      expect(seen.review.plan).toEqual({ taken: roleName });
      expect(JSON.stringify(seen)).not.toContain('OnlyForOrders');
      const { review } = await portal.details(id, as.grace);
      expect(JSON.stringify(review.plan)).toContain('OnlyForOrders');
      const other = await portal.details(id, as.mei);
      expect(other.review.plan).toEqual({ taken: roleName });
      const service = await portal.details(id, as.ci);
      expect(service.review.plan).toEqual({ taken: roleName });
    });

    it('warns approvers about principals that lose access', async () => {
      await lay('adopted-role');
      const portal = await requests.start({ features: [] });
      const { id } = await portal.file({
        roleName: 'adopted-role',
        entityRef: PAYMENTS,
      });

      const { review } = await portal.details(id, as.grace);
      expect(review.plan).toMatchObject({
        warnings: [
          {
            code: 'cuts-off',
            text: `The trust policy will be replaced: ${AUDIT} will no longer be allowed to assume the role.`,
          },
        ],
      });
      expect(JSON.stringify(await portal.details(id))).not.toContain(
        'will no longer be allowed to assume',
      );
    });

    it('shows the service’s resources to callers who may read its roles', async () => {
      await lay('own-role', PAYMENTS);
      const spec = { roleName: 'own-role', entityRef: PAYMENTS };
      const portal = await requests.start({ features: [] });
      const { id } = await portal.file(spec);
      const changed = JSON.stringify((await portal.details(id)).review.plan);
      expect(changed).toContain('OnlyForOrders');

      const strict = await requests.start({ services: [noRoles] });
      const again = await strict.file(spec);
      expect((await strict.details(again.id)).review.plan).toEqual({
        taken: 'own-role',
      });
    });

    it('shows statements of others’ policies to approvers', async () => {
      await whileUploadsAreDenied(
        await requests.clientConfig(development),
        async () => {
          const portal = await requests.start({ features: [] });
          const { id } = await portal.file({
            roleName: 'closed',
            s3: { bucket: demoFleet.bucket, bucketOwner: development },
          });
          const { review } = await portal.details(id);
          const all = await portal.details(id, as.grace);

          expect(JSON.stringify(all.review)).toContain(DENIAL_SID);
          expect(JSON.stringify(review)).not.toContain(DENIAL_SID);
          const codes = ({ readiness }: RequestReview) =>
            readiness?.problems.map(({ code }) => code);
          expect(codes(review)).toEqual(codes(all.review));
        },
      );
    });
  });

  describe('which a rule approves', () => {
    const rule = {
      name: 'own-logs',
      version: '2',
      policyStyle: 'least-privilege',
      buckets: ['corp-*'],
    };
    const config = configWith({ autoApprove: [rule] });
    const harmless = {
      policyStyle: 'least-privilege',
      s3: { bucket: 'corp-logs' },
    } as const;

    beforeEach(async () => {
      const client = new S3Client({
        ...(await requests.clientConfig()),
        forcePathStyle: true,
      });
      await client
        .send(new CreateBucketCommand({ Bucket: harmless.s3.bucket }))
        .catch(() => {});
    });

    it('is carried out immediately, with the rule in its history', async () => {
      const portal = await requests.start({ config });
      const filed = await portal.file({ roleName: 'harmless', ...harmless });

      const done = await portal.until(filed.id, 'provisioned');

      expect(done.history).toContainEqual(
        expect.objectContaining({
          event: 'auto-approve',
          actor: { kind: 'portal' },
          rule: { name: 'own-logs', version: '2' },
        }),
      );
      await portal.untilNotified('harmless in production is created');
      expect(portal.notifications().flatMap(({ to }) => to)).toEqual([
        'user:default/ada',
        'user:default/ada',
      ]);
    });

    it('requires approvers if the rule does not match', async () => {
      const portal = await requests.start({ config, features: [] });
      const filed = await portal.file({
        ...harmless,
        roleName: 'not-harmless',
        s3: { bucket: 'other-logs' },
      });
      expect(filed.state.status).toBe('pending');
      expect(portal.notifications()).toHaveLength(1);
    });

    it.each([
      [
        'another account owns the bucket than the request states',
        { s3: { bucket: demoFleet.bucket } },
      ],
      ['there is no such bucket', { s3: { bucket: 'corp-nowhere' } }],
      ['it names a log group', { cloudWatchLogs: { logGroup: '/ssm/a' } }],
      ['it has a tag', { roleTags: { team: 'payments' } }],
      ['it is for other nodes', { target: 'hybrid' as const }],
      ['it has a path', { path: '/mine/' }],
    ])('requires approvers if %s', async (_, wider) => {
      const portal = await requests.start({ config, features: [] });
      const spec = { roleName: 'seems-harmless', ...harmless, ...wider };

      expect((await portal.file(spec)).state.status).toBe('pending');

      const { body } = await portal
        .post('/preview', { spec: { accountId: production, ...spec } })
        .expect(200);
      expect(body.approval).not.toHaveProperty('rule');
    });

    it('requires approvers if AWS does not report the bucket’s owner', async () => {
      const portal = await requests.start({ config, features: [] });
      requests.refuse('HeadBucket');
      const filed = await portal.file({ roleName: 'unknown', ...harmless });
      expect(filed.state.status).toBe('pending');
    });

    it('may log to a bucket of an account that the rule lists', async () => {
      const bucketOwners = [development];
      const portal = await requests.start({
        config: configWith({ autoApprove: [{ ...rule, bucketOwners }] }),
      });
      const filed = await portal.file({
        ...harmless,
        roleName: 'listed',
        s3: { bucket: demoFleet.bucket, bucketOwner: development },
      });
      expect(filed.state.status).toBe('approved');
    });

    it('requires approvers if its dry run is refused', async () => {
      const iam = new IAMClient(await requests.clientConfig());
      await iam.send(
        new CreateRoleCommand({
          RoleName: 'somebody-elses',
          AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
        }),
      );
      const portal = await requests.start({ config, features: [] });

      const filed = await portal.file({
        ...harmless,
        roleName: 'somebody-elses',
      });

      expect(filed.state.status).toBe('pending');
      const { review } = await portal.details(filed.id, as.grace);
      expect(review.plan).toMatchObject({
        changes: expect.arrayContaining([
          expect.objectContaining({ kind: 'refused' }),
        ]),
      });
    });
  });

  describe('whose logs are written to another account’s bucket', () => {
    const s3 = { bucket: 'audit-logs', bucketOwner: AUDIT };
    let client: S3Client;

    beforeEach(async () => {
      client = new S3Client({
        ...(await requests.clientConfig(AUDIT)),
        forcePathStyle: true,
      });
      await client
        .send(new CreateBucketCommand({ Bucket: s3.bucket }))
        .catch(() => {});
    });

    const titles = (portal: Portal) =>
      portal.notifications().map(({ title }) => title);

    const bucketPolicy = async () => {
      const { Policy = '' } = await client.send(
        new GetBucketPolicyCommand({ Bucket: s3.bucket }),
      );
      return Policy;
    };

    it('is done once the portal has also granted access', async () => {
      const config = configWith({}, { accountId: AUDIT, partition: 'aws' });
      const portal = await requests.start({ config });
      const filed = await portal.file({ roleName: 'logs-abroad', s3 });
      await portal.decide(filed, 'approve', as.grace).expect(200);

      const done = await portal.until(filed.id, 'provisioned');

      expect(steps(done).slice(-2)).toEqual([
        'done -> provisioning',
        'done -> provisioned',
      ]);
      expect(await bucketPolicy()).toContain(filed.roleArn);
      await portal.untilNotified('logs-abroad in production is created');
      expect(titles(portal).slice(1)).toEqual([
        'logs-abroad in production is approved and will be created',
        'grace approved logs-abroad in production',
        'logs-abroad in production is created',
      ]);
    });

    it('stays open until it is confirmed, if the portal may not grant access', async () => {
      const knex = newDatabase();
      const portal = await requests.start({ knex });
      const filed = await portal.file({ roleName: 'logs-abroad-2', s3 });
      await portal.decide(filed, 'approve', as.grace).expect(200);
      const left = {
        kind: 'bucket-policy',
        accountId: AUDIT,
        resource: s3.bucket,
      };

      const remaining = async () => {
        const { state } = (await portal.details(filed.id)).request;
        return 'remaining' in state ? state.remaining : [];
      };
      while ((await remaining()).length !== 1) {
        await new Promise(done => setTimeout(done, 50));
      }
      expect(await remaining()).toEqual([left]);
      expect(titles(portal).at(-1)).toBe(
        'logs-abroad-2 in production is created, but its logs do not arrive yet',
      );
      const { history } = await portal.details(filed.id);
      // The check reads only accounts of the portal, and this one is not.
      const dueAt = async () => {
        const [row] = await knex('role_requests').where({ id: filed.id });
        return Number(new Date(row.due_at));
      };
      const before = await dueAt();
      await oneMinuteLater(() => portal.sweep());
      expect(await dueAt()).toBeGreaterThan(before);
      const after = await portal.details(filed.id);
      expect(after.request.state.status).toBe('provisioning');
      expect(await remaining()).toEqual([left]);
      expect(after.history).toEqual(history);

      await portal.decide(filed, 'confirm', as.noor).expect(400);
      await portal.decide(filed, 'confirm', as.ada, 'done').expect(403);
      const { body } = await portal
        .decide(filed, 'confirm', as.noor, 'the audit team did it: OPS-4711')
        .expect(200);
      expect(body.state.status).toBe('provisioned');
    });
  });
});
