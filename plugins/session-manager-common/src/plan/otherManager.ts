import { roleOfArn } from '../aws/arn';
import { managerOf, MANAGED_BY } from '../roleSpec/ownershipTags';
import { IamRole } from '../role/RoleSnapshot';

/**
 * Another tool that manages a role and would revert changes made outside of it.
 *
 * @public
 */
export interface OtherManager {
  /** The name of the tool, such as `Terraform`. */
  name: string;
  /** What identifies the tool, such as `tag ManagedBy`. */
  evidence: string;
  /** Set if only AWS can change the role, so that it cannot be adopted. */
  isAws?: boolean;
}

/** The patterns that identify a tool's roles. One match is enough. */
interface Signs {
  name: string;
  /** Matches the key of a tag. */
  tagKeys?: RegExp;
  /** Matches the value of the tag `aws:cloudformation:stack-name`. */
  stackNames?: RegExp;
  roleNames?: RegExp;
  paths?: RegExp;
  isAws?: boolean;
}

const STACK_NAME = 'aws:cloudformation:stack-name';

/*
 * More specific tools come first, because the accelerator and the CDK deploy
 * with CloudFormation.
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

/** Tools by the value of a tag that names the manager of a role. */
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

/** Common keys of tags that name the manager of a role. */
const MANAGER_TAG_KEY =
  /^(?:managed|provisioned|created|deployed)[-_ ]?(?:by|with)$/i;

/**
 * Identifies the other tool that manages a role by its tags, name and path.
 * Returns `undefined` if there are no signs of one, or if the portal manages
 * the role.
 *
 * @public
 */
export function otherManagerOf({
  arn,
  tags,
}: Pick<IamRole, 'arn' | 'tags'>): OtherManager | undefined {
  const manager = managerOf(tags);
  if (manager === MANAGED_BY) {
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
  const toolsInTags = Object.entries(tags).flatMap(([key, value]) => {
    // Resources created from rendered files have the portal's tag with the name
    // of the tool.
    const isManagerTag =
      MANAGER_TAG_KEY.test(key) || key === 'backstage.io/managed-by';
    const tool = TOOLS.find(([pattern]) => pattern.test(value));
    return isManagerTag && tool
      ? [{ name: tool[1], evidence: `tag ${key}` }]
      : [];
  });
  return toolsInTags[0];
}
