import { InputError } from '@backstage/errors';
import { partitionFacts } from '../aws/partition';
import { DocumentSpec, partitionOf } from './DocumentSpec';
import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';

/**
 * The trust policy: allows EC2, or Systems Manager for the hybrid nodes of the
 * account.
 *
 * @public
 */
export function trustPolicy(spec: DocumentSpec): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [spec.target === 'hybrid' ? hybridTrust(spec) : ec2Trust(spec)],
  };
}

function ec2Trust(spec: DocumentSpec): PolicyStatement {
  return {
    Effect: 'Allow',
    Principal: { Service: partitionFacts(partitionOf(spec)).ec2Principal },
    Action: 'sts:AssumeRole',
  };
}

// Conditions against the confused deputy problem, as in the following guide.
// The principal of Systems Manager is the same in every partition.
// https://docs.aws.amazon.com/systems-manager/latest/userguide/hybrid-multicloud-service-role.html
function hybridTrust(spec: DocumentSpec): PolicyStatement {
  if (!spec.accountId) {
    throw new InputError('accountId: is needed to trust its hybrid nodes');
  }
  return {
    Effect: 'Allow',
    Principal: { Service: 'ssm.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: { 'aws:SourceAccount': spec.accountId },
      ArnLike: {
        'aws:SourceArn': `arn:${partitionOf(spec)}:ssm:*:${spec.accountId}:*`,
      },
    },
  };
}
