import { GetRoleCommand } from '@aws-sdk/client-iam';
import { PolicyDocument, Tags } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { existing } from './existing';
import { decodeDocument, tagMap } from './iamValues';

/**
 * Selects a role.
 *
 * @public
 */
export interface RoleAtPath {
  roleName: string;
  path: string;
}

/**
 * The tags that identify a role's creator and purpose, and who may assume it.
 */
export interface RoleOwnership {
  tags: Tags;
  trust: PolicyDocument;
}

/** Returns a role; `undefined` if the path has no role of this name. */
export async function findRole(
  { iam }: Pick<AwsAccount, 'iam'>,
  { roleName, path }: RoleAtPath,
): Promise<RoleOwnership | undefined> {
  const answer = await existing(
    iam.send(new GetRoleCommand({ RoleName: roleName }), callOptions()),
  );
  const role = answer?.Role;
  return role?.Path === path
    ? {
        tags: tagMap(role.Tags),
        trust: decodeDocument(role.AssumeRolePolicyDocument),
      }
    : undefined;
}
