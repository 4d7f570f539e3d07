import { otherManagerOf } from './otherManager';

const at = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

describe('another tool that keeps a role', () => {
  it.each<[string, string, Record<string, string>, string, string]>([
    [
      'the accelerator, by its name',
      'AWSAccelerator-SessionManagerEC2Role-us-east-1',
      { 'aws:cloudformation:stack-name': 'AWSAccelerator-LoggingStack' },
      'AWS Landing Zone Accelerator',
      'name AWSAccelerator-SessionManagerEC2Role-us-east-1',
    ],
    [
      'the accelerator, by its stack',
      'EC2-Default-SSM',
      { 'aws:cloudformation:stack-name': 'AWSAccelerator-OperationsStack' },
      'AWS Landing Zone Accelerator',
      'stack AWSAccelerator-OperationsStack',
    ],
    [
      'the accelerator, by its tag',
      'web',
      { Accelerator: 'AWSAccelerator' },
      'AWS Landing Zone Accelerator',
      'tag Accelerator',
    ],
    [
      'CloudFormation',
      'web',
      { 'aws:cloudformation:stack-name': 'web-stack' },
      'AWS CloudFormation',
      'stack web-stack',
    ],
    [
      'the CDK',
      'web',
      {
        'aws-cdk:bootstrap': 'x',
        'aws:cloudformation:stack-name': 'web-stack',
      },
      'AWS CDK',
      'tag aws-cdk:bootstrap',
    ],
    [
      'Terraform',
      'web',
      { ManagedBy: 'terraform' },
      'Terraform',
      'tag ManagedBy',
    ],
    [
      'Terraform, written otherwise',
      'web',
      { 'managed-by': 'Terraform Cloud' },
      'Terraform',
      'tag managed-by',
    ],
    [
      'Terraform, as a flag',
      'web',
      { Terraform: 'true' },
      'Terraform',
      'tag Terraform',
    ],
    [
      'OpenTofu',
      'web',
      { provisioned_by: 'opentofu' },
      'OpenTofu',
      'tag provisioned_by',
    ],
    [
      'Pulumi',
      'web',
      { 'pulumi:project': 'infra' },
      'Pulumi',
      'tag pulumi:project',
    ],
    [
      'Crossplane',
      'web',
      { 'crossplane-kind': 'role.iam' },
      'Crossplane',
      'tag crossplane-kind',
    ],
    [
      'ACK',
      'web',
      { 'services.k8s.aws/controller-version': 'iam-v1' },
      'AWS Controllers for Kubernetes (ACK)',
      'tag services.k8s.aws/controller-version',
    ],
    [
      'Quick Setup',
      'AmazonSSMRoleForInstancesQuickSetup',
      {},
      'Systems Manager Quick Setup',
      'name AmazonSSMRoleForInstancesQuickSetup',
    ],
    [
      'what the portal rendered',
      'web',
      { 'backstage.io/managed-by': 'terraform' },
      'Terraform',
      'tag backstage.io/managed-by',
    ],
  ])('is %s', (_, roleName, tags, name, evidence) => {
    expect(otherManagerOf({ arn: at(roleName), tags })).toEqual({
      name,
      evidence,
    });
  });

  it.each([
    [
      'aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM',
      'AWS (service-linked role)',
    ],
    [
      'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1',
      'AWS IAM Identity Center',
    ],
  ])('is AWS alone of %s', (roleName, name) => {
    expect(otherManagerOf({ arn: at(roleName), tags: {} })).toMatchObject({
      name,
      isAws: true,
    });
  });

  it.each<[string, Record<string, string>]>([
    ['nothing says so', {}],
    ['a tag says who, and not what', { ManagedBy: 'platform-team' }],
    ['another tag has a tool’s name', { docs: 'terraform' }],
    [
      'the portal keeps it, whatever else is written there',
      { 'backstage.io/managed-by': 'session-manager', Terraform: 'true' },
    ],
  ])('is none where %s', (_, tags) => {
    expect(otherManagerOf({ arn: at('web'), tags })).toBeUndefined();
  });
});
