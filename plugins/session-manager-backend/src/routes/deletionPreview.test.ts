import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateActivationCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ConfigReader } from '@backstage/config';
import {
  DeletionPreview,
  describeDone,
  isStep,
  LogAccessPreview,
  resolveRoleSpec,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  grantLogAccess,
  provisionRole,
} from 'backstage-plugin-session-manager-node';
import { REGION } from 'local-aws';
import { parse } from 'yaml';
import {
  RELATION_FEATURES,
  RELATION_SERVICES,
} from '../__testUtils__/byRelation';
import { runTemplate } from '../__testUtils__/runTemplate';
import {
  as,
  AUDIT,
  development,
  ENTITIES,
  headersFor,
  PORTAL_CONFIG,
} from '../__testUtils__/startPortal';
import { Portal, useRequests } from '../__testUtils__/useRequests';

jest.setTimeout(300_000);

const PAYMENTS = 'component:default/payments';
const HEALTHY = 'payments-session-role';
const BUCKET = 'audit-deletion-logs';
const DELETION = 'session-manager-role-delete';

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
});
const CONFIG = {
  ...PORTAL_CONFIG,
  permission: { enabled: true },
  sessionManager: {
    ...PORTAL_CONFIG.sessionManager,
    accounts: [
      ...PORTAL_CONFIG.sessionManager.accounts.map(account => ({
        ...account,
        regions: [REGION],
      })),
      { accountId: AUDIT, partition: 'aws' },
    ],
  },
};

type Found = Extract<DeletionPreview, { status: 'found' }>;

