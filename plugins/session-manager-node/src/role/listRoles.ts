import {
  IAMClient,
  paginateGetAccountAuthorizationDetails,
} from '@aws-sdk/client-iam';
import { Tags } from 'backstage-plugin-session-manager-common';
import { callOptions } from '../accounts/clientOptions';
import { present } from './existing';
import { tagMap } from './iamValues';

/**
 * A role in an account's list.
 *
 * @public
 */
export interface ListedRole {
  arn: string;
  roleName: string;
  path: string;
  tags: Tags;
}

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
const LONGEST_PAGE = 1000;

/**
 * All roles of an account with their tags: one call for each thousand, where
 * `ListRoles` has no tags and needs one more call for each role. Throws the
 * SDK's error where AWS does not answer.
 *
 * @public
 */
export async function listRoles(iam: IAMClient): Promise<ListedRole[]> {
  const roles: ListedRole[] = [];
  for await (const page of paginateGetAccountAuthorizationDetails(
    { client: iam, pageSize: LONGEST_PAGE },
    { Filter: ['Role'] },
    callOptions(),
  )) {
    for (const role of page.RoleDetailList ?? []) {
      roles.push({
        arn: present(role.Arn, 'Arn'),
        roleName: present(role.RoleName, 'RoleName'),
        path: present(role.Path, 'Path'),
        tags: tagMap(role.Tags),
      });
    }
  }
  return roles;
}
