import { EC2Client } from '@aws-sdk/client-ec2';
import { SSMClient } from '@aws-sdk/client-ssm';
import {
  accessDenied,
  AwsProxy,
  clientConfig,
  generateAccount,
  GeneratedAws,
  startAwsProxy,
  startGeneratedAws,
} from 'local-aws';
import { awsFault } from '../fault/awsFault';
import { scanNodes } from './scanNodes';

const REGION = 'us-east-1';
const PROFILE = 'arn:aws:iam::111122223333:instance-profile/web';

describe('scanNodes', () => {
  let aws: GeneratedAws;
  let proxy: AwsProxy;

  beforeAll(async () => {
    aws = await startGeneratedAws({
      account: accountId => generateAccount({ accountId, nodeRoles: 0 }),
    });
    proxy = await startAwsProxy(aws.endpoint);
  });

  afterAll(async () => {
    await proxy.stop();
    await aws.stop();
  });

  const scan = (signal?: AbortSignal) => {
    const config = {
      ...clientConfig(aws.env),
      endpoint: proxy.endpoint,
      maxAttempts: 1,
    };
    return scanNodes(
      { ec2: () => new EC2Client(config), ssm: () => new SSMClient(config) },
      REGION,
      { signal },
    );
  };

  /** Answers with one page after the other. */
  function answer(pages: Record<string, string[]>) {
    const next: Record<string, number> = {};
    proxy.answer(async ({ operation }) => {
      const index = next[operation] ?? 0;
      next[operation] = index + 1;
      const body = pages[operation]?.[index];
      return body === undefined ? undefined : { statusCode: 200, body };
    });
    proxy.calls();
  }

  it('counts nodes by instance profile or role, over all pages', async () => {
    answer({
      DescribeInstanceInformation: [
        known('more', [
          { InstanceId: 'i-1', PingStatus: 'Online' },
          { InstanceId: 'i-2', PingStatus: 'ConnectionLost' },
        ]),
        known(undefined, [
          {
            InstanceId: 'mi-1',
            PingStatus: 'Online',
            IamRole: 'service-role/machine',
          },
          { InstanceId: 'mi-2', PingStatus: 'Inactive', IamRole: 'machine' },
        ]),
      ],
      DescribeInstances: [
        instances('more', [
          { id: 'i-1', profile: PROFILE, name: 'web-1' },
          { id: 'i-2', profile: PROFILE },
        ]),
        instances(undefined, [{ id: 'i-3', profile: PROFILE }, { id: 'i-4' }]),
      ],
    });

    const { byInstanceProfile, byRoleName } = await scan();

    expect([...byInstanceProfile]).toEqual([
      [
        PROFILE,
        {
          total: 3,
          online: 1,
          nodes: [
            {
              instanceId: 'i-1',
              name: 'web-1',
              seen: expect.objectContaining({ ping: 'online' }),
            },
            {
              instanceId: 'i-2',
              seen: expect.objectContaining({ ping: 'connection-lost' }),
            },
            // Systems Manager does not know it.
            { instanceId: 'i-3' },
          ],
          tagged: [
            { instanceId: 'i-1', tags: { Name: 'web-1' } },
            { instanceId: 'i-2', tags: {} },
            { instanceId: 'i-3', tags: {} },
          ],
        },
      ],
    ]);
    expect([...byRoleName.keys()]).toEqual(['machine']);
    expect(byRoleName.get('machine')).toMatchObject({ total: 2, online: 1 });
    expect(proxy.calls()).toHaveLength(4);
  });

  it('names a hundred nodes of a role, and counts all', async () => {
    const ids = Array.from({ length: 130 }, (_, index) => `i-${index}`);
    answer({
      DescribeInstances: [
        instances(
          undefined,
          ids.map(id => ({ id, profile: PROFILE })),
        ),
      ],
    });

    const { byInstanceProfile } = await scan();

    const { total, nodes } = byInstanceProfile.get(PROFILE)!;
    expect({ total, named: nodes.length }).toEqual({ total: 130, named: 100 });
  });

  it('fails with the error of AWS, and makes no more calls', async () => {
    proxy.calls();
    proxy.answer(async call => accessDenied(call));

    const failed = await scan().catch(error => error);

    expect(awsFault(failed).kind).toBe('refused');
    expect(proxy.calls()).toHaveLength(1);
  });

  it('makes no more calls once it is aborted', async () => {
    const controller = new AbortController();
    proxy.calls();
    proxy.answer(async () => {
      controller.abort();
      return 'reset';
    });

    await expect(scan(controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(proxy.calls()).toHaveLength(1);
  });
});

function known(NextToken: string | undefined, nodes: object[]): string {
  return JSON.stringify({ InstanceInformationList: nodes, NextToken });
}

function instances(
  token: string | undefined,
  list: Array<{ id: string; profile?: string; name?: string }>,
): string {
  const items = list.map(({ id, profile, name }) =>
    [
      `<item><instanceId>${id}</instanceId>`,
      '<instanceState><name>running</name></instanceState>',
      profile
        ? `<iamInstanceProfile><arn>${profile}</arn></iamInstanceProfile>`
        : '',
      name
        ? `<tagSet><item><key>Name</key><value>${name}</value></item></tagSet>`
        : '',
      '</item>',
    ].join(''),
  );
  return `<DescribeInstancesResponse><reservationSet><item><instancesSet>${items.join(
    '',
  )}</instancesSet></item></reservationSet>${
    token ? `<nextToken>${token}</nextToken>` : ''
  }</DescribeInstancesResponse>`;
}
