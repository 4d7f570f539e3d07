import { namesAction } from '../access/statements';
import { asList, PolicyDocument } from '../policy/PolicyDocument';
import { statementsOf, TrustedRole } from './evaluateTrust';
import { speaksOfNodes } from './mayBeOfNodes';

/**
 * The purpose of a role that no node can use.
 *
 * @public
 */
export interface RolePurpose {
  /** A name for display, such as `ECS tasks`. */
  label: string;
  /** The principals in its trust policy, as written there. */
  principals: string[];
}

/** The common names of services that often have roles. */
const SERVICES: Readonly<Record<string, string>> = {
  'apigateway.amazonaws.com': 'API Gateway',
  'backup.amazonaws.com': 'AWS Backup',
  'batch.amazonaws.com': 'AWS Batch',
  'cloudformation.amazonaws.com': 'CloudFormation',
  'codebuild.amazonaws.com': 'CodeBuild',
  'codedeploy.amazonaws.com': 'CodeDeploy',
  'codepipeline.amazonaws.com': 'CodePipeline',
  'ecs-tasks.amazonaws.com': 'ECS tasks',
  'ecs.amazonaws.com': 'ECS',
  'eks.amazonaws.com': 'EKS clusters',
  'elasticmapreduce.amazonaws.com': 'EMR',
  'events.amazonaws.com': 'EventBridge',
  'firehose.amazonaws.com': 'Firehose',
  'glue.amazonaws.com': 'Glue',
  'lambda.amazonaws.com': 'Lambda functions',
  'monitoring.rds.amazonaws.com': 'RDS monitoring',
  'pods.eks.amazonaws.com': 'EKS pods',
  'rds.amazonaws.com': 'RDS',
  'sagemaker.amazonaws.com': 'SageMaker',
  'scheduler.amazonaws.com': 'EventBridge Scheduler',
  'states.amazonaws.com': 'Step Functions',
  'vpc-flow-logs.amazonaws.com': 'VPC flow logs',
};

const ASSUMING = [
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
];

/**
 * Returns the purpose of a role whose trust policy allows principals but does
 * not mention nodes; `undefined` if it mentions nodes or allows nobody.
 */
export function trustedPurpose(role: TrustedRole): RolePurpose | undefined {
  if (speaksOfNodes(role)) {
    return undefined;
  }
  const principals = trustedPrincipals(role.trust);
  if (principals.length === 0) {
    return undefined;
  }
  const labels = principals.map(({ type, name }) => labelOf(type, name));
  return {
    label: [...new Set(labels)].join(', '),
    principals: principals.map(({ name }) => name),
  };
}

/** A principal in a trust policy: `Service`, `AWS` or `Federated`. */
interface Principal {
  type: string;
  name: string;
}

/** Returns the principals in a trust policy's allow statements. */
export function trustedPrincipals(trust: PolicyDocument): Principal[] {
  const named = (statementsOf(trust) ?? [])
    .filter(
      statement =>
        statement.Effect === 'Allow' &&
        ASSUMING.some(action => namesAction(statement, action)),
    )
    .flatMap(({ Principal }) =>
      typeof Principal !== 'object'
        ? [{ type: 'AWS', name: String(Principal ?? '*') }]
        : Object.entries(Principal ?? {}).flatMap(([type, names]) =>
            asList(names).map(name => ({ type, name })),
          ),
    );
  return [
    ...new Map(named.map(one => [`${one.type} ${one.name}`, one])).values(),
  ];
}

/** Returns the display name of a principal in a trust policy. */
export function principalLabel({ type, name }: Principal): string {
  if (name === '*') {
    return 'everyone';
  }
  return type === 'Service' ? labelOf(type, name) : name;
}

function labelOf(type: string, name: string): string {
  switch (type) {
    case 'Service':
      return SERVICES[name.replace(/\.cn$/, '')] ?? name;
    case 'Federated':
      return 'federated identities';
    default:
      return 'IAM principals';
  }
}
