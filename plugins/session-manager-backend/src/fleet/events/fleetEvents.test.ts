import {
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam';
import {
  DeleteBucketPolicyCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import {
  accessDenied,
  assumeAccount,
  AwsProxy,
  clientConfig,
  ClientConfig,
  demoFleet,
  LocalAws,
  REGION,
  seedDemoFleet,
  startAwsProxy,
  startLocalAws,
} from 'local-aws';
import { useDatabases } from '../../__testUtils__/databases';
import { DEMO_CONFIG } from '../../__testUtils__/startPlugin';
import { createEntityOwnership } from '../../people/EntityOwnership';
import { createRoleConfirmations } from '../../permissions/RoleConfirmations';
import { readRole } from '../database/operations/readRole';
import { createFleetScans } from '../fleetScans';
import { createLiveRoles } from '../LiveRoles';
import { createRoleServices } from '../roleServices';
import { cloudTrailEvent } from './__testUtils__/cloudTrailEvent';
import { createEventMarks } from './EventMarks';
import { createFleetRefreshes } from './FleetRefreshes';

jest.setTimeout(180_000);

const { accounts, bucket, path } = demoFleet;
const DEVELOPMENT = accounts.development;
const PRODUCTION = accounts.production;
const { roleName } = demoFleet.roles.healthy;
const roleArn = `arn:aws:iam::${DEVELOPMENT}:role${path}${roleName}`;
const policyArn = `arn:aws:iam::${DEVELOPMENT}:policy${path}${roleName}-SessionManagerPermissions`;

const trust = (service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'sts:AssumeRole',
      },
    ],
  });
const DENY_ALL = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
});
const changeOf = (name: string, account: string = DEVELOPMENT) =>
  cloudTrailEvent('iam', 'PutRolePolicy', { roleName: name }, { account });

const databases = useDatabases();
const environment = process.env;
let local: LocalAws;
let proxy: AwsProxy;
let production: ClientConfig;

beforeAll(async () => {
  local = await startLocalAws();
  await seedDemoFleet(local.env);
  production = await assumeAccount(local.env, PRODUCTION);
  proxy = await startAwsProxy(local.endpoint);
  process.env = {
    ...environment,
    ...local.env,
    AWS_ENDPOINT_URL: proxy.endpoint,
  };
}, 120_000);

afterAll(async () => {
  process.env = environment;
  await proxy?.stop();
  await local?.stop();
});

