import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { SSMClient, UpdateServiceSettingCommand } from '@aws-sdk/client-ssm';
import {
  ExistingRole,
  PolicyStatement,
  readinessOf,
  RoleSnapshot,
  sessionRoleOf,
} from 'backstage-plugin-session-manager-common';
import { demoFleet } from 'local-aws';
import { useDemoFleet } from '../__testUtils__/demoFleet';
import { trusting } from '../__testUtils__/provisioning';
import { testAccounts } from '../__testUtils__/testAccounts';
import { createTaskCache } from '../cache/ReadCache';
import {
  predictRoleReadiness,
  ReadinessContext,
} from '../readiness/predictRoleReadiness';
import { readRoleSnapshot } from '../role/readRoleSnapshot';
import { scanAccount } from './scanAccount';
import { scanEnvironment } from './scanEnvironment';
import { scanNodes } from './scanNodes';

jest.setTimeout(300_000);

const REGION = 'us-east-1';
const CORE = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
const HOST_ROLE = 'AWSSystemsManagerDefaultEC2InstanceManagementRole';
const EVERYTHING: PolicyStatement = {
  Effect: 'Allow',
  Action: '*',
  Resource: '*',
};

const { healthy, broken, drifted } = demoFleet.roles;

describe('a scan of the demo fleet', () => {
  const aws = useDemoFleet({ awsManagedPolicies: true });
  let iam: IAMClient;
  let place: ReadinessContext;

  beforeAll(async () => {
    iam = new IAMClient(aws.client());
  });

  beforeEach(async () => {
    const accounts = testAccounts();
    place = {
      accounts,
      account: await accounts.get(),
      region: REGION,
      cache: createTaskCache(),
    };
  });

  async function makeRole(
    RoleName: string,
    statements: PolicyStatement[] = [],
    service = 'ec2.amazonaws.com',
  ) {
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        Path: '/team/',
        Description: 'by hand',
        AssumeRolePolicyDocument: trusting(service),
      }),
    );
    if (statements.length > 0) {
      await iam.send(
        new PutRolePolicyCommand({
          RoleName,
          PolicyName: 'inline',
          PolicyDocument: JSON.stringify(documentOf(statements)),
        }),
      );
    }
  }

  async function makePolicy(
    PolicyName: string,
    statements: PolicyStatement[],
  ): Promise<string> {
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName,
        PolicyDocument: JSON.stringify(documentOf(statements)),
      }),
    );
    return Policy!.Arn!;
  }

  async function putIntoProfile(RoleName: string) {
    const InstanceProfileName = RoleName;
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    await iam.send(
      new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }),
    );
  }

  async function makeManyKinds() {
    await makeRole('by-aws');
    await iam.send(
      new AttachRolePolicyCommand({ RoleName: 'by-aws', PolicyArn: CORE }),
    );
    await iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: 'by-aws',
        PermissionsBoundary: await makePolicy('limits', [
          { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
        ]),
      }),
    );
    await putIntoProfile('by-aws');
    await makeRole('machine', [EVERYTHING], 'ssm.amazonaws.com');
    await makeRole('of-nobody', [EVERYTHING], 'lambda.amazonaws.com');
    await makeRole('broken-trust', [EVERYTHING], 'lambda.amazonaws.com');
    await putIntoProfile('broken-trust');
    await makeRole('of-organization', [
      {
        ...EVERYTHING,
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1a2b3c4d5e' } },
      },
    ]);
    await putIntoProfile('of-organization');
    await makeRole('of-alias', [
      { Effect: 'Allow', NotAction: 'kms:*', Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'kms:*',
        Resource: '*',
        Condition: {
          'ForAnyValue:StringEquals': {
            'kms:ResourceAliases': demoFleet.keyAlias,
          },
        },
      },
    ]);
    await putIntoProfile('of-alias');
    // Instances get what this role lacks from Default Host Management.
    await makeRole('unregistered', [
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
    ]);
    await putIntoProfile('unregistered');
    await makeRole(HOST_ROLE, [EVERYTHING], 'ssm.amazonaws.com');
    await new SSMClient(aws.client()).send(
      new UpdateServiceSettingCommand({
        SettingId: '/ssm/managed-instance/default-ec2-instance-management-role',
        SettingValue: HOST_ROLE,
      }),
    );
    // Its tags still name the policy.
    await iam.send(
      new DetachRolePolicyCommand({
        RoleName: drifted.roleName,
        PolicyArn: `arn:aws:iam::${demoFleet.accounts.development}:policy${demoFleet.path}${drifted.roleName}-SessionManagerPermissions`,
      }),
    );
  }

  const scanned = async () => {
    const roles: ExistingRole[] = [];
    for await (const page of scanAccount(place.account, place)) {
      roles.push(...page.roles);
    }
    return roles;
  };

  it('counts the nodes of each role in two calls', async () => {
    aws.calls();

    const nodes = await scanNodes(place.account, REGION);

    expect(aws.calls()).toEqual([
      'DescribeInstanceInformation',
      'DescribeInstances',
    ]);
    const counts = [healthy, broken, drifted].map(({ roleName }) => {
      const { total, online } = nodes.byInstanceProfile.get(
        `arn:aws:iam::${demoFleet.accounts.development}:instance-profile${demoFleet.path}${roleName}`,
      )!;
      return { total, online };
    });
    expect(counts).toEqual([
      { total: 3, online: 3 },
      { total: 2, online: 2 },
      { total: 2, online: 2 },
    ]);
  });

  it('reads the environment of all roles of a region in one call per fact', async () => {
    aws.calls();

    const { preferences, facts } = await scanEnvironment(place);

    expect(aws.calls()).toEqual([
      'DescribeKey',
      'DescribeLogGroups',
      'DescribeOrganization',
      'GetBucketEncryption',
      'GetBucketPolicy',
      'GetDocument',
      'GetKeyPolicy',
      'GetServiceSetting',
      'GetServiceSetting',
      'HeadBucket',
      'ListAliases',
    ]);
    expect(preferences.status).toBe('found');
    expect(facts).toMatchObject({
      instanceTier: { known: 'advanced' },
      defaultHostManagement: { known: undefined },
      organizationId: { known: undefined },
      sessionKeyAliases: { known: [demoFleet.keyAlias] },
      bucketKeyAliases: { known: [demoFleet.keyAlias] },
    });
  });

  it('sees each role as it is read by itself, apart from what pages lack, and predicts the same', async () => {
    await makeManyKinds();

    const environment = await scanEnvironment(place);
    const roles = await scanned();

    expect(roles.map(({ role }) => role.roleName).sort()).toEqual(
      [
        healthy.roleName,
        broken.roleName,
        drifted.roleName,
        'by-aws',
        'machine',
        'broken-trust',
        'of-organization',
        'of-alias',
        'unregistered',
        HOST_ROLE,
      ].sort(),
    );
    for (const snapshot of roles) {
      const alone = (await readRoleSnapshot({
        ...place,
        roleName: snapshot.role.roleName,
      })) as ExistingRole<Awaited<ReturnType<typeof readRoleSnapshot>>>;
      expect(asInPages(snapshot)).toEqual(asInPages(alone));

      const { preferences, facts } = await predictRoleReadiness(alone, {
        ...place,
        cache: createTaskCache(),
      });
      expect(
        readinessOf({ role: sessionRoleOf(snapshot)!, ...environment }),
      ).toEqual(
        readinessOf({ role: sessionRoleOf(alone)!, preferences, facts }),
      );
    }
  });
});

function documentOf(Statement: PolicyStatement[]) {
  return { Version: '2012-10-17', Statement };
}

/** A role without what pages lack, and without the time, which passes. */
function asInPages(snapshot: ExistingRole): RoleSnapshot {
  const { description, maxSessionDuration, lastUsed, ...role } = snapshot.role;
  return {
    ...snapshot,
    role,
    policies: snapshot.policies.map(
      ({ description: _, tags, attachedTo, ...policy }) => policy,
    ),
    instanceProfiles: snapshot.instanceProfiles.map(
      ({ tags, ...profile }) => profile,
    ),
  };
}
