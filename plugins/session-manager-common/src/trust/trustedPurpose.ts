import { namesAction } from '../access/statements';
import { asList, PolicyDocument } from '../policy/PolicyDocument';
import { speaksOfService, statementsOf, TrustedRole } from './judgeTrust';

/**
 * Whom a role is for that no node can have.
 *
 * @public
 */
export interface RolePurpose {
  /** In words, such as `ECS tasks`. */
  label: string;
  /** The principals of its trust policy, as they are written there. */
  principals: string[];
}

/** What people call the services that roles are mostly made for. */
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
 * What a role is for where its trust policy lets others in and does not speak
 * of nodes at all; `undefined` where it does, or lets nobody in.
 */
export function trustedPurpose(role: TrustedRole): RolePurpose | undefined {
  if (speaksOfService(role, 'ec2') || speaksOfService(role, 'hybrid')) {
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

/** Someone that a trust policy names: `Service`, `AWS` or `Federated`. */
interface Principal {
  type: string;
  name: string;
}

/** Whom a trust policy lets in, by its statements that allow. */
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

/** A principal that a trust policy names, in words that say who it is. */
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