describe.each(databases.ids)('an event of a change in AWS, in %s', id => {
  let knex: Knex;
  let portal: ReturnType<typeof startReplica>;

  /** The calls since the last time, apart from those for credentials. */
  const calls = (service?: string) =>
    proxy
      .calls()
      .filter(call =>
        service ? call.service === service : call.service !== 'sts',
      )
      .map(({ operation }) => operation);

  beforeEach(async () => {
    knex = await databases.migrated(id);
    portal = startReplica();
    await portal.scan();
    calls();
  });

  afterEach(async () => {
    proxy.answer();
    await knex.destroy();
  });

  /** A replica of the portal, with its own clients. */
  function startReplica() {
    const auth = mockServices.auth();
    const catalog = catalogServiceMock();
    const logger = mockServices.logger.mock();
    const parts = {
      accounts: AwsAccounts.fromConfig(new ConfigReader(DEMO_CONFIG)),
      knex,
      logger,
      // No account’s next time comes during a test.
      refresh: { days: 30 },
      roleServices: createRoleServices({
        auth,
        catalog,
        annotations: 'claims',
        confirmations: createRoleConfirmations({ knex }),
        ownership: createEntityOwnership({ auth, catalog }),
      }),
    };
    const scans = createFleetScans({
      ...parts,
      metrics: { scanned: () => {} },
    });
    const marks = createEventMarks(parts);
    const refreshes = createFleetRefreshes({
      ...parts,
      liveRoles: createLiveRoles(parts),
    });
    return {
      warnings: logger.warn.mock.calls,
      scan: () => scans.run(new AbortController().signal),
      receive: (...events: object[]) =>
        Promise.all(events.map(event => marks.receive(event))),
      run: refreshes.run,
    };
  }

  /** Lets the time pass until what is noted may be read. */
  const settle = () =>
    knex('fleet_refreshes')
      .where({ claimed_by: '' })
      .update({
        event_at: new Date(Date.now() - 60_000),
        due_at: new Date(0),
      });
  const noted = () => knex('fleet_refreshes').orderBy(['account_id', 'name']);
  /** All that follows from events, when what they name has settled. */
  const after = async (...events: object[]) => {
    await portal.receive(...events);
    await settle();
    await portal.run();
  };
  const stored = async (arn = roleArn) => (await readRole(knex, arn))?.role;
  const countOf = (operation: string) =>
    calls().filter(one => one === operation).length;

  const iam = (config = clientConfig(local.env)) => new IAMClient(config);
  const putPolicy = () =>
    iam().send(
      new PutRolePolicyCommand({
        RoleName: roleName,
        PolicyName: 'deny',
        PolicyDocument: DENY_ALL,
      }),
    );
  const deletePolicy = () =>
    iam().send(
      new DeleteRolePolicyCommand({ RoleName: roleName, PolicyName: 'deny' }),
    );
  const createRole = (
    name: string,
    service = 'ec2.amazonaws.com',
    config = clientConfig(local.env),
  ) =>
    iam(config).send(
      new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: trust(service),
      }),
    );
  const deleteRole = (name: string, config = clientConfig(local.env)) =>
    iam(config).send(new DeleteRoleCommand({ RoleName: name }));

  it('has the role read that it names, and only this', async () => {
    expect(await stored()).toMatchObject({ state: 'ready' });
    await putPolicy();
    try {
      await after(changeOf(roleName.toUpperCase()));
      expect(await stored()).toMatchObject({
        state: 'sessions-fail',
        nodes: { online: 3, total: 3 },
      });
      expect(new Set(calls())).not.toContain('GetAccountAuthorizationDetails');
      expect(await noted()).toEqual([]);
    } finally {
      await deletePolicy();
    }
    await after(
      cloudTrailEvent('iam', 'DeleteRolePolicy', { roleName, policyName: 'x' }),
    );
    expect(await stored()).toMatchObject({ state: 'ready' });
  });

  it('adds a role that nodes may use, and removes one', async () => {
    const created = (name: string) =>
      cloudTrailEvent('iam', 'CreateRole', { roleName: name, path: '/' });
    const arn = (name: string) => `arn:aws:iam::${DEVELOPMENT}:role/${name}`;
    await createRole('new-web');
    await createRole('new-function', 'lambda.amazonaws.com');
    try {
      await after(created('new-web'), created('new-function'));
      expect(await stored(arn('new-web'))).toMatchObject({
        state: 'sessions-fail',
      });
      expect(await stored(arn('new-function'))).toBeUndefined();
    } finally {
      await deleteRole('new-web');
      await deleteRole('new-function');
    }
    await after(cloudTrailEvent('iam', 'DeleteRole', { roleName: 'new-web' }));
    expect(await stored(arn('new-web'))).toBeUndefined();
  });

  it('costs no call if it is about a role that the fleet does not have', async () => {
    await after(
      changeOf('some-function'),
      changeOf(roleName, '777788889999'),
      cloudTrailEvent('sts', 'AssumeRole', { roleName }),
    );

    expect(calls()).toEqual([]);
  });

  it('has each role read that carries the policy which it names', async () => {
    await iam().send(
      new CreatePolicyVersionCommand({
        PolicyArn: policyArn,
        PolicyDocument: DENY_ALL,
        SetAsDefault: true,
      }),
    );
    try {
      await after(
        cloudTrailEvent('iam', 'CreatePolicyVersion', {
          policyArn,
          setAsDefault: true,
        }),
      );
      expect(await stored()).toMatchObject({ state: 'sessions-fail' });
      expect(countOf('GetRole')).toBe(1);
    } finally {
      await iam().send(
        new SetDefaultPolicyVersionCommand({
          PolicyArn: policyArn,
          VersionId: 'v1',
        }),
      );
    }
    await after(
      cloudTrailEvent('iam', 'SetDefaultPolicyVersion', {
        policyArn,
        versionId: 'v1',
      }),
    );
    expect(await stored()).toMatchObject({ state: 'ready' });
  });

  it('has the role read that is in the profile whose tags have changed', async () => {
    expect(await stored()).toMatchObject({ drift: 'not-read' });
    const tagged = (instanceProfileName: string) =>
      cloudTrailEvent('iam', 'TagInstanceProfile', { instanceProfileName });
    await after(tagged(roleName.toUpperCase()), tagged('of-no-role'));

    // A scan does not read these tags.
    expect(await stored()).toMatchObject({ drift: 'in-sync' });
    expect(countOf('GetRole')).toBe(1);
  });

  it('has a role predicted with the tags of its instances that the scan read', async () => {
    await iam().send(
      new PutRolePolicyCommand({
        RoleName: roleName,
        PolicyName: 'deny',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Action: 'ssm:UpdateInstanceInformation',
              Resource: '*',
              Condition: { StringEquals: { 'ssm:resourceTag/isolated': '1' } },
            },
          ],
        }),
      }),
    );
    try {
      // Its instances were not looked at for this policy so far.
      await after(changeOf(roleName));
      expect(await stored()).toMatchObject({ state: 'unknown' });
      await knex('fleet_accounts').update({ due_at: new Date(0) });
      await portal.scan();
      expect(await stored()).toMatchObject({ state: 'ready' });

      await after(changeOf(roleName));
      expect(await stored()).toMatchObject({ state: 'ready' });
      await knex('fleet_roles').update({ environment_hash: 'of yesterday' });
      await after(
        cloudTrailEvent('s3', 'PutBucketPolicy', { bucketName: bucket }),
      );
      expect(await stored()).toMatchObject({ state: 'ready' });
    } finally {
      await deletePolicy();
    }
  });

  it('of an alias has the environment of its region read, and no role', async () => {
    const alias = (eventName: string) =>
      cloudTrailEvent('kms', eventName, { aliasName: demoFleet.keyAlias });
    await portal.receive(alias('UpdateAlias'), alias('DeleteAlias'));
    expect(await noted()).toMatchObject([
      { account_id: DEVELOPMENT, what: 'environment', name: REGION },
    ]);
    await settle();
    await portal.run();

    expect(await noted()).toEqual([]);
    const made = calls();
    expect(made).toContain('GetDocument');
    expect(made).not.toContain('GetRole');
  });

  it('has the roles of each region predicted again that uses what it names', async () => {
    const s3 = new S3Client({
      ...clientConfig(local.env),
      forcePathStyle: true,
    });
    const changed = (eventName: string) =>
      cloudTrailEvent('s3', eventName, { bucketName: bucket });
    const before = await stored();
    const others = await knex('fleet_roles').whereNot({ role_arn: roleArn });
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket: bucket,
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:PutObject',
              Resource: `arn:aws:s3:::${bucket}/*`,
            },
          ],
        }),
      }),
    );
    try {
      await after(changed('PutBucketPolicy'));
      expect(await stored()).toEqual({
        ...before,
        state: 'logs-lost',
        headline: expect.anything(),
        problems: ['s3-put-denied'],
        changedAt: expect.any(String),
      });
      // The roles are predicted as they are stored, in both accounts.
      expect(calls('iam')).toEqual([]);
      expect(await knex('fleet_roles')).toHaveLength(others.length + 1);

      const read = await knex('fleet_roles').orderBy('role_arn');
      await after(changed('PutBucketPolicy'));
      expect(await knex('fleet_roles').orderBy('role_arn')).toEqual(read);
      calls();
      // The scan has nothing to add.
      await knex('fleet_accounts').update({ due_at: new Date(0) });
      await portal.scan();
      expect(
        (await knex('fleet_roles').orderBy('role_arn')).map(
          row => row.environment_hash,
        ),
      ).toEqual(read.map(row => row.environment_hash));
    } finally {
      await s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket }));
    }
    // A replica is killed between the environment and the roles.
    await after(changed('DeleteBucketPolicy'));
    await knex('fleet_roles').update({ environment_hash: 'of yesterday' });
    await after(changed('DeleteBucketPolicy'));
    expect(await stored()).toMatchObject({ state: 'ready', problems: [] });
    expect(
      await knex('fleet_roles').where({ environment_hash: 'of yesterday' }),
    ).toEqual([]);
  });

  it('is one of 10,000 that lead to one look at each of a few roles', async () => {
    const names = Object.values(demoFleet.roles).map(one => one.roleName);
    const storm = Array.from({ length: 10_000 }, (_, n) =>
      changeOf(names[n % names.length]),
    );
    await portal.receive(...storm);
    expect(await noted()).toHaveLength(names.length);
    expect(calls()).toEqual([]);
    await settle();
    // Two replicas.
    await Promise.all([portal.run(), startReplica().run()]);

    expect(countOf('GetRole')).toBe(names.length);
    expect(await noted()).toEqual([]);
  });

  it('has the account scanned if it is one of too many', async () => {
    await after(
      ...Array.from({ length: 61 }, (_, n) =>
        cloudTrailEvent('iam', 'CreateRole', { roleName: `role-${n}` }),
      ),
    );
    expect(calls()).toEqual([]);
    expect(await noted()).toEqual([]);
    await portal.scan();

    // The policies and the roles of one account.
    expect(countOf('GetAccountAuthorizationDetails')).toBe(2);
  });

  it('that is lost leaves the change to the scan', async () => {
    await putPolicy();
    try {
      await knex('fleet_accounts').update({ due_at: new Date(0) });
      await portal.scan();
      expect(await stored()).toMatchObject({ state: 'sessions-fail' });
    } finally {
      await deletePolicy();
    }
  });

  it('is not forgotten if AWS refuses, or if the portal restarts', async () => {
    await putPolicy();
    try {
      proxy.answer(async call =>
        call.operation === 'GetRole' ? accessDenied(call) : undefined,
      );
      await after(changeOf(roleName));
      expect(await stored()).toMatchObject({ state: 'ready' });
      expect(portal.warnings).toEqual([
        [expect.stringContaining(roleName), { accountId: DEVELOPMENT }],
      ]);
      proxy.answer();
      portal = startReplica();
      await settle();
      await portal.run();
      expect(await stored()).toMatchObject({ state: 'sessions-fail' });
    } finally {
      await deletePolicy();
    }
  });

  it('in an account that does not answer delays no other', async () => {
    const hanging = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    let first = true;
    proxy.answer(async call => {
      if (call.operation !== 'GetRole' || !first) {
        return undefined;
      }
      first = false;
      hanging.resolve();
      await released.promise;
      return undefined;
    });
    await createRole('production-web', undefined, production);
    try {
      await portal.receive(changeOf(roleName));
      await settle();
      const slow = portal.run();
      await hanging.promise;

      await after(
        cloudTrailEvent(
          'iam',
          'CreateRole',
          { roleName: 'production-web' },
          { account: PRODUCTION },
        ),
      );
      expect(
        await stored(`arn:aws:iam::${PRODUCTION}:role/production-web`),
      ).toMatchObject({ regions: [REGION] });
      released.resolve();
      await slow;
      expect(await noted()).toEqual([]);
    } finally {
      released.resolve();
      await deleteRole('production-web', production);
    }
  });
});
