import {
  EC2Client,
  RunInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  DescribeInstanceInformationCommand,
  DescribeInstanceInformationCommandInput,
  GetServiceSettingCommand,
  paginateDescribeInstanceInformation,
  SSMClient,
  UpdateServiceSettingCommand,
} from '@aws-sdk/client-ssm';
import { assumeAccount, clientConfig } from '../server/clientConfig';
import { LocalAws, startLocalAws } from '../server/startLocalAws';
import { nodeTags } from './nodeTags';

jest.setTimeout(300_000);

/** An image of moto. */
const AMAZON_LINUX = 'ami-760aaa0f';

describe('ssm:DescribeInstanceInformation', () => {
  let aws: LocalAws;
  let ec2: EC2Client;
  let iam: IAMClient;
  let ssm: SSMClient;

  beforeAll(async () => {
    aws = await startLocalAws();
    const config = clientConfig(aws.env);
    ec2 = new EC2Client(config);
    iam = new IAMClient(config);
    ssm = new SSMClient(config);
  });

  beforeEach(() => aws.reset());

  afterAll(() => aws.stop());

  it('lists instances whose role lets the agent register', async () => {
    await seedProfile('node', allow('ssm:UpdateInstanceInformation'));
    await seedProfile('mute', allow('s3:PutObject'));
    const [id] = await run({ profile: 'node' });
    await run({ profile: 'mute' });
    await run({});

    const nodes = await information();

    expect(nodes).toEqual([
      expect.objectContaining({
        InstanceId: id,
        PingStatus: 'Online',
        IsLatestVersion: true,
        ResourceType: 'EC2Instance',
        PlatformType: 'Linux',
      }),
    ]);
    expect(nodes[0].AgentVersion).toMatch(/^3(\.\d+){3}$/);
    expect(Date.now() - Number(nodes[0].LastPingDateTime)).toBeLessThan(60_000);
  });

  it('lists instances that use Default Host Management', async () => {
    await seedProfile('mute', allow('s3:PutObject'));
    await seedProfile('node', allow('ssm:UpdateInstanceInformation'));
    const [own] = await run({ profile: 'node' });
    const [hosted] = await run({ profile: 'mute' });
    const [bare] = await run({});
    const setting = {
      SettingId: '/ssm/managed-instance/default-ec2-instance-management-role',
    };
    const { ServiceSetting } = await ssm.send(
      new GetServiceSettingCommand(setting),
    );
    expect(ServiceSetting).toMatchObject({
      SettingValue: '$None',
      Status: 'Default',
    });
    await ssm.send(
      new UpdateServiceSettingCommand({
        ...setting,
        SettingValue: 'service-role/Default',
      }),
    );

    const nodes = await information();

    const roles = nodes.map(({ InstanceId, IamRole }) => [InstanceId, IamRole]);
    expect(Object.fromEntries(roles)).toEqual({
      [own]: undefined,
      [hosted]: 'service-role/Default',
      [bare]: 'service-role/Default',
    });
  });

  it('evaluates the resource, denials and the boundary', async () => {
    const onInstances = 'arn:aws:ec2:*:111122223333:instance/*';
    await seedProfile(
      'narrow',
      allow('ssm:UpdateInstanceInformation', onInstances),
    );
    await seedProfile('elsewhere', {
      ...allow('ssm:*', 'arn:aws:ec2:eu-west-1:111122223333:instance/*'),
    });
    await seedProfile('denied', {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'ssm:*', Resource: '*' },
        { Effect: 'Deny', Action: 'ssm:Update*', Resource: '*' },
      ],
    });
    await seedProfile('bounded', allow('ssm:*'));
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: 'boundary',
        PolicyDocument: JSON.stringify(allow('s3:*')),
      }),
    );
    await iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: 'bounded',
        PermissionsBoundary: Policy?.Arn,
      }),
    );
    const [id] = await run({ profile: 'narrow' });
    for (const profile of ['elsewhere', 'denied', 'bounded']) {
      await run({ profile });
    }

    expect((await information()).map(({ InstanceId }) => InstanceId)).toEqual([
      id,
    ]);
  });

  it('reflects the tags and the state of the instance', async () => {
    await seedProfile('node', allow('ssm:*'));
    const profile = 'node';
    const [old] = await run({
      profile,
      tags: { [nodeTags.agentVersion]: '2.3.50.0' },
    });
    const [lost] = await run({
      profile,
      tags: { [nodeTags.pingStatus]: 'ConnectionLost' },
    });
    await run({ profile, tags: { [nodeTags.pingStatus]: 'None' } });
    const [stopped, terminated] = await run({ profile, count: 2 });
    await ec2.send(new StopInstancesCommand({ InstanceIds: [stopped] }));
    await ec2.send(
      new TerminateInstancesCommand({ InstanceIds: [terminated] }),
    );

    const byId = Object.fromEntries(
      (await information()).map(node => [node.InstanceId, node]),
    );

    expect(Object.keys(byId).sort()).toEqual([old, lost, stopped].sort());
    expect(byId[old]).toMatchObject({
      PingStatus: 'Online',
      AgentVersion: '2.3.50.0',
      IsLatestVersion: false,
    });
    for (const silent of [lost, stopped]) {
      expect(byId[silent].PingStatus).toBe('ConnectionLost');
      expect(
        Date.now() - Number(byId[silent].LastPingDateTime),
      ).toBeGreaterThan(300_000);
    }
  });

  it('supports both kinds of filters', async () => {
    await seedProfile('node', allow('ssm:*'));
    const [first, second] = await run({ profile: 'node', count: 2 });
    const [tagged] = await run({
      profile: 'node',
      tags: { service: 'payments' },
    });
    const ids = async (input: DescribeInstanceInformationCommandInput) =>
      (await information(input)).map(({ InstanceId }) => InstanceId);

    expect(
      await ids({ Filters: [{ Key: 'InstanceIds', Values: [second] }] }),
    ).toEqual([second]);
    expect(
      await ids({
        InstanceInformationFilterList: [
          { key: 'InstanceIds', valueSet: [first, second] },
          { key: 'PingStatus', valueSet: ['Online'] },
        ],
      }),
    ).toEqual([first, second]);
    expect(
      await ids({ Filters: [{ Key: 'tag:service', Values: ['payments'] }] }),
    ).toEqual([tagged]);
    await expect(
      information({ Filters: [{ Key: 'Colour', Values: ['red'] }] }),
    ).rejects.toMatchObject({ name: 'InvalidFilterKey' });
  });

  it('returns pages of 5 to 50, only for the account and region', async () => {
    await seedProfile('node', allow('ssm:*'));
    await run({ profile: 'node', count: 12 });
    const pages = paginateDescribeInstanceInformation(
      { client: ssm, pageSize: 5 },
      {},
    );
    const sizes: Array<number | undefined> = [];
    for await (const { InstanceInformationList } of pages) {
      sizes.push(InstanceInformationList?.length);
    }

    expect(sizes).toEqual([5, 5, 2]);
    await expect(information({ MaxResults: 4 })).rejects.toMatchObject({
      name: 'ValidationException',
    });
    const config = clientConfig(aws.env);
    const elsewhere = [
      { ...config, region: 'eu-west-1' },
      await assumeAccount(aws.env, '444455556666'),
    ].map(other => new SSMClient(other));
    for (const other of elsewhere) {
      const { InstanceInformationList } = await other.send(
        new DescribeInstanceInformationCommand({}),
      );
      expect(InstanceInformationList).toEqual([]);
    }
  });

  async function information(
    input: DescribeInstanceInformationCommandInput = {},
  ) {
    const { InstanceInformationList = [] } = await ssm.send(
      new DescribeInstanceInformationCommand(input),
    );
    return InstanceInformationList;
  }

  async function seedProfile(name: string, policy: object) {
    await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'ec2.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: name,
        PolicyName: 'agent',
        PolicyDocument: JSON.stringify(policy),
      }),
    );
    await iam.send(
      new CreateInstanceProfileCommand({ InstanceProfileName: name }),
    );
    await iam.send(
      new AddRoleToInstanceProfileCommand({
        InstanceProfileName: name,
        RoleName: name,
      }),
    );
  }

  async function run(options: {
    profile?: string;
    tags?: Record<string, string>;
    count?: number;
  }): Promise<string[]> {
    const { profile, tags = { Name: 'node' }, count = 1 } = options;
    const { Instances = [] } = await ec2.send(
      new RunInstancesCommand({
        ImageId: AMAZON_LINUX,
        MinCount: count,
        MaxCount: count,
        IamInstanceProfile: profile ? { Name: profile } : undefined,
        TagSpecifications: [
          {
            ResourceType: 'instance',
            Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          },
        ],
      }),
    );
    return Instances.map(({ InstanceId = '' }) => InstanceId);
  }
});

function allow(Action: string, Resource = '*') {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource }],
  };
}
