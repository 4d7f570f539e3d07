import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { demoFleet } from 'local-aws';
import {
  component,
  DEMO_CONFIG,
  startPlugin,
} from '../__testUtils__/startPlugin';
import { useDemoAws } from '../__testUtils__/useDemoAws';

jest.setTimeout(60_000);

const { accounts, bucket, logGroups, prefix, roles } = demoFleet;
const { development, production } = accounts;
const REFUSED = [
  mockServices.permissions.factory({ result: AuthorizeResult.DENY }),
];

describe('what forms fill in', () => {
  const aws = useDemoAws();
  let plugin: Awaited<ReturnType<typeof startPlugin>>;

  beforeEach(async () => {
    plugin = await startPlugin({
      entities: Object.values(roles).map(({ entityRef }) =>
        component(entityRef.replace(/.*\//, '')),
      ),
    });
  });

  afterEach(() => plugin.stop());

  const get = async (path: string) =>
    (await plugin.get(`/accounts/${path}`).expect(200)).body;

  describe('GET /accounts/:accountId/preferences', () => {
    it('returns the preferences with the owner and the key of the bucket, without policies', async () => {
      const body = await get(`${production}/preferences`);

      const key = expect.stringMatching(/^arn:aws:kms:.*:key\//);
      expect(body).toEqual({
        accountId: production,
        accountName: 'production',
        regions: ['us-east-1'],
        checkedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        preferences: {
          document: expect.objectContaining({ region: 'us-east-1' }),
          status: 'found',
          preferences: expect.objectContaining({
            s3BucketName: bucket,
            s3KeyPrefix: prefix,
            cloudWatchLogGroupName: logGroups.encrypted,
            kmsKeyId: key,
          }),
        },
        facts: {
          region: 'us-east-1',
          logGroup: { known: { exists: true, kmsKeyArn: key } },
          bucket: {
            known: expect.objectContaining({
              exists: true,
              ownerAccountId: development,
              kmsKeyArn: key,
            }),
          },
          sessionKeyArn: { known: key },
          bucketKeyArn: { known: key },
        },
      });
      expect(JSON.stringify(body)).not.toContain('Statement');
    });

    it('reads AWS once for several answers, and again on request', async () => {
      const { facts } = await get(`${development}/preferences`);
      aws.calls();

      expect(
        await get(`${development}/preferences?region=us-east-1`),
      ).toMatchObject({ facts });
      expect(aws.calls()).toEqual([]);
      jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
      await get(`${development}/preferences?refresh=true`);
      jest.restoreAllMocks();
      expect(aws.calls()).toContain('GetDocument');
    });

    it('shares what the prediction of a role has read', async () => {
      await plugin
        .post('/preview', {
          spec: { accountId: development, roleName: 'web' },
        })
        .expect(200);
      aws.calls();

      await get(`${development}/preferences`);

      expect(aws.calls()).toEqual([]);
    });

    it('is unknown, with the permission that is missing, if AWS denies access', async () => {
      aws.refuse('GetDocument');

      expect(await get(`${production}/preferences`)).toMatchObject({
        preferences: {
          status: 'unknown',
          fault: { hint: expect.stringContaining('ssm:GetDocument') },
        },
        facts: { region: 'us-east-1' },
      });
    });

    it('says what of the bucket is not known', async () => {
      aws.refuse('GetBucketEncryption');

      const { facts } = await get(`${development}/preferences`);

      expect(facts.bucket.known.unknown.encryption.remedy).toContain(
        's3:GetEncryptionConfiguration',
      );
    });

    it('is unknown if AWS does not respond in time', async () => {
      await plugin.stop();
      plugin = await startPlugin({
        entities: [],
        config: {
          ...DEMO_CONFIG,
          sessionManager: {
            ...(DEMO_CONFIG.sessionManager as object),
            status: { deadline: { seconds: 1 } },
          },
        },
      });
      aws.hang('GetDocument');

      expect(await get(`${development}/preferences`)).toMatchObject({
        preferences: {
          status: 'unknown',
          fault: { code: 'DeadlineExceeded' },
        },
      });
    });

    it('is absent where the account has no preferences', async () => {
      await plugin.stop();
      plugin = await startPlugin({
        entities: [],
        config: {
          ...DEMO_CONFIG,
          sessionManager: {
            accounts: [
              {
                accountId: development,
                regions: ['us-east-1', 'eu-west-1'],
              },
            ],
          },
        },
      });

      expect(
        await get(`${development}/preferences?region=eu-west-1`),
      ).toMatchObject({
        regions: ['us-east-1', 'eu-west-1'],
        preferences: { status: 'absent', document: { region: 'eu-west-1' } },
      });
    });

    it('refuses other accounts and regions', async () => {
      await plugin.get('/accounts/999988887777/preferences').expect(403);
      await plugin.get('/accounts/1/preferences').expect(400);
      await plugin
        .get(`/accounts/${development}/preferences?region=ap-south-1`)
        .expect(404);
    });

    it('refuses callers who may neither create nor request roles, without calling AWS', async () => {
      await plugin.stop();
      plugin = await startPlugin({ entities: [], services: REFUSED });
      aws.calls();

      await plugin.get(`/accounts/${development}/preferences`).expect(403);
      await plugin.get(`/accounts/${development}/roles/web`).expect(403);

      expect(aws.calls()).toEqual([]);
    });
  });

  describe('GET /accounts/:accountId/roles/:roleName', () => {
    const { healthy, broken } = roles;

    it('returns the spec that was last applied, at any path', async () => {
      const body = await get(`${development}/roles/${healthy.roleName}`);

      expect(body).toMatchObject({
        status: 'found',
        roleArn: `arn:aws:iam::${development}:role/session-manager/${healthy.roleName}`,
        isManaged: true,
        spec: {
          roleName: healthy.roleName,
          accountId: development,
          entityRef: healthy.entityRef,
          s3: { bucket },
        },
      });
      aws.calls();
      await get(`${development}/roles/${healthy.roleName}`);
      expect(aws.calls()).toEqual([]);
    });

    it('returns no spec of a role that the portal did not create', async () => {
      const body = await get(`${development}/roles/${broken.roleName}`);

      expect(body).toEqual({
        status: 'found',
        roleArn: expect.stringContaining(broken.roleName),
        checkedAt: expect.any(String),
        isManaged: false,
      });
    });

    it('is absent if the name is free', async () => {
      expect(await get(`${development}/roles/nobodys-role`)).toEqual({
        status: 'absent',
        checkedAt: expect.any(String),
      });
    });

    it('is hidden from callers to whom the catalog does not show the service', async () => {
      await plugin.stop();
      plugin = await startPlugin({ entities: [component('orders')] });

      const body = await get(
        `${development}/roles/${healthy.roleName}?entityRef=component:default/orders`,
      );

      expect(body).toEqual({
        status: 'hidden',
        checkedAt: expect.any(String),
      });
    });

    it('is unknown, with the permission that is missing, if AWS denies access', async () => {
      aws.refuse('GetRole');

      expect(
        await get(`${development}/roles/${healthy.roleName}`),
      ).toMatchObject({
        status: 'unknown',
        fault: { hint: expect.stringContaining('iam:GetRole') },
      });
    });

    it('refuses other accounts and invalid names', async () => {
      await plugin.get('/accounts/999988887777/roles/web').expect(403);
      await plugin.get(`/accounts/${development}/roles/web*`).expect(400);
    });
  });

  it('lists the portal’s own account if none are configured', async () => {
    await plugin.stop();
    plugin = await startPlugin({
      entities: [],
      config: { sessionManager: { region: 'us-east-1' } },
    });

    const { body } = await plugin.get('/accounts').expect(200);

    expect(body).toEqual({ items: [{ accountId: development, isOwn: true }] });
  });
});
