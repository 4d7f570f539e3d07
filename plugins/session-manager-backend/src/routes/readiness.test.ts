import {
  coreServices,
  createServiceFactory,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { demoFleet } from 'local-aws';
import { MIN_REFRESH_AGE } from '../cache/freshness';
import {
  component,
  DEMO_CONFIG,
  startPlugin,
} from '../__testUtils__/startPlugin';
import { useDemoAws } from '../__testUtils__/useDemoAws';

const arnOf = ({ roleName }: { roleName: string }) =>
  `arn:aws:iam::111122223333:role/session-manager/${roleName}`;
const PAYMENTS = arnOf(demoFleet.roles.healthy);
const ORDERS = arnOf(demoFleet.roles.broken);
const PATH = '/entities/component/default/payments/readiness';

describe('GET /entities/:kind/:namespace/:name/readiness', () => {
  const aws = useDemoAws();
  let stop: (() => Promise<void>) | undefined;

  afterEach(async () => {
    jest.restoreAllMocks();
    await stop?.();
  });

  async function start(options: Parameters<typeof startPlugin>[0] = {}) {
    const plugin = await startPlugin({
      entities: [component('payments'), component('orders')],
      ...options,
    });
    stop = plugin.stop;
    return plugin;
  }

  it('returns the readiness of a healthy role, with all evidence', async () => {
    const { readiness } = await start();

    const result = await readiness('payments', PAYMENTS);

    expect(result).toMatchObject({
      region: 'us-east-1',
      regions: ['us-east-1'],
      readiness: {
        online: 'yes',
        starts: 'yes',
        logged: { s3: 'yes', cloudWatchLogs: 'yes' },
        problems: [],
      },
      policies: [
        {
          name: 'payments-session-role-SessionManagerPermissions',
          document: { Statement: expect.anything() },
        },
      ],
      preferences: {
        status: 'found',
        document: { name: demoFleet.preferencesDocument, region: 'us-east-1' },
        preferences: { s3BucketName: demoFleet.bucket },
      },
      facts: { bucket: { known: { encryption: 'aws:kms' } } },
      simulatorResult: { status: 'given', disagreements: [] },
      instances: { status: 'read', count: 3 },
      checkedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it('returns what is lost with a broken role, why, and how to fix it', async () => {
    const { readiness, roles } = await start();

    const result = await readiness('orders', ORDERS);

    expect(result.readiness).toMatchObject({
      starts: 'yes',
      logged: { s3: 'no', cloudWatchLogs: 'yes' },
      problems: [
        {
          code: 's3-key-generate-denied',
          stage: 'log',
          action: 'kms:GenerateDataKey',
          repair: {
            kind: 'allow',
            statement: { Action: 'kms:GenerateDataKey' },
          },
        },
      ],
    });
    const { roles: [listed] = [] } = await roles('orders');
    expect(listed).toMatchObject({
      readiness: {
        logged: { s3: 'no', cloudWatchLogs: 'yes' },
        problems: [{ code: 's3-key-generate-denied', stage: 'log' }],
      },
    });
    expect(JSON.stringify(listed)).not.toContain('decisive');
  });

  it('uses the preferences of a requested region', async () => {
    const { get, readiness } = await start({
      config: {
        ...DEMO_CONFIG,
        sessionManager: {
          accounts: [
            {
              accountId: demoFleet.accounts.development,
              regions: ['us-east-1', 'eu-west-1'],
            },
          ],
        },
      },
    });

    const result = await readiness('payments', PAYMENTS, {
      region: 'eu-west-1',
    });

    expect(result).toMatchObject({
      region: 'eu-west-1',
      regions: ['us-east-1', 'eu-west-1'],
      preferences: { status: 'absent' },
      readiness: { starts: 'yes', logged: { s3: null, cloudWatchLogs: null } },
      instances: { status: 'read', count: 0 },
    });
    await get(PATH)
      .query({ roleArn: PAYMENTS, region: 'ap-south-1' })
      .expect(404, /ap-south-1 is not configured for this account/);
    await get(PATH)
      .query({ roleArn: PAYMENTS, region: 'evil.example#' })
      .expect(400);
  });

  it('does not find a role that is not the entity’s', async () => {
    const { get } = await start();
    aws.calls();

    await get(PATH)
      .query({ roleArn: ORDERS })
      .expect(404, /component:default\/payments has no role/);
    await get(PATH)
      .query({ roleArn: 'arn:aws:iam::999988887777:role/x' })
      .expect(404);
    await get(PATH).expect(400);

    expect(aws.calls()).not.toContain('GetRole');
  });

  it('does not find an entity that the caller may not read', async () => {
    const { get } = await start({
      catalog: catalogServiceMock.factory({ entities: [] }),
    });
    aws.calls();

    await get(PATH).query({ roleArn: PAYMENTS }).expect(404);

    expect(aws.calls()).toEqual([]);
  });

  it('reports that a role is missing, or why it cannot be read', async () => {
    const gone = arnOf({ roleName: 'gone' });
    const { get } = await start({
      entities: [
        component('payments', {
          'aws.amazon.com/session-manager-role-arn': `${gone},${PAYMENTS}`,
        }),
      ],
    });

    await get(PATH)
      .query({ roleArn: gone })
      .expect(200)
      .expect(({ body }) => expect(body).toMatchObject({ status: 'missing' }));
    aws.refuse('GetRole');
    await get(PATH)
      .query({ roleArn: PAYMENTS })
      .expect(200)
      .expect(({ body }) =>
        expect(body).toMatchObject({
          status: 'fault',
          fault: { hint: expect.stringContaining('iam:GetRole') },
        }),
      );
  });

  it('reads from AWS again on request, but at most every ten seconds', async () => {
    const { readiness } = await start();
    const first = await readiness('payments', PAYMENTS);
    aws.calls();

    expect(await readiness('payments', PAYMENTS, { refresh: 'true' })).toEqual(
      first,
    );
    expect(aws.calls()).toEqual([]);

    const now = Date.now() + MIN_REFRESH_AGE;
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    await readiness('payments', PAYMENTS, { refresh: 'true' });
    expect(aws.calls()).toEqual(
      expect.arrayContaining([
        'DescribeInstanceInformation',
        'GetDocument',
        'GetRole',
        'HeadBucket',
        'SimulatePrincipalPolicy',
      ]),
    );
  });

  it('reads again sooner after an error than after a success', async () => {
    aws.refuse('GetBucketPolicy');
    const { readiness } = await start();
    const { readiness: before } = await readiness('payments', PAYMENTS);
    expect(before.logged.s3).toBe('unknown');
    aws.refuse();
    aws.calls();

    const now = Date.now() + 30_001;
    jest.spyOn(Date, 'now').mockImplementation(() => now);

    const { readiness: after } = await readiness('payments', PAYMENTS);
    expect(after.logged.s3).toBe('yes');
    const calls = aws.calls();
    expect(calls).toContain('GetBucketPolicy');
    expect(calls).not.toContain('GetDocument');
  });

  it('creates an audit event with role and entity', async () => {
    const auditor = mockServices.auditor.mock();
    const event = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(event);
    const { get, readiness } = await start({ auditor: auditor.factory });

    await readiness('payments', PAYMENTS);
    await get(PATH).query({ roleArn: ORDERS }).expect(404);

    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'readiness-fetch',
        severityLevel: 'low',
        meta: expect.objectContaining({
          entityRef: 'component:default/payments',
          roleArn: PAYMENTS,
        }),
      }),
    );
    expect(event.success).toHaveBeenCalledWith({ meta: { status: 'found' } });
    expect(event.fail).toHaveBeenCalledTimes(1);
  });
});

describe('POST /explain', () => {
  const aws = useDemoAws();
  let plugin: Awaited<ReturnType<typeof startPlugin>>;

  beforeEach(async () => {
    plugin = await startPlugin({
      entities: [component('payments'), component('orders')],
    });
    aws.calls();
  });

  afterEach(() => plugin.stop());

  const UPLOAD =
    'ERROR Failed to upload shell session logs to S3: AccessDenied: Access Denied status code: 403';

  it('explains a message without calling AWS', async () => {
    const { body } = await plugin
      .post('/explain', { message: UPLOAD })
      .expect(200);

    expect(body).toMatchObject({
      explanation: { candidates: [{ message: { id: 's3-upload' } }] },
    });
    expect(body).not.toHaveProperty('role');
    expect(aws.calls()).toEqual([]);
  });

  it('explains it for a role', async () => {
    const { body } = await plugin
      .post('/explain', {
        message: UPLOAD,
        entityRef: 'component:default/orders',
        roleArn: ORDERS,
      })
      .expect(200);

    expect(body).toMatchObject({
      explanation: {
        candidates: [
          {
            message: { id: 's3-upload' },
            fits: 'expected',
            problems: [{ code: 's3-key-generate-denied' }],
            preferences: { s3BucketName: demoFleet.bucket },
          },
        ],
      },
      role: {
        roleArn: ORDERS,
        status: 'found',
        region: 'us-east-1',
        readiness: { logged: { s3: 'no' } },
      },
    });
  });

  it('reports that the message does not match a healthy role', async () => {
    const { body } = await plugin
      .post('/explain', {
        message: UPLOAD,
        entityRef: 'component:default/payments',
        roleArn: PAYMENTS,
      })
      .expect(200);

    expect(body.explanation.candidates[0].fits).toBe('unexpected');
  });

  it('names other causes for a denied call that a healthy role allows', async () => {
    const roleName = PAYMENTS.split('/').pop();
    const { body } = await plugin
      .post('/explain', {
        message: `Health ping failed with error - AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/${roleName}/i-0abc12345678 is not authorized to perform: ssm:UpdateInstanceInformation`,
        entityRef: 'component:default/payments',
        roleArn: PAYMENTS,
      })
      .expect(200);

    expect(body.explanation).toMatchObject({
      candidates: [{ message: { id: 'profile-cannot-register' } }],
      elsewhere: [
        { id: 'endpoint-policy' },
        { id: 'organization-policy' },
        { id: 'since-changed' },
      ],
    });
  });

  it('returns what the user’s own policy needs for the service’s instances', async () => {
    const { body } = await plugin
      .post('/explain', {
        message:
          'An error occurred (AccessDeniedException) when calling the StartSession operation: User: arn:aws:iam::111122223333:user/ada is not authorized to perform: ssm:StartSession on resource: arn:aws:ec2:us-east-1:111122223333:instance/i-0abc12345678',
        entityRef: 'component:default/payments',
        roleArn: PAYMENTS,
      })
      .expect(200);

    expect(body.explanation.userStatements[0]).toMatchObject({
      Action: 'ssm:StartSession',
      Condition: {
        StringEquals: {
          'ssm:resourceTag/backstage.io/entity-ref':
            'component:default/payments',
        },
      },
    });
  });

  it('returns no result for a role that cannot be read', async () => {
    aws.refuse('GetRole');

    const { body } = await plugin
      .post('/explain', {
        message: UPLOAD,
        entityRef: 'component:default/orders',
        roleArn: ORDERS,
      })
      .expect(200);

    expect(body.explanation.candidates[0]).not.toHaveProperty('fits');
    expect(body.role).toMatchObject({
      status: 'fault',
      fault: { hint: expect.stringContaining('iam:GetRole') },
    });
  });

  it.each([
    ['nothing', {}, 400],
    ['a message that is too long', { message: 'x'.repeat(20_001) }, 400],
    ['a role without its entity', { message: 'x', roleArn: ORDERS }, 400],
    [
      'an entity without a role',
      { message: 'x', entityRef: 'component:default/orders' },
      400,
    ],
    [
      'a role of another entity',
      {
        message: 'x',
        entityRef: 'component:default/payments',
        roleArn: ORDERS,
      },
      404,
    ],
    ['a field that is unknown', { message: 'x', text: 'y' }, 400],
  ])('refuses %s', async (_, body, status) => {
    await plugin.post('/explain', body).expect(status);
  });
});

describe('GET /accounts/:accountId/buckets, keys and log-groups', () => {
  const aws = useDemoAws();
  let plugin: Awaited<ReturnType<typeof startPlugin>>;

  beforeEach(async () => {
    plugin = await startPlugin({ entities: [] });
  });

  afterEach(() => plugin.stop());

  it('offers what the account has', async () => {
    const { accounts, bucket, keyAlias, logGroups } = demoFleet;
    const get = async (path: string) =>
      (
        await plugin
          .get(`/accounts/${accounts.development}/${path}`)
          .expect(200)
      ).body;

    expect(await get('buckets?q=session')).toEqual({
      choices: [{ value: bucket }],
      more: false,
    });
    expect(await get('keys')).toMatchObject({
      choices: [{ title: keyAlias }],
    });
    expect(await get('log-groups?q=plain&region=us-east-1')).toEqual({
      choices: [{ value: logGroups.plain }],
      more: false,
    });
    aws.calls();
    await get('buckets?q=session');
    expect(aws.calls()).toEqual([]);
  });

  it('offers nothing if AWS denies access, and says why', async () => {
    aws.refuse('ListBuckets');

    const { body } = await plugin
      .get('/accounts/444455556666/buckets')
      .expect(200);

    expect(body).toMatchObject({
      choices: [],
      fault: { hint: expect.stringContaining('s3:ListAllMyBuckets') },
    });
  });

  it('refuses other accounts, regions and kinds', async () => {
    await plugin.get('/accounts/999988887777/buckets').expect(403);
    await plugin.get('/accounts/1/buckets').expect(400);
    await plugin.get('/accounts/111122223333/users').expect(400);
    await plugin
      .get('/accounts/111122223333/keys?region=ap-south-1')
      .expect(404);
    const calls = aws.calls().filter(call => call !== 'GetCallerIdentity');
    expect(calls).toEqual([]);
  });

  describe('by what the policy decides on roles and requests', () => {
    const { ALLOW, CONDITIONAL, DENY } = AuthorizeResult;
    const auditor = mockServices.auditor.mock();
    const event = { success: jest.fn(), fail: jest.fn() };
    let decided: Record<string, AuthorizeResult>;

    beforeEach(async () => {
      jest.clearAllMocks();
      auditor.createEvent.mockResolvedValue(event);
      await plugin.stop();
      plugin = await startPlugin({
        entities: [],
        auditor: auditor.factory,
        services: [
          createServiceFactory({
            service: coreServices.permissions,
            deps: {},
            factory: () =>
              ({
                authorizeConditional: async requested =>
                  requested.map(({ permission: { name } }) => ({
                    result: decided[name] ?? DENY,
                  })),
              }) as Partial<PermissionsService> as PermissionsService,
          }),
        ],
      });
    });

    it.each(['buckets', 'keys', 'log-groups'])(
      'hides %s from callers who may neither create nor request roles',
      async kind => {
        decided = { 'session-manager.role.read': ALLOW };

        const { body } = await plugin
          .get(`/accounts/111122223333/${kind}`)
          .expect(403);

        expect(body.error).toMatchObject({
          name: 'NotAllowedError',
          message: expect.stringContaining('not allowed to create or request'),
        });
        expect(aws.calls()).toEqual([]);
        expect(auditor.createEvent).toHaveBeenCalledWith(
          expect.objectContaining({
            eventId: 'choice-fetch',
            severityLevel: 'low',
            meta: { accountId: '111122223333', kind },
          }),
        );
        expect(event.fail).toHaveBeenCalledTimes(1);
        await plugin.get('/accounts').expect(200);
      },
    );

    it.each([
      ['session-manager.role.create', ALLOW],
      ['session-manager.role.create', CONDITIONAL],
      ['session-manager.request.create', ALLOW],
      ['session-manager.request.create', CONDITIONAL],
    ])('responds to callers who have %s: %s', async (name, result) => {
      decided = { [name]: result };

      await plugin.get('/accounts/111122223333/buckets').expect(200);

      expect(event.success).toHaveBeenCalledWith({
        meta: { choices: expect.any(Number) },
      });
    });
  });
});
