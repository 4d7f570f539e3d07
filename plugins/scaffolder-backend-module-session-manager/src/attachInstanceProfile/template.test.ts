import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  DescribeIamInstanceProfileAssociationsCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { demoFleet, seedDemoFleet, LocalAws } from 'local-aws';
import { parse } from 'yaml';
import {
  configData,
  testAccounts,
  useLocalAws,
} from '../__testUtils__/localAws';
import { scaffolderModuleSessionManager } from '../module';

jest.setTimeout(300_000);

const NAME = 'session-manager-attach-instances';
const FILE = `../../../../templates/${NAME}/template.yaml`;
const template = parse(readFileSync(resolve(__dirname, FILE), 'utf8'));
const { healthy, broken } = demoFleet.roles;
const PROFILES = `arn:aws:iam::${demoFleet.accounts.development}:instance-profile/session-manager`;

interface TaskEvent {
  type: string;
  body: {
    message: string;
    output?: { text: { content: string }[]; links: unknown[] };
  };
}

describe('the template session-manager-attach-instances', () => {
  let aws: LocalAws;
  let backend: TestBackend | undefined;

  beforeAll(async () => {
    aws = await useLocalAws();
    await seedDemoFleet(aws.env);
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleSessionManager,
        catalogServiceMock.factory({
          entities: [
            {
              ...template,
              metadata: { ...template.metadata, namespace: 'default' },
            },
          ],
        }),
        mockServices.rootConfig.factory({ data: configData }),
      ],
    });
  });

  afterAll(async () => {
    await backend?.stop();
    await aws.stop();
  });

  async function api(path: string, body?: object) {
    const address = backend?.server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    return fetch(`http://127.0.0.1:${port}/api/scaffolder/v2${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: mockCredentials.user.header(),
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
  }

  /** Runs the template to its end; returns the task's result. */
  async function runTemplate(values: object) {
    const answer = await api('/tasks', {
      templateRef: `template:default/${NAME}`,
      values: { entityRef: 'component:default/search', ...values },
    });
    if (answer.status !== 201) {
      return { status: String(answer.status), log: '', text: undefined };
    }
    const { id } = await answer.json();
    for (;;) {
      const events: TaskEvent[] = await (
        await api(`/tasks/${id}/events`)
      ).json();
      const end = events.find(({ type }) => type === 'completion');
      if (end) {
        const { status } = await (await api(`/tasks/${id}`)).json();
        return {
          status,
          log: events.map(({ body }) => body.message).join('\n'),
          text: end.body.output?.text[0].content,
        };
      }
    }
  }

  async function ec2(region: string): Promise<EC2Client> {
    return (await testAccounts().get()).ec2(region);
  }

  /** An instance in a region, as the picker returns it. */
  async function instanceIn(region: string, profile?: string) {
    const { Instances = [] } = await (
      await ec2(region)
    ).send(
      new RunInstancesCommand({
        ImageId: 'ami-12345678',
        MinCount: 1,
        MaxCount: 1,
        IamInstanceProfile: profile ? { Name: profile } : undefined,
      }),
    );
    const instanceIds = Instances.map(({ InstanceId }) => InstanceId ?? '');
    return { accountId: demoFleet.accounts.development, region, instanceIds };
  }

  async function profileOf({
    region,
    instanceIds,
  }: {
    region: string;
    instanceIds: string[];
  }) {
    const { IamInstanceProfileAssociations = [] } = await (
      await ec2(region)
    ).send(
      new DescribeIamInstanceProfileAssociationsCommand({
        Filters: [{ Name: 'instance-id', Values: instanceIds }],
      }),
    );
    return IamInstanceProfileAssociations[0]?.IamInstanceProfile?.Arn;
  }

  it('attaches the role’s instance profile in each region and reports each', async () => {
    const here = await instanceIn('us-east-1');
    const there = await instanceIn('eu-west-1', healthy.roleName);

    const { status, log, text } = await runTemplate({
      roleName: healthy.roleName,
      instances: [here, there],
    });

    expect({ status, log }).toEqual({
      status: 'completed',
      log: expect.stringContaining('25 to 30 minutes later'),
    });
    expect(await profileOf(here)).toBe(`${PROFILES}/${healthy.roleName}`);
    expect(text).toContain(`- \`${here.instanceIds[0]}\`: attached\n`);
    expect(text).toContain(`- \`${there.instanceIds[0]}\`: already attached\n`);
  });

  it('keeps another instance profile, unless replace is set', async () => {
    const instance = await instanceIn('us-east-1', broken.roleName);
    const values = { roleName: healthy.roleName, instances: [instance] };

    const kept = await runTemplate(values);
    expect(kept.status).toBe('failed');
    expect(kept.log).toContain(
      `it has the instance profile ${broken.roleName}`,
    );
    expect(await profileOf(instance)).toBe(`${PROFILES}/${broken.roleName}`);

    const replaced = await runTemplate({ ...values, replace: true });
    expect(replaced.status).toBe('completed');
    expect(replaced.text).toContain(': replaced');
    expect(await profileOf(instance)).toBe(`${PROFILES}/${healthy.roleName}`);
  });

  it('attaches profiles that the portal did not create only by name', async () => {
    const instance = await instanceIn('us-east-1');
    const values = { roleName: broken.roleName, instances: [instance] };

    const byRole = await runTemplate(values);
    expect(byRole.status).toBe('failed');
    expect(byRole.log).toContain('The portal did not create');

    const named = await runTemplate({
      ...values,
      instanceProfileName: broken.roleName,
    });
    expect(named.status).toBe('completed');
    expect(await profileOf(instance)).toBe(`${PROFILES}/${broken.roleName}`);
  });

  it.each([
    ['no instance', []],
    ['an empty item', [{}]],
    [
      'an invalid id',
      [{ accountId: '111122223333', region: 'us-east-1', instanceIds: ['*'] }],
    ],
  ])('refuses %s before anything runs', async (_, instances) => {
    const { status } = await runTemplate({
      roleName: healthy.roleName,
      instances,
    });

    expect(status).toBe('400');
  });

  it('changes nothing in a dry run', async () => {
    const instance = await instanceIn('us-east-1');

    const answer = await api('/dry-run', {
      template,
      values: {
        entityRef: 'component:default/search',
        roleName: healthy.roleName,
        instances: [instance],
      },
      secrets: {},
      directoryContents: [],
    });

    expect(answer.status).toBe(200);
    const { log } = await answer.json();
    expect(JSON.stringify(log)).toContain('Would have: Attached');
    expect(await profileOf(instance)).toBeUndefined();
  });
});
