import {
  IAMClient,
  paginateGetAccountAuthorizationDetails,
} from '@aws-sdk/client-iam';
import { ExistingRole, Tags } from 'backstage-plugin-session-manager-common';
import { callOptions } from '../accounts/clientOptions';
import { tagMap } from './iamValues';
import { toRoleSnapshot } from './toRoleSnapshot';

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
const LONGEST_PAGE = 1000;

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
  for await (const page of paginateGetAccountAuthorizationDetails(
    { client: iam, pageSize: LONGEST_PAGE },
    { Filter: ['Role'] },
    callOptions(),
  )) {
    roles.push(
      ...(page.RoleDetailList ?? [])
        .filter(role => isWanted(tagMap(role.Tags)))
        .map(toRoleSnapshot),
    );
  }
  return roles;
}
