import {
  AssociateIamInstanceProfileCommand,
  DescribeInstancesCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { GetDocumentCommand, SSMClient } from '@aws-sdk/client-ssm';
import { assumeRole, clientConfig, ClientConfig } from '../server/clientConfig';
import { LocalAws, startLocalAws } from '../server/startLocalAws';

// moto may have to be installed first.
jest.setTimeout(300_000);

const IAM = 'arn:aws:iam::111122223333';
const TRUST = '{"Version":"2012-10-17","Statement":[]}';
const DOCUMENT = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
  ],
});

interface Statement {
  Action: string | string[];
  Resource: string | string[];
  Condition?: object;
  Effect?: 'Deny';
}

describe('enforced permissions', () => {
  let aws: LocalAws;
  let admin: ClientConfig;
  let instanceId: string;

  beforeAll(async () => {
    aws = await startLocalAws();
    admin = clientConfig(aws.env);
  });

  beforeEach(async () => {
    await aws.reset();
    const iam = new IAMClient(admin);
    await makeRole(iam, 'in', '/team/');
    await makeRole(iam, 'out', '/');
    for (const name of ['in', 'out']) {
      await iam.send(
        new CreateInstanceProfileCommand({
          InstanceProfileName: name,
          Path: name === 'in' ? '/team/' : '/',
        }),
      );
    }
    const { Instances = [] } = await new EC2Client(admin).send(
      new RunInstancesCommand({
        ImageId: 'ami-12345678',
        MinCount: 1,
        MaxCount: 1,
      }),
    );
    instanceId = Instances[0].InstanceId ?? '';
  });

  afterAll(() => aws.stop());

  function makeRole(iam: IAMClient, RoleName: string, Path: string, more = {}) {
    return iam.send(
      new CreateRoleCommand({
        RoleName,
        Path,
        AssumeRolePolicyDocument: TRUST,
        ...more,
      }),
    );
  }

  /** Clients that are only allowed what the statements allow. */
  async function allowed(...statements: Statement[]) {
    const iam = new IAMClient(admin);
    await makeRole(iam, 'caller', '/');
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'caller',
        PolicyName: 'may',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: statements.map(one => ({ Effect: 'Allow', ...one })),
        }),
      }),
    );
    const config = await assumeRole(admin, `${IAM}:role/caller`);
    await aws.enforcePermissions();
    return {
      iam: new IAMClient(config),
      ec2: new EC2Client(config),
      ssm: new SSMClient(config),
    };
  }

  const refusing = (action: string, resource: string) =>
    expect.objectContaining({
      message: expect.stringContaining(
        `is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
      ),
    });

  it('apply to existing resources and to those to be created', async () => {
    const { iam } = await allowed({
      Action: ['iam:GetRole', 'iam:CreateRole', 'iam:CreatePolicy'],
      Resource: [`${IAM}:role/team/*`, `${IAM}:policy/team/*`],
    });
    const policy = (PolicyName: string) => ({
      PolicyName,
      PolicyDocument: DOCUMENT,
    });

    await iam.send(new GetRoleCommand({ RoleName: 'in' }));
    await makeRole(iam, 'new', '/team/');
    await iam.send(
      new CreatePolicyCommand({ ...policy('in'), Path: '/team/' }),
    );

    await expect(
      iam.send(new GetRoleCommand({ RoleName: 'out' })),
    ).rejects.toEqual(refusing('iam:GetRole', `${IAM}:role/out`));
    await expect(makeRole(iam, 'other', '/')).rejects.toEqual(
      refusing('iam:CreateRole', `${IAM}:role/other`),
    );
    await expect(
      iam.send(new CreatePolicyCommand(policy('out'))),
    ).rejects.toEqual(refusing('iam:CreatePolicy', `${IAM}:policy/out`));
  });

  it('include tagging if a resource is created with tags', async () => {
    const { iam } = await allowed({ Action: 'iam:CreateRole', Resource: '*' });

    await makeRole(iam, 'plain', '/');
    await expect(
      makeRole(iam, 'tagged', '/', { Tags: [{ Key: 'a', Value: 'b' }] }),
    ).rejects.toEqual(refusing('iam:TagRole', `${IAM}:role/tagged`));
  });

  it('include passing roles to the service that receives them', async () => {
    const { iam } = await allowed(
      { Action: 'iam:AddRoleToInstanceProfile', Resource: '*' },
      {
        Action: 'iam:PassRole',
        Resource: `${IAM}:role/team/*`,
        Condition: {
          StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' },
        },
      },
    );
    const add = (name: string) =>
      iam.send(
        new AddRoleToInstanceProfileCommand({
          RoleName: name,
          InstanceProfileName: name,
        }),
      );

    await add('in');
    await expect(add('out')).rejects.toEqual(
      refusing('iam:PassRole', `${IAM}:role/out`),
    );
  });

  it('evaluate conditions, such as on the attached policy', async () => {
    const ours = `${IAM}:policy/team/ours`;
    const { iam } = await allowed({
      Action: 'iam:AttachRolePolicy',
      Resource: `${IAM}:role/team/*`,
      Condition: { ArnLike: { 'iam:PolicyARN': `${IAM}:policy/team/*` } },
    });
    const attach = (PolicyArn: string) =>
      iam.send(new AttachRolePolicyCommand({ RoleName: 'in', PolicyArn }));

    // Allowed, but the policy does not exist.
    await expect(attach(ours)).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    await expect(
      attach('arn:aws:iam::aws:policy/AdministratorAccess'),
    ).rejects.toEqual(refusing('iam:AttachRolePolicy', `${IAM}:role/team/in`));
  });

  it('are refused with EC2’s error, on the instance', async () => {
    await new IAMClient(admin).send(
      new AddRoleToInstanceProfileCommand({
        RoleName: 'out',
        InstanceProfileName: 'out',
      }),
    );
    const { ec2 } = await allowed(
      { Action: 'ec2:AssociateIamInstanceProfile', Resource: '*' },
      {
        Action: 'ec2:AssociateIamInstanceProfile',
        Resource: '*',
        Condition: {
          ArnLike: {
            'ec2:NewInstanceProfile': `${IAM}:instance-profile/team/*`,
          },
        },
        Effect: 'Deny',
      },
    );
    const associate = (Name: string) =>
      ec2.send(
        new AssociateIamInstanceProfileCommand({
          InstanceId: instanceId,
          IamInstanceProfile: { Name },
        }),
      );

    await expect(
      ec2.send(new DescribeInstancesCommand({})),
    ).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: expect.stringContaining('ec2:DescribeInstances on resource: *'),
    });
    await expect(associate('out')).rejects.toEqual(
      refusing('iam:PassRole', `${IAM}:role/out`),
    );
    await expect(associate('in')).rejects.toThrow(
      `ec2:AssociateIamInstanceProfile on resource: arn:aws:ec2:us-east-1:111122223333:instance/${instanceId} with an explicit deny in an identity-based policy`,
    );
  });

  it('apply to documents of Systems Manager', async () => {
    const document = 'arn:aws:ssm:us-east-1:111122223333:document';
    const { ssm } = await allowed({
      Action: 'ssm:GetDocument',
      Resource: `${document}/SSM-SessionManagerRunShell`,
    });
    const get = (Name: string) => ssm.send(new GetDocumentCommand({ Name }));

    await expect(get('SSM-SessionManagerRunShell')).rejects.toMatchObject({
      name: 'InvalidDocument',
    });
    await expect(get('other')).rejects.toEqual(
      refusing('ssm:GetDocument', `${document}/other`),
    );
  });
});
