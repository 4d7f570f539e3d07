import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateActivationCommand,
  CreateActivationCommandInput,
  DeleteActivationCommand,
  DescribeActivationsCommand,
  DescribeActivationsCommandInput,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { assumeAccount, clientConfig } from '../server/clientConfig';
import { LocalAws, startLocalAws } from '../server/startLocalAws';

jest.setTimeout(300_000);

const DAY_MS = 86_400_000;

describe('activations of ssm', () => {
  let aws: LocalAws;
  let iam: IAMClient;
  let ssm: SSMClient;

  beforeAll(async () => {
    aws = await startLocalAws();
    const config = clientConfig(aws.env);
    iam = new IAMClient(config);
    ssm = new SSMClient(config);
  });

  beforeEach(async () => {
    await aws.reset();
    await seedRole('node', 'ssm.amazonaws.com');
  });

  afterAll(() => aws.stop());

  it('are created with the defaults of AWS, each with its own code', async () => {
    const first = await create({ IamRole: 'node' });
    const second = await create({ IamRole: 'node' });

    expect(first.ActivationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.ActivationCode).toMatch(/^.{20,250}$/);
    expect(second.ActivationCode).not.toBe(first.ActivationCode);
    const [activation] = await list();
    expect(activation).toMatchObject({
      ActivationId: first.ActivationId,
      IamRole: 'node',
      RegistrationLimit: 1,
      RegistrationsCount: 0,
      Expired: false,
    });
    expect(
      Number(activation.ExpirationDate) - Number(activation.CreatedDate),
    ).toBe(DAY_MS);
  });

  it('return what they were created with, except for the code', async () => {
    const given = {
      IamRole: 'node',
      Description: 'Warehouse servers',
      DefaultInstanceName: 'warehouse',
      RegistrationLimit: 25,
      ExpirationDate: new Date(Math.floor(Date.now() / 1000) * 1000 + DAY_MS),
      Tags: [{ Key: 'team', Value: 'warehouse' }],
    };
    const { ActivationCode = '' } = await create(given);

    const activations = await list();

    expect(activations).toEqual([expect.objectContaining(given)]);
    expect(JSON.stringify(activations)).not.toContain(ActivationCode);
  });

  it('require a role that Systems Manager may assume, by its path and name', async () => {
    await seedRole('pathed', 'ssm.amazonaws.com', '/session-manager/');
    await seedRole('ec2', 'ec2.amazonaws.com');

    await create({ IamRole: 'session-manager/pathed' });

    for (const IamRole of ['pathed', 'ec2', 'missing']) {
      await expect(create({ IamRole })).rejects.toMatchObject({
        name: 'ValidationException',
        message: expect.stringContaining(
          'Nonexistent role or missing ssm service principal in trust policy',
        ),
      });
    }
  });

  it.each([
    ['a limit of zero', { RegistrationLimit: 0 }],
    ['a limit over 1000', { RegistrationLimit: 1001 }],
    ['an end in the past', { ExpirationDate: new Date(0) }],
    [
      'an end after 30 days',
      { ExpirationDate: new Date(Date.now() + 31 * DAY_MS) },
    ],
  ])('cannot have %s', async (_, input) => {
    await expect(create({ IamRole: 'node', ...input })).rejects.toThrow();
    expect(await list()).toEqual([]);
  });

  it('are found by id, role and name', async () => {
    await seedRole('other', 'ssm.amazonaws.com');
    const { ActivationId = '' } = await create({ IamRole: 'node' });
    await create({ IamRole: 'other', DefaultInstanceName: 'till' });
    const roles = async (
      FilterKey: 'ActivationIds' | 'DefaultInstanceName',
      value: string,
    ) =>
      (await list({ Filters: [{ FilterKey, FilterValues: [value] }] })).map(
        ({ IamRole }) => IamRole,
      );

    expect(await roles('ActivationIds', ActivationId)).toEqual(['node']);
    expect(await roles('DefaultInstanceName', 'till')).toEqual(['other']);
  });

  it('are removed when deleted or reset, and belong to one account', async () => {
    const { ActivationId } = await create({ IamRole: 'node' });
    const other = new SSMClient(await assumeAccount(aws.env, '444455556666'));
    const remove = new DeleteActivationCommand({ ActivationId });

    await expect(other.send(remove)).rejects.toMatchObject({
      name: 'InvalidActivation',
    });
    await ssm.send(remove);
    expect(await list()).toEqual([]);

    await create({ IamRole: 'node' });
    await aws.reset();
    expect(await list()).toEqual([]);
  });

  function create(input: CreateActivationCommandInput) {
    return ssm.send(new CreateActivationCommand(input));
  }

  async function list(input: DescribeActivationsCommandInput = {}) {
    const { ActivationList = [] } = await ssm.send(
      new DescribeActivationsCommand(input),
    );
    return ActivationList;
  }

  function seedRole(RoleName: string, Service: string, Path = '/') {
    return iam.send(
      new CreateRoleCommand({
        RoleName,
        Path,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      }),
    );
  }
});
