import { CreateInstanceProfileCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  awsError,
  AwsProxy,
  LocalAws,
  startAwsProxy,
  startLocalAws,
} from 'local-aws';
import { makeProfile } from '../__testUtils__/instances';
import { testAccounts, useLocalAws } from '../__testUtils__/testAccounts';
import { findInstanceProfile } from './findInstanceProfile';

jest.setTimeout(300_000);

describe('findInstanceProfile', () => {
  let aws: LocalAws;
  let proxy: AwsProxy;
  let restoreEnv: () => void;
  let iam: IAMClient;

  beforeAll(async () => {
    aws = await startLocalAws();
    proxy = await startAwsProxy(aws.endpoint);
    restoreEnv = useLocalAws({
      ...aws,
      env: { ...aws.env, AWS_ENDPOINT_URL: proxy.endpoint },
    });
  });

  beforeEach(async () => {
    await aws.reset();
    proxy.answer();
    ({ iam } = await testAccounts().get());
  });

  afterAll(async () => {
    restoreEnv();
    await proxy.stop();
    await aws.stop();
  });

  it('finds a profile by its name, whoever created it', async () => {
    const arn = await makeProfile(iam, 'theirs', { ours: false });

    expect(
      await findInstanceProfile(iam, { instanceProfileName: 'theirs' }),
    ).toMatchObject({ arn, roles: ['theirs'] });
  });

  it('finds the profile that the portal created for a role', async () => {
    const arn = await makeProfile(iam, 'profile', { roleName: 'role' });

    expect(await findInstanceProfile(iam, { roleName: 'role' })).toMatchObject({
      arn,
      instanceProfileName: 'profile',
    });
  });

  it('finds only profiles of the portal by role', async () => {
    await makeProfile(iam, 'profile', { roleName: 'role', ours: false });

    await expect(
      findInstanceProfile(iam, { roleName: 'role' }),
    ).rejects.toThrow(
      expect.objectContaining({
        name: 'ConflictError',
        message: expect.stringContaining(
          'name it: "instanceProfileName: profile"',
        ),
      }),
    );
  });

  it.each([
    [{ instanceProfileName: 'gone' }, 'There is no instance profile gone'],
    [
      { roleName: 'gone' },
      'There is no instance profile that holds a role gone',
    ],
    [
      { instanceProfileName: 'empty' },
      'The instance profile empty holds no role',
    ],
  ])(
    'says what to do if there is no profile: %j',
    async (selection, message) => {
      await iam.send(
        new CreateInstanceProfileCommand({ InstanceProfileName: 'empty' }),
      );

      await expect(findInstanceProfile(iam, selection, 0)).rejects.toThrow(
        expect.objectContaining({
          name: 'NotFoundError',
          message: expect.stringContaining(message),
        }),
      );
    },
  );

  it('retries for a profile that was just created', async () => {
    await makeProfile(iam, 'new');
    let reads = 0;
    proxy.answer(async (call, pass) =>
      reads++ < 2
        ? awsError(call, { status: 404, code: 'NoSuchEntity' })
        : pass(),
    );

    expect(
      await findInstanceProfile(iam, { instanceProfileName: 'new' }),
    ).toMatchObject({ roles: ['new'] });
  });

  it('names the missing permission', async () => {
    proxy.answer(async call =>
      awsError(call, { status: 403, code: 'AccessDenied' }),
    );

    await expect(
      findInstanceProfile(iam, { roleName: 'role' }),
    ).rejects.toThrow(/permission iam:ListInstanceProfilesForRole/);
  });
});
