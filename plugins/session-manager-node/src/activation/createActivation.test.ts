import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { DescribeActivationsCommand } from '@aws-sdk/client-ssm';
import { NotAllowedError } from '@backstage/errors';
import {
  ENTITY_REF_TAG,
  MANAGED_BY,
  MANAGED_BY_TAG,
} from 'backstage-plugin-session-manager-common';
import {
  AwsProxy,
  awsError,
  LocalAws,
  startAwsProxy,
  startLocalAws,
} from 'local-aws';
import { testAccounts, useLocalAws } from '../__testUtils__/testAccounts';
import { AwsAccount } from '../accounts/AwsAccounts';
import {
  ActivationOptions,
  createActivation,
  deleteActivation,
} from './createActivation';

jest.setTimeout(300_000);

const REGION = 'eu-west-1';
const DAY_MS = 86_400_000;

describe('createActivation', () => {
  let aws: LocalAws;
  let proxy: AwsProxy;
  let restoreEnv: () => void;
  let account: AwsAccount;

  beforeAll(async () => {
    aws = await startLocalAws();
    proxy = await startAwsProxy(aws.endpoint);
    const env = { ...aws.env, AWS_ENDPOINT_URL: proxy.endpoint };
    restoreEnv = useLocalAws({ ...aws, env });
  });

  beforeEach(async () => {
    await aws.reset();
    proxy.answer();
    account = await testAccounts().get();
    await makeRole('warehouse');
    proxy.calls();
  });

  afterAll(async () => {
    restoreEnv();
    await proxy.stop();
    await aws.stop();
  });

  it('creates an activation with a role at its path and returns its code', async () => {
    await makeRole('till', { path: '/session-manager/' });
    const expiresAt = new Date(Math.ceil(Date.now() / 1000) * 1000 + DAY_MS);

    const { activationId, code } = await create({
      roleName: 'till',
      path: '/session-manager/',
      instanceLimit: 25,
      expiresAt,
      instanceName: 'till',
      description: 'Tills of the shops',
      tags: { team: 'shops' },
    });

    expect(code).toMatch(/^.{20,250}$/);
    expect(await activations()).toEqual([
      expect.objectContaining({
        ActivationId: activationId,
        IamRole: 'session-manager/till',
        RegistrationLimit: 25,
        ExpirationDate: expiresAt,
        DefaultInstanceName: 'till',
        Description: 'Tills of the shops',
        Tags: [
          { Key: 'team', Value: 'shops' },
          { Key: MANAGED_BY_TAG, Value: MANAGED_BY },
          { Key: ENTITY_REF_TAG, Value: 'component:default/till' },
        ],
      }),
    ]);
  });

  it('deletes an activation, even if it no longer exists', async () => {
    const { activationId } = await create();

    await deleteActivation(account, { region: REGION, activationId });
    await deleteActivation(account, { region: REGION, activationId });

    expect(await activations()).toEqual([]);
  });

  it.each([
    ['that does not exist', 'nobody', 'NotFoundError', /has no role \/nobody/],
    ['at another path', 'pathed', 'NotFoundError', /has no role \/pathed/],
    ['of someone else', 'theirs', 'ConflictError', /did not create the role/],
    [
      'that Terraform manages',
      'terraform',
      'ConflictError',
      /did not create the role terraform, it is managed by terraform,/,
    ],
    [
      'that CloudFormation manages',
      'cloudformation',
      'ConflictError',
      /did not create the role cloudformation, it is managed by cloudformation,/,
    ],
    ['for EC2', 'ec2', 'ConflictError', /is not for hybrid nodes/],
  ])('refuses a role %s', async (_, roleName, name, message) => {
    await makeRole('pathed', { path: '/team/' });
    await makeRole('theirs', { manager: undefined });
    await makeRole('terraform', { manager: 'terraform' });
    await makeRole('cloudformation', { manager: 'cloudformation' });
    await makeRole('ec2', { service: 'ec2.amazonaws.com' });
    proxy.calls();

    await expect(create({ roleName })).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
    expect(operations()).toEqual(['GetRole']);
  });

  it('refuses a role that the guard rejects', async () => {
    const guard = jest.fn().mockRejectedValue(new NotAllowedError('not you'));

    await expect(create({ guard })).rejects.toThrow('not you');

    expect(guard).toHaveBeenCalledWith(
      expect.objectContaining({ [MANAGED_BY_TAG]: MANAGED_BY }),
    );
    expect(operations()).toEqual(['GetRole']);
  });

  it('waits until Systems Manager sees a role that was just created', async () => {
    let unseen = 2;
    proxy.answer(async (call, pass) => {
      if (call.operation === 'CreateActivation' && unseen > 0) {
        unseen -= 1;
        return awsError(call, {
          status: 400,
          code: 'ValidationException',
          message:
            'Nonexistent role or missing ssm service principal in trust policy: arn:aws:iam::111122223333:role/warehouse',
        });
      }
      return pass();
    });

    await create();

    expect(operations()).toEqual([
      'GetRole',
      ...Array(3).fill('CreateActivation'),
    ]);
  });

  it('names the missing permission', async () => {
    proxy.answer(async (call, pass) =>
      call.operation === 'CreateActivation'
        ? awsError(call, {
            status: 400,
            code: 'AccessDeniedException',
            message:
              'User: arn:aws:iam::111122223333:user/portal is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/warehouse',
          })
        : pass(),
    );

    await expect(create()).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining(
        'lack the permission iam:PassRole on arn:aws:iam::111122223333:role/warehouse',
      ),
    });
  });

  it('creates no activation if it is cancelled', async () => {
    await expect(create({ signal: AbortSignal.abort() })).rejects.toMatchObject(
      { name: 'CancelledError' },
    );
    expect(await activations()).toEqual([]);
  });

  function create(options: Partial<ActivationOptions> = {}) {
    return createActivation({
      account,
      roleName: 'warehouse',
      path: '/',
      region: REGION,
      instanceLimit: 1,
      expiresAt: new Date(Date.now() + DAY_MS),
      ...options,
    });
  }

  function operations(): string[] {
    return proxy.calls().map(({ operation }) => operation);
  }

  async function activations() {
    const { ActivationList } = await account
      .ssm(REGION)
      .send(new DescribeActivationsCommand({}));
    return ActivationList;
  }

  async function makeRole(
    RoleName: string,
    {
      path = '/',
      service = 'ssm.amazonaws.com',
      ...tagged
    }: { path?: string; service?: string; manager?: string } = {},
  ) {
    const { manager } = { manager: MANAGED_BY, ...tagged };
    await account.iam.send(
      new CreateRoleCommand({
        RoleName,
        Path: path,
        Tags: manager
          ? [
              { Key: MANAGED_BY_TAG, Value: manager },
              { Key: ENTITY_REF_TAG, Value: 'component:default/till' },
              { Key: 'kept', Value: 'no' },
            ]
          : [],
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: service },
            Action: 'sts:AssumeRole',
          },
        }),
      }),
    );
  }
});
