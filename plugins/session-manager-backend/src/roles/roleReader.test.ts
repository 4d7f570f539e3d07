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

  it('tells exactly how it drifted from its spec', async () => {
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
      }),
    ]);
  });

  it('tells that it was taken out of its instance profile', async () => {
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

  it('is unmanaged where the portal’s tags lack the spec', async () => {
    await createRole('half-ours', { [MANAGED_BY_TAG]: 'session-manager' });

    const { roles } = await rolesOf('search', arnOf('/half-ours'));

    expect(roles).toEqual([
      expect.objectContaining({ drift: { state: 'unmanaged' } }),
    ]);
  });

  it('may do what policies of AWS allow and no boundary takes away', async () => {
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

  it('is missing where IAM has not what the annotation names', async () => {
    const gone = arnOf('/gone');
    const elsewhere = arnOf('/other/payments-session-role');

    const { roles } = await rolesOf('search', `${gone},${elsewhere}`);

    expect(roles).toEqual([
      expect.objectContaining({ roleArn: gone, status: 'missing' }),
      expect.objectContaining({ roleArn: elsewhere, status: 'missing' }),
    ]);
  });

  it('says which setting lets the portal look into its account', async () => {
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

  it('says what AWS refuses to read', async () => {
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

  it('lacks no more than the count where EC2 refuses', async () => {
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
