import {
  IAMClient,
  paginateGetAccountAuthorizationDetails,
} from '@aws-sdk/client-iam';
import { ExistingRole } from 'backstage-plugin-session-manager-common';
import { callOptions } from '../accounts/clientOptions';
import { toRoleSnapshot } from './toRoleSnapshot';

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
const LONGEST_PAGE = 1000;

/**
 * All roles of an account: one call for each thousand, where
 * `ListRoles` has no tags and needs one more call for each role. Throws the
 * SDK's error where AWS does not answer.
 *
 * @public
 */
export async function listRoles(iam: IAMClient): Promise<ExistingRole[]> {
  const roles: ExistingRole[] = [];
  for await (const page of paginateGetAccountAuthorizationDetails(
    { client: iam, pageSize: LONGEST_PAGE },
    { Filter: ['Role'] },
    callOptions(),
  )) {
    roles.push(...(page.RoleDetailList ?? []).map(toRoleSnapshot));
  }
  return roles;
}
