import { roleOfArn } from '../aws/arn';
import { PolicyDocument } from '../policy/PolicyDocument';
import { NodeKind, speaksOfService } from './evaluateTrust';

const KINDS: readonly NodeKind[] = ['ec2', 'hybrid'];

/** Whether a trust policy allows EC2 or Systems Manager, or may allow them. */
export function speaksOfNodes(role: {
  arn: string;
  trust: PolicyDocument;
}): boolean {
  return KINDS.some(kind => speaksOfService(role, kind));
}

/**
 * Whether nodes may use a role, according to its trust policy. A service-linked
 * role is never for nodes: no instance profile contains it and no activation
 * names it, although Systems Manager may assume its own.
 *
 * @public
 */
export function mayBeOfNodes(role: {
  arn: string;
  trust: PolicyDocument;
}): boolean {
  const isServiceLinked = roleOfArn(role.arn)?.path.startsWith(
    '/aws-service-role/',
  );
  return !isServiceLinked && speaksOfNodes(role);
}
