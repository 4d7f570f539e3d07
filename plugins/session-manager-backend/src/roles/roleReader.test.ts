import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import {
  MANAGED_BY_TAG,
  trustPolicy,
} from 'backstage-plugin-session-manager-common';
import { demoFleet, REQUEST_ID } from 'local-aws';
import { useDemoAws } from '../__testUtils__/useDemoAws';
import { useRolesOf } from '../__testUtils__/useRolesOf';

jest.setTimeout(60_000);

const { development } = demoFleet.accounts;
const arnOf = (role: string, account: string = development) =>
  `arn:aws:iam::${account}:role${role}`;
const PAYMENTS = arnOf('/session-manager/payments-session-role');
const INVENTORY = arnOf('/session-manager/inventory-session-role');

describe('a role', () => {
  const aws = useDemoAws({ awsManagedPolicies: true });
  const rolesOf = useRolesOf();

  async function createRole(
    RoleName: string,
    Tags: Record<string, string> = {},
  ) {
    const iam = new IAMClient(aws.client());
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify(
          trustPolicy({ roleName: RoleName }),
        ),
        Tags: Object.entries(Tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    return iam;
  }

  it('shows exactly how it drifted from its spec', async () => {
    const { roles } = await rolesOf('inventory');

    expect(roles).toEqual([
      expect.objectContaining({
        roleArn: INVENTORY,
        drift: {
          state: 'drifted',
          changes: [
            expect.objectContaining({
              operation: 'UpdateRole',
              before: {
                description:
                  'Inventory servers, with parameters for the stocktaking',
                maxSessionDuration: 3600,
              },
              after: {
                description: 'Shell access to the inventory servers',
                maxSessionDuration: 3600,
              },
            }),
            expect.objectContaining({
              operation: 'CreatePolicyVersion',
              before: expect.objectContaining({
                Statement: expect.arrayContaining([
                  {
                    Effect: 'Allow',
                    Action: 'ssm:GetParameter',
                    Resource: '*',
                  },
                ]),
              }),
            }),
          ],
        },
        // Applying the recorded spec again undoes the changes.
        repair: {
          spec: expect.objectContaining({
            roleName: 'inventory-session-role',
            accountId: development,
            roleDescription: 'Shell access to the inventory servers',
          }),
          changes: [],
          adopt: false,
        },
      }),
    ]);
  });

  it('has no repair if it works and matches its spec', async () => {
    const { roles } = await rolesOf('payments');

    expect(roles).toEqual([
      expect.objectContaining({ drift: { state: 'in-sync' } }),
    ]);
    expect(roles[0]).not.toHaveProperty('repair');
  });

  it('has the repair of its problems', async () => {
    const { roles } = await rolesOf(
      'orders',
      arnOf('/session-manager/orders-session-role'),
    );

    expect(roles).toMatchObject([
      {
        readiness: { headline: { state: 'logs-lost' } },
        repair: {
          spec: { s3: { kmsKeyArn: expect.stringContaining(':key/') } },
          adopt: true,
        },
      },
    ]);
  });

  it('shows that it was removed from its instance profile', async () => {
    const iam = new IAMClient(aws.client());
    const membership = {
      RoleName: 'payments-session-role',
      InstanceProfileName: 'payments-session-role',
    };
    await iam.send(new RemoveRoleFromInstanceProfileCommand(membership));
    try {
      const { roles } = await rolesOf('payments');

      expect(roles).toEqual([
        expect.objectContaining({
          drift: {
            state: 'drifted',
            changes: [
              expect.objectContaining({
                operation: 'AddRoleToInstanceProfile',
              }),
            ],
          },
        }),
      ]);
      expect(roles[0]).not.toHaveProperty('instanceProfile');
    } finally {
      await iam.send(new AddRoleToInstanceProfileCommand(membership));
    }
  });

  it('is unmanaged if the portal’s tags lack the spec', async () => {
    await createRole('half-ours', { [MANAGED_BY_TAG]: 'session-manager' });

    const { roles } = await rolesOf('search', arnOf('/half-ours'));

    expect(roles).toEqual([
      expect.objectContaining({ drift: { state: 'unmanaged' } }),
    ]);
  });

  it('has the permissions of AWS managed policies within its boundary', async () => {
    const channelDenied = [
      expect.objectContaining({ code: 'open-data-channel-denied' }),
    ];
    const iam = await createRole('plain');
    await iam.send(
      new AttachRolePolicyCommand({
        RoleName: 'plain',
        PolicyArn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
      }),
    );
    expect(await rolesOf('search', arnOf('/plain'))).toMatchObject({
      roles: [
        {
          status: 'found',
          readiness: { problems: expect.not.arrayContaining(channelDenied) },
        },
      ],
    });

    await iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: 'plain',
        PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
      }),
    );
    expect(await rolesOf('search', arnOf('/plain'))).toMatchObject({
      roles: [
        {
          status: 'found',
          readiness: { problems: expect.arrayContaining(channelDenied) },
        },
      ],
    });
  });

  it('is missing if IAM does not have the role in the annotation', async () => {
    const gone = arnOf('/gone');
    const elsewhere = arnOf('/other/payments-session-role');

    const { roles } = await rolesOf('search', `${gone},${elsewhere}`);

    expect(roles).toEqual([
      expect.objectContaining({ roleArn: gone, status: 'missing' }),
      expect.objectContaining({ roleArn: elsewhere, status: 'missing' }),
    ]);
  });

  it('names the setting that gives the portal access to its account', async () => {
    const { roles } = await rolesOf('search', arnOf('/web', '999988887777'));

    expect(roles).toEqual([
      expect.objectContaining({
        status: 'fault',
        accountId: '999988887777',
        fault: expect.objectContaining({
          kind: 'not-configured',
          hint: expect.stringMatching(
            /'999988887777' under sessionManager\.accounts/,
          ),
        }),
      }),
    ]);
    expect(aws.calls()).not.toContain('GetRole');
  });

  it('names what AWS refuses to read', async () => {
    aws.refuse('GetRole');

    const { roles } = await rolesOf('payments');

    expect(roles).toEqual([
      expect.objectContaining({
        roleArn: PAYMENTS,
        status: 'fault',
        fault: expect.objectContaining({
          kind: 'refused',
          code: 'AccessDenied',
          requestId: REQUEST_ID,
          hint: expect.stringContaining('iam:GetRole'),
        }),
      }),
    ]);
  });

  it('lacks only the instance count if EC2 denies access', async () => {
    aws.refuse('DescribeIamInstanceProfileAssociations');

    expect(await rolesOf('payments')).toMatchObject({
      roles: [
        {
          status: 'found',
          drift: { state: 'in-sync' },
          instanceProfile: {
            instances: { fault: { kind: 'refused' } },
          },
        },
      ],
    });
  });
});
