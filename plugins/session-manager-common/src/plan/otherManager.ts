import { roleOfArn } from '../aws/arn';
import { keeperOf, MANAGED_BY } from '../roleSpec/ownershipTags';
import { IamRole } from '../role/RoleSnapshot';

/**
 * Another tool that a role is kept by, which puts back what is changed beside
 * it.
 *
 * @public
 */
export interface OtherManager {
  /** What people call it, such as `Terraform`. */
  name: string;
  /** What tells so, such as `tag ManagedBy`. */
  evidence: string;
  /** AWS alone changes the role, so that nobody can take it over. */
  isAws?: boolean;
}

/** How a tool's roles are known: by one of these. */
interface Signs {
  name: string;
  /** The key of a tag. */
  tagKeys?: RegExp;
  /** The value of the tag `aws:cloudformation:stack-name`. */
  stackNames?: RegExp;
  roleNames?: RegExp;
  paths?: RegExp;
  isAws?: boolean;
}

const STACK_NAME = 'aws:cloudformation:stack-name';

/*
 * What is more special comes first: the accelerator and the CDK deploy by
 * CloudFormation.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-tags.html
 */
const SIGNS: readonly Signs[] = [
  {
    name: 'AWS (service-linked role)',
    paths: /^\/aws-service-role\//,
    isAws: true,
  },
  {
    name: 'AWS IAM Identity Center',
    roleNames: /^AWSReservedSSO_/,
    paths: /^\/aws-reserved\//,
    isAws: true,
  },
  {
    name: 'AWS Landing Zone Accelerator',
    roleNames: /^AWSAccelerator-/,
    stackNames: /^AWSAccelerator-/,
    tagKeys: /^Accelerator$/,
  },
  {
    name: 'AWS Control Tower',
    roleNames: /^(?:AWSControlTower|aws-controltower-)/,
    stackNames: /^StackSet-AWSControlTower/,
  },
  {
    name: 'Systems Manager Quick Setup',
    roleNames: /^(?:AWS-QuickSetup-|AmazonSSMRoleForInstancesQuickSetup$)/,
    stackNames: /^StackSet-AWS-QuickSetup-/,
  },
  { name: 'AWS Service Catalog', tagKeys: /^aws:servicecatalog:/ },
  { name: 'AWS Elastic Beanstalk', tagKeys: /^elasticbeanstalk:/ },
  {
    name: 'AWS CDK',
    roleNames: /^cdk-/,
    tagKeys: /^aws-cdk:/,
  },
  { name: 'AWS CloudFormation', tagKeys: /^aws:cloudformation:/ },
  { name: 'Crossplane', tagKeys: /^crossplane-(?:kind|name|providerconfig)$/ },
  {
    name: 'AWS Controllers for Kubernetes (ACK)',
    tagKeys: /^services\.k8s\.aws\//,
  },
  { name: 'eksctl', tagKeys: /^alpha\.eksctl\.io\// },
  {
    name: 'Cluster API',
    tagKeys: /^sigs\.k8s\.io\/cluster-api-provider-aws\//,
  },
  { name: 'Pulumi', tagKeys: /^pulumi:/i },
  { name: 'Terraform', tagKeys: /^terraform(?:$|[:_-])/i },
];

/** Tools by the value of a tag that says what keeps a role. */
const TOOLS: ReadonlyArray<readonly [value: RegExp, name: string]> = [
  [/terraform/i, 'Terraform'],
  [/tofu/i, 'OpenTofu'],
  [/pulumi/i, 'Pulumi'],
  [/cloudformation/i, 'AWS CloudFormation'],
  [/^(?:aws[-_ ]?)?cdk$/i, 'AWS CDK'],
  [/crossplane/i, 'Crossplane'],
  [/^ack\b/i, 'AWS Controllers for Kubernetes (ACK)'],
  [/ansible/i, 'Ansible'],
];

/** What people call a tag that says what keeps a role. */
const SAYS_MANAGER =
  /^(?:managed|provisioned|created|deployed)[-_ ]?(?:by|with)$/i;

/**
 * Another tool that a role is kept by, as far as its tags, its name and its
 * path tell; `undefined` where they do not, or where the portal keeps it.
 *
 * @public
 */
export function otherManagerOf({
  arn,
  tags,
}: Pick<IamRole, 'arn' | 'tags'>): OtherManager | undefined {
  const keeper = keeperOf(tags);
  if (keeper === MANAGED_BY) {
    return undefined;
  }
  const found = SIGNS.flatMap(signs => {
    const evidence = evidenceOf(signs, arn, tags);
    return evidence === undefined
      ? []
      : [
          {
            name: signs.name,
            evidence,
            ...(signs.isAws ? { isAws: true } : {}),
          },
        ];
  });
  return found[0] ?? managerInTags(tags);
}

function evidenceOf(
  { tagKeys, stackNames, roleNames, paths }: Signs,
  arn: string,
  tags: IamRole['tags'],
): string | undefined {
  const { roleName = '', path = '' } = roleOfArn(arn) ?? {};
  if (paths?.test(path)) {
    return `path ${path}`;
  }
  if (roleNames?.test(roleName)) {
    return `name ${roleName}`;
  }
  const stack = tags[STACK_NAME];
  if (stackNames?.test(stack ?? '')) {
    return `stack ${stack}`;
  }
  const key = Object.keys(tags).find(one => tagKeys?.test(one));
  if (key === undefined) {
    return undefined;
  }
  return key.startsWith('aws:cloudformation:') && stack !== undefined
    ? `stack ${stack}`
    : `tag ${key}`;
}

function managerInTags(tags: IamRole['tags']): OtherManager | undefined {
  const said = Object.entries(tags).flatMap(([key, value]) => {
    // The portal's own tag says so of what was made from what it rendered.
    const isSaid = SAYS_MANAGER.test(key) || key === 'backstage.io/managed-by';
    const tool = TOOLS.find(([pattern]) => pattern.test(value));
    return isSaid && tool ? [{ name: tool[1], evidence: `tag ${key}` }] : [];
  });
  return said[0];
}
