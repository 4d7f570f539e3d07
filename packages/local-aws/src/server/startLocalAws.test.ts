import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  CreateRoleCommand,
  GetPolicyCommand,
  IAMClient,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import {
  assumeAccount,
  assumeRole,
  clientConfig,
  ClientConfig,
} from './clientConfig';
import { DEVELOPMENT_ACCOUNT, LocalAws, startLocalAws } from './startLocalAws';

const OTHER_ACCOUNT = '444455556666';

// moto may have to be installed first.
jest.setTimeout(300_000);

describe('startLocalAws', () => {
  let aws: LocalAws;

  beforeAll(async () => {
    aws = await startLocalAws();
  });

  afterAll(() => aws.stop());

  beforeEach(() => aws.reset());

  it('responds on the loopback interface as the development account', async () => {
    expect(aws.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await accountOf(clientConfig(aws.env))).toBe(DEVELOPMENT_ACCOUNT);
  });

  it('is used by the SDK with only its environment', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        '-e',
        `const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
         new STSClient().send(new GetCallerIdentityCommand()).then(i => console.log(i.Account));`,
      ],
      { cwd: __dirname, env: { PATH: process.env.PATH, ...aws.env } },
    );
    expect(stdout.trim()).toBe(DEVELOPMENT_ACCOUNT);
  });

  it('separates accounts', async () => {
    const other = await assumeAccount(aws.env, OTHER_ACCOUNT);
    expect(await accountOf(other)).toBe(OTHER_ACCOUNT);

    await createRole(other, 'only-there');

    expect(await roleNames(other)).toEqual(['only-there']);
    expect(await roleNames(clientConfig(aws.env))).toEqual([]);
  });

  it("ignores the caller's own settings for AWS and moto", async () => {
    const set = await startLocalAws({
      env: {
        ...process.env,
        AWS_PROFILE: 'not-there',
        MOTO_ACCOUNT_ID: '999988887777',
      },
    });
    try {
      const config = clientConfig(set.env);
      expect(await accountOf(config)).toBe(DEVELOPMENT_ACCOUNT);
      expect(await accountOf(await assumeAccount(set.env, OTHER_ACCOUNT))).toBe(
        OTHER_ACCOUNT,
      );
      const { Keys } = await new KMSClient(config).send(new ListKeysCommand());
      expect(Keys).toEqual([]);
    } finally {
      await set.stop();
    }
  });

  it('enforces permissions on request, until the next reset', async () => {
    const config = clientConfig(aws.env);
    await createRole(config, 'reader');
    await new IAMClient(config).send(
      new PutRolePolicyCommand({
        RoleName: 'reader',
        PolicyName: 'read',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 'iam:ListRoles', Resource: '*' },
          ],
        }),
      }),
    );
    const reader = await assumeRole(
      config,
      `arn:aws:iam::${DEVELOPMENT_ACCOUNT}:role/reader`,
    );

    await aws.enforcePermissions();

    expect(await roleNames(reader)).toEqual(['reader']);
    await expect(createRole(reader, 'more')).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(
        /^User: arn:aws:sts::111122223333:assumed-role\/reader\/.* is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::111122223333:role\/more because no identity-based policy allows the iam:CreateRole action$/,
      ),
    });
    await expect(roleNames(config)).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });

    await aws.reset();

    expect(await roleNames(config)).toEqual([]);
  });

  it('has the AWS managed policies if requested', async () => {
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
    const get = new GetPolicyCommand({ PolicyArn });
    await expect(
      new IAMClient(clientConfig(aws.env)).send(get),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });

    const withPolicies = await startLocalAws({ awsManagedPolicies: true });
    try {
      const { Policy } = await new IAMClient(
        clientConfig(withPolicies.env),
      ).send(get);
      expect(Policy?.Arn).toBe(PolicyArn);
    } finally {
      await withPolicies.stop();
    }
  });

  it('clears everything on reset, except for the caller’s identity', async () => {
    const config = clientConfig(aws.env);
    await createRole(config, 'forgotten');
    expect(await roleNames(config)).toEqual(['forgotten']);

    await aws.reset();

    expect(await roleNames(config)).toEqual([]);
    expect(await accountOf(config)).toBe(DEVELOPMENT_ACCOUNT);
  });

  it('says what to do if the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    try {
      await expect(startLocalAws({ port })).rejects.toThrow(
        `Port ${port} is taken, so the local AWS cannot start: stop what uses it, or choose another port with LOCAL_AWS_PORT.`,
      );
    } finally {
      server.close();
    }
  });
});

describe('the process of the local AWS', () => {
  it('has ended when stop resolves, and stop may be called again', async () => {
    const aws = await startLocalAws();
    expect(await answers(aws.endpoint)).toBe(true);

    await aws.stop();

    expect(await answers(aws.endpoint)).toBe(false);
    await expect(aws.stop()).resolves.toBeUndefined();
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'ends when %s ends the process that started it',
    async signal => {
      const parent = spawn(
        process.execPath,
        [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
          '-e',
          `require('./startLocalAws').startLocalAws().then(aws => console.log(aws.endpoint));`,
        ],
        { cwd: __dirname, stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const [chunk] = await once(parent.stdout, 'data');
      const endpoint = String(chunk).trim();
      expect(await answers(endpoint)).toBe(true);

      parent.kill(signal);
      await once(parent, 'exit');

      while (await answers(endpoint)) {
        await delay(20);
      }
    },
  );
});

async function accountOf(config: ClientConfig): Promise<string | undefined> {
  const { Account } = await new STSClient(config).send(
    new GetCallerIdentityCommand(),
  );
  return Account;
}

async function createRole(config: ClientConfig, RoleName: string) {
  await new IAMClient(config).send(
    new CreateRoleCommand({
      RoleName,
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
}

async function roleNames(config: ClientConfig) {
  const { Roles } = await new IAMClient(config).send(new ListRolesCommand());
  return Roles?.map(role => role.RoleName);
}

function answers(endpoint: string): Promise<boolean> {
  const { hostname, port } = new URL(endpoint);
  return new Promise(resolve => {
    const socket = connect(Number(port), hostname);
    const resolveOnce = (connected: boolean) => {
      socket.destroy();
      resolve(connected);
    };
    socket.once('connect', () => resolveOnce(true));
    socket.once('error', () => resolveOnce(false));
  });
}
