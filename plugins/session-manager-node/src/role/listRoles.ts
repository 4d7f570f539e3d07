import { IAMClient } from '@aws-sdk/client-iam';
import { ExistingRole, Tags } from 'backstage-plugin-session-manager-common';
import { authorizationPages } from './authorizationPages';
import { tagMap } from './iamValues';
import { toRoleSnapshot } from './toRoleSnapshot';

/**
 * Lists the roles of an account with one call per thousand; `ListRoles` returns
 * no tags and would need another call per role. Throws the SDK's error if AWS
 * does not answer.
 *
 * @param isWanted - selects roles by their tags; of the others, nothing is
 * converted from the page
 *
 * @public
 */
export async function listRoles(
  iam: IAMClient,
  isWanted: (tags: Tags) => boolean = () => true,
): Promise<ExistingRole[]> {
  const roles: ExistingRole[] = [];
  for await (const { RoleDetailList = [] } of authorizationPages(iam, 'Role')) {
    roles.push(
      ...RoleDetailList.filter(role => isWanted(tagMap(role.Tags))).map(
        toRoleSnapshot,
      ),
    );
  }
  return roles;
}
