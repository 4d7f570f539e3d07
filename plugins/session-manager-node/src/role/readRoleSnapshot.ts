import {
  CompleteRoleSnapshot,
  ExistingRole,
  NamedPolicy,
  roleExists,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { ReadCache } from '../cache/ReadCache';
import { observeRole } from './observeRole';
import { readManagedPolicy } from './readManagedPolicy';

/**
 * Reads a role with everything that affects its sessions. Throws the SDK's
 * error if IAM does not answer.
 *
 * @public
 */
export async function readRoleSnapshot(options: {
  account: AwsAccount;
  roleName: string;
  cache: ReadCache;
}): Promise<CompleteRoleSnapshot> {
  const { account, roleName, cache } = options;
  const snapshot = await observeRole(account.iam, { roleName });
  return roleExists(snapshot)
    ? withOtherPolicies({ account, snapshot, cache })
    : snapshot;
}

/**
 * Adds the managed policies that a snapshot lacks, such as AWS managed policies
 * and boundaries. Each is read once for all roles that share it.
 *
 * @public
 */
export async function withOtherPolicies<
  Snapshot extends ExistingRole<CompleteRoleSnapshot>,
>(options: {
  account: Pick<AwsAccount, 'iam'>;
  snapshot: Snapshot;
  cache: ReadCache;
}): Promise<Snapshot & { otherPolicies: NamedPolicy[] }> {
  const { account, snapshot, cache } = options;
  const otherPolicies = await Promise.all(
    missingPolicies(snapshot).map(arn =>
      readManagedPolicy({ account, arn, cache }),
    ),
  );
  return { ...snapshot, otherPolicies };
}

/**
 * The ARNs of the attached policies and of the boundary that a snapshot lacks.
 */
export function missingPolicies({ role, policies }: ExistingRole): string[] {
  const { attachedPolicies, permissionsBoundaryArn } = role;
  const deciding = new Set([
    ...attachedPolicies,
    ...(permissionsBoundaryArn ? [permissionsBoundaryArn] : []),
  ]);
  policies.forEach(({ arn }) => deciding.delete(arn));
  return [...deciding];
}