describe('the preview of a deletion', () => {
  const aws = useRequests();
  const accounts = AwsAccounts.fromConfig(new ConfigReader(CONFIG));
  let portal: Portal;

  beforeAll(async () => {
    const s3 = new S3Client({
      ...(await aws.clientConfig(AUDIT)),
      forcePathStyle: true,
    });
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  });

  beforeEach(async () => {
    portal = await aws.start({
      entities: [...ENTITIES, deletionTemplate()],
      config: CONFIG,
      features: RELATION_FEATURES,
      services: RELATION_SERVICES,
    });
  });

  const preview = async (
    request: object,
    header = as.ada,
  ): Promise<DeletionPreview> =>
    (await portal.post('/preview/deletion', request, header).expect(200)).body;

  const found = async (request: object, header = as.ada): Promise<Found> => {
    const body = await preview(request, header);
    expect(body.status).toBe('found');
    return body as Found;
  };

  async function createRole(more: Partial<RoleSpec> & { roleName: string }) {
    const account = await accounts.get(development);
    const spec = resolveRoleSpec(
      { entityRef: PAYMENTS, ...more },
      account.settings,
    );
    await provisionRole({
      account,
      spec,
      knownRoles: {
        has: async () => false,
        add: async () => {},
        forget: async () => {},
      },
    });
    return { account, spec };
  }

  it('names the instances because of which the run would be refused', async () => {
    const { changes, instances } = await found({
      roleName: HEALTHY,
      path: '/session-manager/',
    });

    expect(instances).toEqual({
      instanceIds: [
        expect.stringMatching(/^i-/),
        expect.stringMatching(/^i-/),
        expect.stringMatching(/^i-/),
      ],
    });
    expect(changes.filter(change => !isStep(change))).toMatchObject([
      { kind: 'refused', resource: 'instance-profile' },
    ]);
    const forced = await found({ roleName: HEALTHY, force: true });
    expect(forced.changes.every(isStep)).toBe(true);
    expect(forced.instances).toEqual(instances);
  });

  it('lists what the run then does, and what it leaves', async () => {
    const { account } = await createRole({ roleName: 'doomed' });
    const iam = new IAMClient(await aws.clientConfig(development));
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: 'by-hand',
        PolicyDocument: POLICY,
      }),
    );
    await iam.send(
      new AttachRolePolicyCommand({
        RoleName: 'doomed',
        PolicyArn: Policy?.Arn,
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'doomed',
        PolicyName: 'inline-by-hand',
        PolicyDocument: POLICY,
      }),
    );

    const planned = await found({ roleName: 'doomed', entityRef: PAYMENTS });
    expect(planned).toMatchObject({
      accountId: account.settings.accountId,
      accountName: 'development',
      mayRun: true,
      services: [PAYMENTS],
      policies: { kept: [Policy?.Arn], deleted: ['inline-by-hand'] },
      instances: { instanceIds: [] },
    });
    expect(planned).not.toHaveProperty('logAccess');
    expect(planned).not.toHaveProperty('activations');

    const names = { roleName: 'doomed', confirmRoleName: 'doomed' };
    const { status, log } = await runTemplate(
      portal,
      headersFor('scaffolder').ada,
      DELETION,
      { entityRef: PAYMENTS, ...names },
    );

    expect(status).toBe('completed');
    for (const change of planned.changes.filter(isStep)) {
      expect(log).toContain(JSON.stringify(describeDone(change)).slice(1, -1));
    }
    expect(await preview({ roleName: 'doomed' })).toEqual({
      accountId: development,
      accountName: 'development',
      status: 'missing',
    });
  });

  it('lists the statements in the policies of the bucket’s owner, which the run can revoke', async () => {
    const { account, spec } = await createRole({
      roleName: 'audited',
      s3: { bucket: BUCKET, bucketOwner: AUDIT },
    });
    const owner = await accounts.get(AUDIT);
    await grantLogAccess({ account, owner, spec, settleMs: 10 });

    const { logAccess } = await found({ roleName: 'audited' });
    expect(logAccess).toMatchObject({
      bucket: BUCKET,
      bucketOwner: AUDIT,
      mayRun: true,
      policies: [
        {
          resource: 'bucket-policy-statement',
          changes: [{ kind: 'delete' }, { kind: 'delete' }],
        },
      ],
    });

    const { status, log } = await runTemplate(
      portal,
      headersFor('scaffolder').ada,
      DELETION,
      {
        roleName: 'audited',
        confirmRoleName: 'audited',
        revokeLogAccess: true,
      },
    );
    expect(status).toBe('completed');
    expect(log).toMatch(/Removed statement SessionLogs\w+ from the policy of/);
    expect(log).toContain('Deleted role audited');
  });

  it('lists the activations that stay', async () => {
    const { spec } = await createRole({
      roleName: 'hybrid-doomed',
      target: 'hybrid',
    });
    await new SSMClient(await aws.clientConfig(development)).send(
      new CreateActivationCommand({
        IamRole: `${spec.path.slice(1)}${spec.roleName}`,
        RegistrationLimit: 5,
      }),
    );

    const { activations } = await found({ roleName: 'hybrid-doomed' });
    expect(activations).toEqual({
      activations: [
        {
          activationId: expect.any(String),
          region: 'us-east-1',
          expiresAt: expect.stringMatching(/Z$/),
          isExpired: false,
          registrations: 0,
          registrationLimit: 5,
        },
      ],
    });
  });

  it('shows no role of another team, not even that it exists', async () => {
    await createRole({ roleName: 'private' });

    const answer = await preview({ roleName: 'private' }, as.mei);
    expect(answer).toEqual(await preview({ roleName: 'private' }, as.guest));
    expect(answer.status).toBe('missing');
    expect(
      await preview({ roleName: 'orders-session-role' }, as.ada),
    ).toMatchObject({ status: 'missing' });
    await portal
      .post(
        '/preview/deletion',
        { roleName: 'private', entityRef: 'component:default/nothing' },
        as.ada,
      )
      .expect(404);
  });

  it('says why nothing is known', async () => {
    aws.refuse('GetRole');

    expect(await preview({ roleName: HEALTHY })).toMatchObject({
      status: 'fault',
      fault: { kind: 'refused', hint: expect.stringContaining('iam:GetRole') },
    });
  });

  it.each([
    [{ roleName: '*' }, 400],
    [{}, 400],
    [{ roleName: 'web', accountId: '999900001111' }, 403],
  ])('refuses %j', async (request, status) => {
    await portal.post('/preview/deletion', request).expect(status);
  });

  describe('and of log access', () => {
    const s3 = { bucket: BUCKET, bucketOwner: AUDIT };
    const ofAccess = async (
      request: object,
      header = as.ada,
    ): Promise<LogAccessPreview> =>
      (await portal.post('/preview/log-access', request, header).expect(200))
        .body;

    it('lists the statements that would be added, for those who may', async () => {
      await createRole({ roleName: 'granted', s3 });
      const request = { spec: { roleName: 'granted', s3 } };

      expect(await ofAccess(request)).toMatchObject({
        bucket: BUCKET,
        bucketOwner: AUDIT,
        mayRun: true,
        roleExists: true,
        policies: [
          {
            resource: 'bucket-policy-statement',
            changes: [
              {
                kind: 'create',
                after: { Resource: `arn:aws:s3:::${BUCKET}/*` },
              },
              { kind: 'create' },
            ],
          },
        ],
      });
      expect(await ofAccess(request, as.mei)).toEqual({
        bucket: BUCKET,
        bucketOwner: AUDIT,
        mayRun: false,
        roleExists: true,
        policies: [],
      });
    });

    it('says why a policy could not be read', async () => {
      await createRole({ roleName: 'unread', s3 });
      aws.refuse('GetBucketPolicy');

      expect(
        await ofAccess({ spec: { roleName: 'unread', s3 } }),
      ).toMatchObject({
        policies: [{ fault: { kind: 'refused' } }],
      });
    });

    it('names an invalid field', async () => {
      const { body } = await portal
        .post('/preview/log-access', {
          spec: { roleName: 'web', s3: { bucket: BUCKET } },
        })
        .expect(400);

      expect(body.error.message).toMatch(/^s3\.bucketOwner: must differ/);
    });
  });
});

function deletionTemplate() {
  const path = `../../../../templates/${DELETION}/template.yaml`;
  return parse(readFileSync(resolve(__dirname, path), 'utf8'));
}
