import {
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { JsonObject } from '@backstage/types';
import {
  ENTITY_REF_TAG,
  permissionsPolicy,
  trustPolicy,
} from 'backstage-plugin-session-manager-common';
import { portalPermissions } from 'backstage-plugin-session-manager-node';
import { demoFleet, REGION } from 'local-aws';
import { MIN_REFRESH_AGE } from '../cache/freshness';
import {
  component,
  DEMO_CONFIG,
  startPlugin,
} from '../__testUtils__/startPlugin';
import { useDemoAws } from '../__testUtils__/useDemoAws';

jest.setTimeout(60_000);

const ORDERS =
  'arn:aws:iam::111122223333:role/session-manager/orders-session-role';
/** Created by the tests that need it; it may not even register. */
const MUTE = 'arn:aws:iam::111122223333:role/mute';
const FIVE_MINUTES = 300_000;

// S3's actions whose names differ from their operations.
const ACTIONS: Readonly<Record<string, string>> = {
  GetBucketEncryption: 'GetEncryptionConfiguration',
  HeadBucket: 'ListBucket',
  ListBuckets: 'ListAllMyBuckets',
};
const actionOf = (operation: string) => ACTIONS[operation] ?? operation;

describe('calls to AWS, of accounts that were not scanned so far', () => {
  const aws = useDemoAws();
  let plugin: Awaited<ReturnType<typeof startPlugin>>;

  beforeEach(async () => {
    plugin = await startPlugin({
      entities: [
        component('payments'),
        component('orders', {
          'aws.amazon.com/session-manager-role-arn': ORDERS,
        }),
        component('search'),
        component('mute', {
          'aws.amazon.com/session-manager-role-arn': MUTE,
        }),
      ],
      config: {
        ...DEMO_CONFIG,
        sessionManager: {
          ...(DEMO_CONFIG.sessionManager as JsonObject),
          // Without configured regions, a deletion asks EC2 in every region.
          status: { deadline: { minutes: 1 } },
        },
      },
    });
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await plugin.stop();
  });

  function pass(milliseconds: number) {
    const now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now + milliseconds);
  }

  it('are few for the first view, and none for the next', async () => {
    const first = await plugin.roles('payments');
    const calls = aws.calls();
    expect(
      calls.filter(call => !/Identity|AssumeRole$/.test(call)).sort(),
    ).toEqual([
      'DescribeIamInstanceProfileAssociations',
      'DescribeKey',
      'DescribeLogGroups',
      'GetAccountAuthorizationDetails',
      'GetAccountAuthorizationDetails',
      'GetBucketEncryption',
      'GetBucketPolicy',
      'GetDocument',
      'GetInstanceProfile',
      'GetKeyPolicy',
      'GetPolicy',
      'GetPolicyVersion',
      'GetRole',
      'HeadBucket',
      'ListAttachedRolePolicies',
      'ListEntitiesForPolicy',
      'ListInstanceProfilesForRole',
      'ListPolicyVersions',
      'ListRolePolicies',
      'SimulatePrincipalPolicy',
    ]);

    expect(await plugin.roles('payments')).toEqual(first);
    expect(aws.calls()).toEqual([]);
  });

  it('need exactly the permissions in the reference', async () => {
    const RoleName = 'orders-session-role';
    const iam = new IAMClient(aws.client());
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'by-hand',
        PolicyDocument: JSON.stringify(
          permissionsPolicy({ roleName: RoleName }),
        ),
      }),
    );

    await iam.send(
      new CreateRoleCommand({
        RoleName: 'mute',
        AssumeRolePolicyDocument: JSON.stringify(
          trustPolicy({ roleName: 'mute' }),
        ),
      }),
    );

    // Only needed to read the organization's ID.
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'mute',
        PolicyName: 'of-the-organization',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: 'ssmmessages:*',
            Resource: '*',
            Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-acme' } },
          },
        }),
      }),
    );

    // Only hybrid roles have activations.
    const hybrid = { roleName: 'mute-hybrid', target: 'hybrid' } as const;
    await iam.send(
      new CreateRoleCommand({
        RoleName: hybrid.roleName,
        AssumeRolePolicyDocument: JSON.stringify(
          trustPolicy({ ...hybrid, accountId: '111122223333' }),
        ),
        Tags: [{ Key: ENTITY_REF_TAG, Value: 'component:default/mute' }],
      }),
    );

    await plugin.roles('orders');
    await plugin.readiness('orders', ORDERS);
    await plugin.readiness('mute', MUTE);
    await plugin
      .post('/preview/deletion', {
        accountId: '111122223333',
        roleName: hybrid.roleName,
        entityRef: 'component:default/mute',
      })
      .expect(200);
    await plugin.get('/entities/component/default/orders/instances');
    for (const kind of ['buckets', 'keys', 'log-groups']) {
      await plugin.get(`/accounts/111122223333/${kind}`).expect(200);
    }

    const called = new Set(aws.calls().map(actionOf));
    called.delete('GetCallerIdentity'); // Needs no permission, whatever policies say.
    const { backend, 'other-accounts': elsewhere } = portalPermissions;
    expect([...called].sort()).toEqual(
      [...backend, ...elsewhere]
        .map(({ action }) => action.replace(/^\w+:/, ''))
        .sort(),
    );
  });

  it('read the session environment of an account once for all its roles', async () => {
    await plugin.roles('payments');
    aws.calls();

    const { readiness } = await plugin.readiness('orders', ORDERS);

    expect(readiness.logged.s3).toBe('no');
    const calls = aws.calls();
    expect(calls).toContain('SimulatePrincipalPolicy');
    expect(
      calls.filter(call => /Document|Bucket|Key|LogGroups/.test(call)),
    ).toEqual([]);
  });

  it('check each account once for ownership of the log bucket', async () => {
    await plugin.stop();
    const { development, production } = demoFleet.accounts;
    const autoApprove = [
      { name: 'logs', version: '1', policyStyle: 'documented', buckets: ['*'] },
    ];
    plugin = await startPlugin({
      entities: [component('payments')],
      config: {
        ...DEMO_CONFIG,
        sessionManager: {
          region: REGION,
          accounts: [
            {
              accountId: development,
              approval: { approvers: ['group:default/a'], autoApprove },
            },
            { accountId: production },
          ],
        },
      },
    });
    const heads = () =>
      aws.calls().filter(operation => operation === 'HeadBucket').length;
    const preview = (accountId: string) =>
      plugin
        .post('/preview', {
          spec: {
            accountId,
            roleName: 'new-role',
            s3: { bucket: demoFleet.bucket },
          },
        })
        .expect(200);

    // Once for the rule and the readiness together.
    const { body } = await preview(development);
    expect(body.approval.rule).toEqual({ name: 'logs', version: '1' });
    expect(heads()).toBe(1);

    // Only the ownership by production is not known yet.
    await preview(production);
    expect(heads()).toBe(1);

    pass(MIN_REFRESH_AGE);
    await plugin.roles('payments', '?refresh=true');
    expect(heads()).toBe(1);
  });

  it('do not search accounts again for another service', async () => {
    await plugin.roles('payments');
    aws.calls();

    await plugin.roles('orders');

    expect(aws.calls()).not.toContain('GetAccountAuthorizationDetails');
  });

  it('are as many for twenty concurrent views as for one', async () => {
    const views = await Promise.all(
      Array.from({ length: 20 }, () => plugin.roles('payments')),
    );

    expect(new Set(views.map(view => JSON.stringify(view))).size).toBe(1);
    const calls = aws.calls();
    expect(calls.filter(call => call === 'GetRole')).toHaveLength(1);
    expect(
      calls.filter(call => call === 'GetAccountAuthorizationDetails'),
    ).toHaveLength(2);
  });

  it('are made again on request, but at most every ten seconds', async () => {
    await plugin.roles('payments');
    aws.calls();

    await plugin.roles('payments', '?refresh=true');
    expect(aws.calls()).toEqual([]);

    pass(MIN_REFRESH_AGE);
    await Promise.all(
      Array.from({ length: 20 }, () =>
        plugin.roles('payments', '?refresh=true'),
      ),
    );
    const calls = aws.calls();
    expect(calls.filter(call => call === 'GetRole')).toHaveLength(1);
    expect(
      calls.filter(call => call === 'GetAccountAuthorizationDetails'),
    ).toHaveLength(2);
  });

  it('are made again when the reading is out of date', async () => {
    const first = await plugin.roles('payments');
    aws.calls();

    pass(FIVE_MINUTES + 1);
    const second = await plugin.roles('payments');

    expect(aws.calls()).toContain('GetRole');
    expect(Date.parse(second.checkedAt)).toBeGreaterThan(
      Date.parse(first.checkedAt),
    );
  });

  it('are made again sooner after an error', async () => {
    aws.refuse('GetRole');
    await plugin.roles('payments');
    aws.refuse();

    pass(30_001);

    expect(await plugin.roles('payments')).toMatchObject({
      roles: [{ status: 'found' }],
    });
  });

  it('find the first role of a service soon after it is created', async () => {
    expect(await plugin.roles('search')).toMatchObject({ roles: [] });
    await new IAMClient(aws.client()).send(
      new CreateRoleCommand({
        RoleName: 'search-role',
        AssumeRolePolicyDocument: JSON.stringify(
          trustPolicy({ roleName: 'search-role' }),
        ),
        Tags: [{ Key: ENTITY_REF_TAG, Value: 'component:default/search' }],
      }),
    );

    pass(MIN_REFRESH_AGE);

    expect(await plugin.roles('search')).toMatchObject({
      roles: [{ roleName: 'search-role' }],
    });
  });
});
