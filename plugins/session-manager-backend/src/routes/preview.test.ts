import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  predictSpec,
  resolveRoleSpec,
  RolePreview,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  provisionRole,
} from 'backstage-plugin-session-manager-node';
import {
  as,
  development,
  ENTITIES,
  PORTAL_CONFIG,
  production,
} from '../__testUtils__/startPortal';
import { Portal, useRequests } from '../__testUtils__/useRequests';
import {
  DENIAL_SID,
  whileUploadsAreDenied,
} from '../__testUtils__/whileUploadsAreDenied';

jest.setTimeout(300_000);

const SPEC = {
  roleName: 'payments-new-role',
  entityRef: 'component:default/payments',
  s3: { bucket: 'corp-session-logs', prefix: 'session-logs' },
};

describe('POST /preview', () => {
  const requests = useRequests();
  let portal: Portal;

  beforeEach(async () => {
    portal = await requests.start({ features: [] });
  });

  const preview = async (
    spec: object,
    header = as.ada,
  ): Promise<RolePreview> => {
    const { body } = await portal
      .post('/preview', { spec }, header)
      .expect(200);
    return body;
  };

  it('previews a spec without changing anything', async () => {
    const result = await preview(SPEC);

    expect(result.spec).toMatchObject({ roleName: SPEC.roleName, path: '/' });
    expect(result.documents.permissions.Statement).not.toHaveLength(0);
    expect(result.plan).toEqual({ changes: expect.any(Array) });
    expect('changes' in result.plan && result.plan.changes).toHaveLength(5);
    expect(result.widerThanLeastPrivilege).toContainEqual(
      expect.objectContaining({ action: 's3:GetEncryptionConfiguration' }),
    );
    expect(result.readiness).toMatchObject({
      online: 'yes',
      logged: { s3: null },
    });
    expect(result).not.toHaveProperty('approval');
    expect(await preview(SPEC)).toEqual(result);
  });

  it('returns what a browser needs to predict the next spec', async () => {
    const { spec, readiness, basis } = await preview(SPEC);
    const next = { ...SPEC, target: 'hybrid' as const };

    expect(basis?.account).toEqual({
      accountId: development,
      name: 'development',
      partition: 'aws',
    });
    expect(resolveRoleSpec(SPEC, basis!.account)).toEqual(spec);
    expect(predictSpec(spec, basis!)).toEqual(readiness);
    expect((await preview(next)).readiness).toEqual(
      predictSpec(resolveRoleSpec(next, basis!.account), basis!),
    );
  });

  it('does not reveal statements of bucket or key policies', async () => {
    await whileUploadsAreDenied(
      await requests.clientConfig(development),
      async () => {
        const result = await preview(SPEC);

        expect(result.readiness?.problems).toContainEqual(
          expect.objectContaining({
            code: 's3-put-denied',
            refusedBy: ['deny'],
          }),
        );
        expect(JSON.stringify(result)).not.toContain(DENIAL_SID);
        // The Sid of the demo fleet's keys.
        expect(JSON.stringify(result)).not.toContain('AccountDecides');
        expect(result.basis?.facts).toMatchObject({
          bucket: { known: { exists: true, unknown: { policy: {} } } },
        });
      },
    );
  });

  it('shows who would have to approve it', async () => {
    const { approval } = await preview({ ...SPEC, accountId: production });

    expect(approval).toEqual({
      approvers: ['group:default/security'],
      required: 1,
    });
  });

  it('shows only that the name is taken by another service’s resource', async () => {
    const { plan } = await preview({
      ...SPEC,
      path: '/session-manager/',
      roleName: 'orders-session-role',
    });

    expect(plan).toEqual({ taken: 'orders-session-role' });
  });

  it.each([
    ['policyName', 'orders-session-role-SessionManagerPermissions'],
    ['instanceProfileName', 'orders-session-role'],
  ])('shows no more if the %s is taken', async (field, name) => {
    const { plan } = await preview({
      ...SPEC,
      path: '/session-manager/',
      [field]: name,
    });

    expect(plan).toEqual({ taken: name });
  });

  it('plans the adoption of a role and its own resources if a trusted annotation of the service names it', async () => {
    const arn = `arn:aws:iam::${development}:role/session-manager/orders-session-role`;
    const spec = {
      ...SPEC,
      path: '/session-manager/',
      roleName: 'orders-session-role',
    };
    portal = await requests.start({
      config: {
        ...PORTAL_CONFIG,
        sessionManager: {
          ...PORTAL_CONFIG.sessionManager,
          annotations: 'trusted',
        },
      },
      entities: ENTITIES.map(entity =>
        entity.kind === 'Component'
          ? annotated(entity, 'aws.amazon.com/session-manager-role-arn', arn)
          : entity,
      ),
    });

    expect(JSON.stringify((await preview(spec)).plan)).toContain(
      'Adopt an existing role',
    );
    const { body } = await portal
      .post('/preview', { spec, adopt: true }, as.ada)
      .expect(200);
    expect(body.plan.changes).toContainEqual(
      expect.objectContaining({ operation: 'TagRole' }),
    );
  });

  it('warns callers who may see the role about principals that lose access by an adoption', async () => {
    const iam = new IAMClient(await requests.clientConfig());
    const RoleName = 'dual-session-role';
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2008-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: ['ec2.amazonaws.com', 'ssm.amazonaws.com'] },
            Action: 'sts:AssumeRole',
          },
        }),
        Tags: [
          { Key: 'backstage.io/entity-ref', Value: SPEC.entityRef },
          { Key: 'ManagedBy', Value: 'Terraform' },
        ],
      }),
    );
    const spec = { ...SPEC, accountId: production, roleName: RoleName };

    const { body } = await portal
      .post('/preview', { spec, adopt: true }, as.ada)
      .expect(200);

    expect(body.plan).toMatchObject({
      changes: expect.arrayContaining([
        expect.objectContaining({ operation: 'UpdateAssumeRolePolicy' }),
      ]),
      warnings: [
        {
          code: 'other-manager',
          values: { manager: 'Terraform', evidence: 'tag ManagedBy' },
        },
        { code: 'cuts-off', values: { principals: 'hybrid nodes' } },
      ],
    });
  });

  it('plans as a dry run does', async () => {
    const spec = {
      accountId: development,
      roleName: 'payments-session-role',
      path: '/session-manager/',
      entityRef: 'component:default/payments',
    };
    const account = await AwsAccounts.fromConfig(
      new ConfigReader(PORTAL_CONFIG),
    ).get(development);
    const { changes } = await provisionRole({
      account,
      spec: resolveRoleSpec(spec, account.settings),
      dryRun: true,
      knownRoles: {
        has: async () => false,
        add: async () => {},
        forget: async () => {},
      },
    });

    const { plan } = await preview(spec);

    expect(changes).not.toHaveLength(0);
    expect(plan).toEqual({ changes: JSON.parse(JSON.stringify(changes)) });
  });

  it('calls IAM once for a form that sends a request per keystroke', async () => {
    await preview(SPEC);
    requests.calls();

    for (const prefix of ['s', 'se', 'ses']) {
      const s3 = { ...SPEC.s3, prefix };
      expect((await preview({ ...SPEC, s3 })).spec.s3).toEqual(s3);
    }

    expect(requests.calls()).not.toContain('GetRole');
  });

  it('shows why IAM does not answer', async () => {
    requests.refuse('GetRole');

    expect((await preview(SPEC)).plan).toEqual({
      fault: expect.objectContaining({
        kind: 'refused',
        code: 'AccessDenied',
        hint: expect.stringContaining('iam:GetRole'),
      }),
    });
  });

  it.each([
    [{ ...SPEC, roleName: 'a*' }, 400, /^roleName: /],
    [{ ...SPEC, s3: { bucket: 'corp-*' } }, 400, /^s3\.bucket: /],
    [
      {
        ...SPEC,
        target: 'hybrid',
        path: '/session-manager/',
        roleName:
          'warehouse-europe-central-production-session-manager-node-role',
      },
      400,
      /^roleName: has 77 characters with its path.*takes 64/,
    ],
    [{ ...SPEC, accountId: '999900001111' }, 403, /not configured/],
    [{ ...SPEC, entityRef: 'component:default/lost' }, 404, /does not exist/],
  ])('refuses %j', async (spec, status, message) => {
    const { body } = await portal.post('/preview', { spec }).expect(status);

    expect(body.error.message).toMatch(message);
  });

  it('refuses unauthenticated callers', async () => {
    await portal.post('/preview', { spec: SPEC }, as.nobody).expect(401);
  });
});

function annotated(entity: Entity, name: string, value: string): Entity {
  return {
    ...entity,
    metadata: { ...entity.metadata, annotations: { [name]: value } },
  };
}
