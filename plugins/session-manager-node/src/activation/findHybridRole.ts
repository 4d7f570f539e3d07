import { ConflictError } from '@backstage/errors';
import {
  asList,
  isManagedByPortal,
  managerOf,
  PolicyDocument,
  Tags,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { toAwsError } from '../fault/toAwsError';
import { findRole, RoleAtPath } from '../role/findRole';

/**
 * Returns the tags of a role that the portal created for hybrid nodes;
 * `undefined` if the path has no role of this name. An activation gives the
 * role's permissions to any machine of its holder, so other roles that Systems
 * Manager may assume are refused, including roles that another tool manages,
 * which were not approved here. Throws a `ConflictError` that says what to do,
 * and AWS errors as converted by {@link toAwsError}.
 *
 * @public
 */
export async function findHybridRole(
  account: Pick<AwsAccount, 'iam' | 'settings'>,
  wanted: RoleAtPath,
): Promise<Tags | undefined> {
  const { roleName } = wanted;
  const role = await findRole(account, wanted).catch(error => {
    throw toAwsError(error);
  });
  if (!role) {
    return undefined;
  }
  if (!isManagedByPortal(role.tags)) {
    const manager = managerOf(role.tags);
    const managedBy = manager ? `, it is managed by ${manager}` : '';
    throw new ConflictError(
      `The portal did not create the role ${roleName}${managedBy}, so it cannot be used in an activation. Adopt it first ("adopt: true" of session-manager:role:create).`,
    );
  }
  if (!trustsSystemsManager(role.trust)) {
    throw new ConflictError(
      `The role ${roleName} is not for hybrid nodes, because Systems Manager is not allowed to assume it. Create it with target: hybrid.`,
    );
  }
  return role.tags;
}

/**
 * Whether activations can use a role.
 *
 * @public
 */
export function trustsSystemsManager({ Statement }: PolicyDocument): boolean {
  return asList(Statement).some(
    ({ Effect, Principal }) =>
      Effect === 'Allow' &&
      typeof Principal === 'object' &&
      asList(Principal.Service).includes('ssm.amazonaws.com'),
  );
}
