import { GetRoleCommand } from '@aws-sdk/client-iam';
import { PolicyDocument, Tags } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { existing } from './existing';
import { decodeDocument, tagMap } from './iamValues';

/**
 * Which role is meant.
 *
 * @public
 */
export interface RoleAtPath {
  roleName: string;
  path: string;
}

/** What tells who made a role, for what, and who may assume it. */
export interface FoundRole {
  tags: Tags;
  trust: PolicyDocument;
}

/** A role; `undefined` where there is none of this name at this path. */
export async function findRole(
  { iam }: Pick<AwsAccount, 'iam'>,
  { roleName, path }: RoleAtPath,
): Promise<FoundRole | undefined> {
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
