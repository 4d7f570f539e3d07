import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  ScaffolderService,
  scaffolderServiceRef,
} from '@backstage/plugin-scaffolder-node';
import {
  RequestDetails,
  resolveRoleSpec,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  provisionRole,
} from 'backstage-plugin-session-manager-node';
import {
  as,
  configWith,
  PORTAL_CONFIG,
  production,
} from '../__testUtils__/startPortal';
import { useRequests } from '../__testUtils__/useRequests';

jest.setTimeout(120_000);

const PAYMENTS = 'component:default/payments';

/**
 * A rule decides by what is requested. Existing resources may matter as well:
 * they may be restricted, or belong to no service in the catalog.
 */
describe('a rule, if the names are taken', () => {
  const requests = useRequests();
  const config = configWith({
    autoApprove: [
      { name: 'plain', version: '1', policyStyle: 'least-privilege' },
    ],
  });
  let iam: IAMClient;

  beforeAll(async () => {
    iam = new IAMClient(await requests.clientConfig());
  });

  /** Has the portal create a role, as before the rule or in another way. */
  async function made(wanted: Partial<RoleSpec> & { roleName: string }) {
    const account = await AwsAccounts.fromConfig(
      new ConfigReader(PORTAL_CONFIG),
    ).get(production);
    await provisionRole({
      account,
      spec: resolveRoleSpec(
        { policyStyle: 'least-privilege', ...wanted },
        account.settings,
      ),
      knownRoles: {
        has: async () => true,
        add: async () => {},
        forget: async () => {},
      },
    });
  }

  async function filed(wanted: Partial<RoleSpec> & { roleName: string }) {
    const portal = await requests.start({ config });
    const spec = {
      policyStyle: 'least-privilege',
      entityRef: PAYMENTS,
      ...wanted,
    } as const;
    const { body: preview } = await portal
      .post('/preview', { spec: { accountId: production, ...spec } })
      .expect(200);
    const { id } = await portal.file(spec);
    const { request, review }: RequestDetails = await portal.details(
      id,
      as.grace,
    );
    return { status: request.state.status, review, preview };
  }

  it('approves a change to the service’s own resources', async () => {
    await made({ roleName: 'own', entityRef: PAYMENTS });
    expect(
      (await filed({ roleName: 'own', roleDescription: 'on call' })).status,
    ).not.toBe('pending');
  });

  it('does not assign a role that belongs to no service', async () => {
    await made({ roleName: 'platform' });
    const { status, preview } = await filed({ roleName: 'platform' });
    expect(status).toBe('pending');
    expect(preview.approval).not.toHaveProperty('rule');
  });

  it('does not remove a role from an instance profile', async () => {
    await made({ roleName: 'bastion' });
    const { status } = await filed({
      roleName: 'payments-web',
      instanceProfileName: 'bastion',
    });
    expect(status).toBe('pending');
    const { InstanceProfile } = await iam.send(
      new GetInstanceProfileCommand({ InstanceProfileName: 'bastion' }),
    );
    expect(InstanceProfile?.Roles?.map(({ RoleName }) => RoleName)).toEqual([
      'bastion',
    ]);
  });

  it('does not remove a permissions boundary', async () => {
    await made({ roleName: 'bounded', entityRef: PAYMENTS });
    const policy = async (PolicyName: string, Action: string) =>
      (
        await iam.send(
          new CreatePolicyCommand({
            PolicyName,
            PolicyDocument: JSON.stringify({
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
            }),
          }),
        )
      ).Policy?.Arn;
    await iam.send(
      new AttachRolePolicyCommand({
        RoleName: 'bounded',
        PolicyArn: await policy('much', 's3:*'),
      }),
    );
    await iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: 'bounded',
        PermissionsBoundary: await policy('bound', 'ssm:*'),
      }),
    );

    expect((await filed({ roleName: 'bounded' })).status).toBe('pending');
    const { Role } = await iam.send(
      new GetRoleCommand({ RoleName: 'bounded' }),
    );
    expect(Role?.PermissionsBoundary).toBeDefined();
  });

  it('does not overwrite a policy that denies what the role’s own policy allows', async () => {
    await made({ roleName: 'guarded', entityRef: PAYMENTS });
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }],
    });
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'guarded',
        PolicyName: 'guard',
        PolicyDocument,
      }),
    );

    const { status } = await filed({
      roleName: 'guarded',
      policyType: 'inline',
      policyName: 'guard',
    });
    expect(status).toBe('pending');
  });

  it('does not restore access that was removed', async () => {
    await made({ roleName: 'locked', entityRef: PAYMENTS });
    await iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: 'locked',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: { AWS: '*' },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      }),
    );
    expect((await filed({ roleName: 'locked' })).status).toBe('pending');
  });

  it('is not sufficient if a role was created before the task starts', async () => {
    const portal = await requests.start({
      config,
      services: [
        createServiceFactory({
          service: scaffolderServiceRef,
          deps: {},
          factory: () =>
            ({
              scaffold: async () => {
                throw new ServiceUnavailableError('down for maintenance');
              },
            }) as Partial<ScaffolderService> as ScaffolderService,
        }),
      ],
    });
    const { id, state } = await portal.file({
      roleName: 'came-later',
      policyStyle: 'least-privilege',
      entityRef: PAYMENTS,
    });
    expect(state.status).toBe('approved');
    await made({ roleName: 'came-later' });
    // The plan that was read for the approval is cached for some seconds.
    await sleep(6_000);

    const { body } = await portal
      .post(`/requests/${id}/claim`, { taskId: '1' }, as.scaffolder)
      .expect(403);

    expect(body.error.message).toContain('An approver must decide');
    expect((await portal.details(id)).request.state.status).toBe('pending');
  });
});
