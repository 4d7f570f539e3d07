import {
  annotatedRoles,
  partitions,
  roleConsoleUrl,
  RoleIdentity,
  roleOfArn,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { identityOf } from '../input/roleOf';

/**
 * The role ARNs in an entity's annotations, and invalid text. An ARN of an
 * unknown partition counts as invalid, because the role cannot be looked up.
 */
export function rolesInAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
): { arns: string[]; invalid: string[] } {
  const { arns, invalid } = annotatedRoles(annotations);
  return {
    arns: arns.filter(isInKnownPartition),
    invalid: [...invalid, ...arns.filter(arn => !isInKnownPartition(arn))],
  };
}

/** The display name of a role. */
export function identify(
  roleArn: string,
  foundBy: RoleIdentity['foundBy'],
  { configured }: AwsAccounts,
): RoleIdentity {
  const { partition, accountId, roleName } = identityOf(roleArn);
  return {
    roleArn,
    roleName,
    accountId,
    accountName: configured?.find(other => other.accountId === accountId)?.name,
    consoleUrl: roleConsoleUrl(partition, roleName),
    foundBy,
  };
}

function isInKnownPartition(roleArn: string): boolean {
  return partitions.includes(roleOfArn(roleArn)?.partition ?? '');
}
