import { otherManagerOf } from './otherManager';

const at = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

describe('otherManagerOf', () => {
  it.each<[string, string, Record<string, string>, string, string]>([
    [
      'the accelerator, by the role’s name',
      'AWSAccelerator-SessionManagerEC2Role-us-east-1',
      { 'aws:cloudformation:stack-name': 'AWSAccelerator-LoggingStack' },
      'AWS Landing Zone Accelerator',
      'name AWSAccelerator-SessionManagerEC2Role-us-east-1',
    ],
    [
      'the accelerator, by the stack',
      'EC2-Default-SSM',
      { 'aws:cloudformation:stack-name': 'AWSAccelerator-OperationsStack' },
      'AWS Landing Zone Accelerator',
      'stack AWSAccelerator-OperationsStack',
    ],
    [
      'the accelerator, by a tag',
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
      'Terraform, in another spelling',
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
      'Control Tower, by the role’s name',
      'aws-controltower-AdministratorExecutionRole',
      {},
      'AWS Control Tower',
      'name aws-controltower-AdministratorExecutionRole',
    ],
    [
      'Control Tower, by the stack',
      'web',
      { 'aws:cloudformation:stack-name': 'StackSet-AWSControlTowerBP-1' },
      'AWS Control Tower',
      'stack StackSet-AWSControlTowerBP-1',
    ],
    [
      'Quick Setup, by the stack',
      'web',
      { 'aws:cloudformation:stack-name': 'StackSet-AWS-QuickSetup-1' },
      'Systems Manager Quick Setup',
      'stack StackSet-AWS-QuickSetup-1',
    ],
    [
      'Service Catalog',
      'web',
      { 'aws:servicecatalog:portfolioArn': 'x' },
      'AWS Service Catalog',
      'tag aws:servicecatalog:portfolioArn',
    ],
    [
      'Elastic Beanstalk',
      'web',
      { 'elasticbeanstalk:environment-name': 'x' },
      'AWS Elastic Beanstalk',
      'tag elasticbeanstalk:environment-name',
    ],
    [
      'eksctl',
      'web',
      { 'alpha.eksctl.io/cluster-name': 'x' },
      'eksctl',
      'tag alpha.eksctl.io/cluster-name',
    ],
    [
      'Cluster API',
      'web',
      { 'sigs.k8s.io/cluster-api-provider-aws/role': 'x' },
      'Cluster API',
      'tag sigs.k8s.io/cluster-api-provider-aws/role',
    ],
    [
      'the CDK, by the role’s name',
      'cdk-hnb659fds-deploy-role',
      {},
      'AWS CDK',
      'name cdk-hnb659fds-deploy-role',
    ],
    ...['cdk', 'aws-cdk', 'AWSCDK'].map(
      (value): [string, string, Record<string, string>, string, string] => [
        `the CDK, written ${value}`,
        'web',
        { createdBy: value },
        'AWS CDK',
        'tag createdBy',
      ],
    ),
    [
      'CloudFormation, without a stack name',
      'web',
      { 'aws:cloudformation:logical-id': 'Role' },
      'AWS CloudFormation',
      'tag aws:cloudformation:logical-id',
    ],
    ...[
      'my-AWSAccelerator-x',
      'my-StackSet-AWSControlTower',
      'my-StackSet-AWS-QuickSetup-x',
    ].map((stack): [string, string, Record<string, string>, string, string] => [
      `CloudFormation alone of ${stack}`,
      'web',
      { 'aws:cloudformation:stack-name': stack },
      'AWS CloudFormation',
      `stack ${stack}`,
    ]),
    [
      'Terraform, by the workspace',
      'web',
      { 'terraform:workspace': 'prod' },
      'Terraform',
      'tag terraform:workspace',
    ],
    [
      'Ansible',
      'web',
      { deployed_with: 'ansible' },
      'Ansible',
      'tag deployed_with',
    ],
    [
      'files that the portal rendered',
      'web',
      { 'backstage.io/managed-by': 'terraform' },
      'Terraform',
      'tag backstage.io/managed-by',
    ],
  ])('recognizes %s', (_, roleName, tags, name, evidence) => {
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
    ['AWSReservedSSO_Admin_1', 'AWS IAM Identity Center'],
  ])('recognizes roles that only AWS changes: %s', (roleName, name) => {
    expect(otherManagerOf({ arn: at(roleName), tags: {} })).toMatchObject({
      name,
      isAws: true,
    });
  });

  it.each<[string, Record<string, string>]>([
    ['there are no signs of a tool', {}],
    ['a tag has another meaning', { ManagedBy: 'platform-team' }],
    ['another tag has the name of a tool', { docs: 'terraform' }],
    [
      'the portal manages it, regardless of other tags',
      { 'backstage.io/managed-by': 'session-manager', Terraform: 'true' },
    ],
  ])('returns undefined if %s', (_, tags) => {
    expect(otherManagerOf({ arn: at('web'), tags })).toBeUndefined();
  });

  it.each([
    'my-AWSReservedSSO_Admin',
    'my-AWSAccelerator-Role',
    'my-AWSControlTowerExecution',
    'my-AWS-QuickSetup-Role',
    'AmazonSSMRoleForInstancesQuickSetup-copy',
    'my-cdk-role',
    'team/aws-service-role/web',
    'team/aws-reserved/web',
  ])('ignores the role name %s', roleName => {
    expect(otherManagerOf({ arn: at(roleName), tags: {} })).toBeUndefined();
  });

  it.each([
    'MyAccelerator',
    'Accelerators',
    'my-aws:servicecatalog:portfolio',
    'my-elasticbeanstalk:name',
    'my-aws-cdk:bootstrap',
    'my-aws:cloudformation:stack-name',
    'my-crossplane-kind',
    'crossplane-kinds',
    'my-services.k8s.aws/version',
    'my-alpha.eksctl.io/cluster',
    'my-sigs.k8s.io/cluster-api-provider-aws/role',
    'my-pulumi:project',
    'my-terraform',
    'terraformed',
  ])('ignores the tag %s', key => {
    expect(
      otherManagerOf({ arn: at('web'), tags: { [key]: 'x' } }),
    ).toBeUndefined();
  });

  it.each([
    ['ManagedBy', 'mycdk'],
    ['ManagedBy', 'cdk-team'],
    ['ManagedBy', 'black ops'],
    ['un-managed-by', 'terraform'],
    ['managed-by-team', 'terraform'],
  ])('ignores the tag %s: %s', (key, value) => {
    expect(
      otherManagerOf({ arn: at('web'), tags: { [key]: value } }),
    ).toBeUndefined();
  });
});
