import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { RecordingRole, Tags } from 'backstage-plugin-session-manager-common';
import { callOptions } from '../accounts/clientOptions';
import { toAwsError } from '../fault/toAwsError';
import { existing, present } from './existing';
import { tagMap } from './iamValues';

/**
 * Reads the ARN and the tags of a role by its name, at any path; `undefined` if
 * it does not exist. Throws AWS errors as converted by {@link toAwsError}.
 *
 * @public
 */
export async function readTaggedRole(
  iam: IAMClient,
  roleName: string,
): Promise<RecordingRole | undefined> {
  try {
    const answer = await existing(
      iam.send(new GetRoleCommand({ RoleName: roleName }), callOptions()),
    );
    return (
      answer && {
        arn: present(answer.Role?.Arn, 'Arn'),
        tags: tagMap(answer.Role?.Tags),
      }
    );
  } catch (error) {
    throw toAwsError(error);
  }
}

/**
 * Reads the tags of a role; `undefined` if it does not exist. Throws AWS errors
 * as converted by {@link toAwsError}.
 *
 * @public
 */
export async function readRoleTags(
  iam: IAMClient,
  roleName: string,
): Promise<Tags | undefined> {
  return (await readTaggedRole(iam, roleName))?.tags;
}
