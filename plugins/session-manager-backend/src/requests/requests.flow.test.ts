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
  RequestDetails,
  RequestReview,
} from 'backstage-plugin-session-manager-common';
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

/** What happened, without when its task was known. */
const steps = ({ history }: RequestDetails) =>
  history
    .filter(({ event }) => event !== 'start')
    .map(({ event, to }) => `${event} -> ${to}`);

describe('a request', () => {
  const requests = useRequests();

  const roleOf = async (RoleName: string) => {
    const iam = new IAMClient(await requests.clientConfig());
    return (await iam.send(new GetRoleCommand({ RoleName }))).Role;
  };

  it('is approved by another, and carried out by the scaffolder', async () => {
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

    // Grace is in cloud, and cloud is in security.
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
        title: 'payments in production is approved, and will be made',
      },
      { to: ['user:default/ada'], title: 'payments in production is created' },
    ]);
    expect(portal.signals()).toContainEqual({
      recipients: { type: 'broadcast' },
      channel: 'session-manager:requests',
      message: { type: 'request-changed', requestId: filed.id },
    });
  });

  it('takes two different people where two are required', async () => {
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
    await portal.decide(filed, 'approve', as.grace).expect(409);
    await portal.decide(filed, 'approve', as.mei).expect(403);
    expect((await portal.details(filed.id, as.noor)).approvers.missing).toBe(1);

    await portal.decide(filed, 'approve', as.noor).expect(200);
    await portal.until(filed.id, 'provisioned');
  });

  it('is not approved by an approver who filed it, nor by a service', async () => {
    const portal = await requests.start();
    const filed = await portal.file({ roleName: 'own' }, as.noor);

    const { body } = await portal.decide(filed, 'approve', as.noor).expect(403);
    expect(body.error.message).toBe(
      'You may not decide about your own request.',
    );
    const refused = await portal.decide(filed, 'approve', as.ci).expect(403);
    expect(refused.body.error.message).toBe(
      'Deciding about a request is for people.',
    );
  });

  it('is rejected with a comment, and may be filed anew', async () => {
    const portal = await requests.start();
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
    ]);
    await portal.decide(filed, 'approve', as.noor).expect(409);
    expect((await portal.file({ roleName: 'rejected' })).id).not.toBe(filed.id);
  });

  it('is withdrawn by who filed it, and nobody else', async () => {
    const portal = await requests.start();
    const filed = await portal.file({ roleName: 'withdrawn' });

    await portal.decide(filed, 'withdraw', as.grace).expect(403);
    const { body } = await portal.decide(filed, 'withdraw', as.ada).expect(200);

    expect(body.state).toEqual({ status: 'withdrawn' });
    await portal.decide(filed, 'approve', as.grace).expect(409);
  });

  it('expires when nobody decides', async () => {
    const config = configWith({ expireAfter: { milliseconds: 1 } });
    const portal = await requests.start({ config });
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

  it('is found, and not filed again, while it is pending', async () => {
    const portal = await requests.start();
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
      'for an account that takes roles at once',
      { accountId: development, roleName: 'a' },
      400,
      /^accountId: roles in development need no request/,
    ],
    [
      'for an account that is not configured',
      { accountId: '999900001111', roleName: 'a' },
      403,
      /999900001111 is not configured/,
    ],
    [
      'for a service that is not there',
      {
        accountId: production,
        roleName: 'a',
        entityRef: 'component:default/other',
      },
      404,
      /no entity component:default\/other/,
    ],
  ])('is not filed %s', async (_, spec, status, message) => {
    const portal = await requests.start();

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
    const portal = await requests.start();
    const answer = await portal.post('/requests', body).expect(400);
    expect(answer.body.error.name).toBe('InputError');
  });

  describe('for a name that something has already', () => {
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

    /** Everybody sees requests, nobody what AWS has of roles. */
    const noRoles = createServiceFactory({
      service: coreServices.permissions,
      deps: {},
      factory: () =>
        ({
          authorizeConditional: async asked =>
            asked.map(({ permission }) => ({
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
    ])(
      'shows what is %s to those who decide, and to nobody else',
      async (_, roleName, owner) => {
        await lay(roleName, owner);
        const portal = await requests.start();
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
      },
    );

    it('shows what is the service’s to those who may read its roles', async () => {
      await lay('own-role', PAYMENTS);
      const spec = { roleName: 'own-role', entityRef: PAYMENTS };
      const portal = await requests.start();
      const { id } = await portal.file(spec);
      const changed = JSON.stringify((await portal.details(id)).review.plan);
      expect(changed).toContain('OnlyForOrders');

      const strict = await requests.start({ services: [noRoles] });
      const again = await strict.file(spec);
      expect((await strict.details(again.id)).review.plan).toEqual({
        taken: 'own-role',
      });
    });

    it('shows the statements of others’ policies to those who decide', async () => {
      await whileUploadsAreDenied(
        await requests.clientConfig(development),
        async () => {
          const portal = await requests.start();
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

  describe('that a rule approves', () => {
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

    it('is carried out at once, with the rule in its history', async () => {
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

    it('goes to people where the rule does not fit', async () => {
      const portal = await requests.start({ config });
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
        'another account owns the bucket, whoever is said to',
        { s3: { bucket: demoFleet.bucket } },
      ],
      ['there is no such bucket', { s3: { bucket: 'corp-nowhere' } }],
      ['it names a log group', { cloudWatchLogs: { logGroup: '/ssm/a' } }],
      ['it has a tag', { roleTags: { team: 'payments' } }],
      ['it is for other machines', { target: 'hybrid' as const }],
      ['it has a path', { path: '/mine/' }],
    ])('goes to people where %s', async (_, wider) => {
      const portal = await requests.start({ config });
      const spec = { roleName: 'seems-harmless', ...harmless, ...wider };

      expect((await portal.file(spec)).state.status).toBe('pending');

      const { body } = await portal
        .post('/preview', { spec: { accountId: production, ...spec } })
        .expect(200);
      expect(body.approval).not.toHaveProperty('rule');
    });

    it('goes to people where AWS does not tell who owns the bucket', async () => {
      const portal = await requests.start({ config });
      requests.refuse('HeadBucket');
      const filed = await portal.file({ roleName: 'unknown', ...harmless });
      expect(filed.state.status).toBe('pending');
    });

    it('may log to the bucket of an account that the rule lists', async () => {
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

    it('goes to people where its dry run is refused', async () => {
      const iam = new IAMClient(await requests.clientConfig());
      await iam.send(
        new CreateRoleCommand({
          RoleName: 'somebody-elses',
          AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
        }),
      );
      const portal = await requests.start({ config });

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

  describe('whose logs go to another account’s bucket', () => {
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

    it('is done when the portal has let them in, too', async () => {
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
        'logs-abroad in production is approved, and will be made',
        'logs-abroad in production is created',
      ]);
    });

    it('stays open where the portal may not, until it is confirmed', async () => {
      const portal = await requests.start();
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
        'logs-abroad-2 in production is made, but its logs do not arrive yet',
      );
      await portal.sweep();
      expect((await portal.details(filed.id)).request.state.status).toBe(
        'provisioning',
      );

      await portal.decide(filed, 'confirm', as.noor).expect(400);
      await portal.decide(filed, 'confirm', as.ada, 'done').expect(403);
      const { body } = await portal
        .decide(filed, 'confirm', as.noor, 'the audit team did it: OPS-4711')
        .expect(200);
      expect(body.state.status).toBe('provisioned');
    });
  });
});
