import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { Tags } from 'backstage-plugin-session-manager-common';
import { callOptions } from '../accounts/clientOptions';
import { toAwsError } from '../fault/toAwsError';
import { existing } from './existing';
import { tagMap } from './iamValues';

/**
 * The tags of a role; `undefined` where there is none. Throws what
 * {@link toAwsError} makes of what AWS says.
 *
 * @public
 */
export async function readRoleTags(
  iam: IAMClient,
  roleName: string,
): Promise<Tags | undefined> {
  try {
    const answer = await existing(
      iam.send(new GetRoleCommand({ RoleName: roleName }), callOptions()),
    );
    return answer && tagMap(answer.Role?.Tags);
  } catch (error) {
    throw toAwsError(error);
  }
}
