import {
  asList,
  PolicyDocument,
} from 'backstage-plugin-session-manager-common';

/**
 * What a role is for, by who may assume it: EC2 instances, or the nodes that
 * Systems Manager registers.
 */
export function roleTarget(trust: PolicyDocument): 'ec2' | 'hybrid' {
  const services = asList(trust.Statement).flatMap(({ Effect, Principal }) =>
    Effect === 'Allow' && typeof Principal === 'object'
      ? asList(Principal.Service)
      : [],
  );
  return services.includes('ssm.amazonaws.com') &&
    !services.some(service => service.startsWith('ec2.'))
    ? 'hybrid'
    : 'ec2';
}
