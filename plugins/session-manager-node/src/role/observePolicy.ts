import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  paginateListEntitiesForPolicy,
  paginateListPolicyVersions,
  PolicyVersion,
} from '@aws-sdk/client-iam';
import { IamPolicy } from 'backstage-plugin-session-manager-common';
import { callOptions } from '../accounts/clientOptions';
import { tagMap } from './iamValues';
import { existing, present } from './existing';
import { toPolicySnapshot } from './toPolicySnapshot';

/**
 * Reads a customer managed policy with three concurrent reads and one after
 * them; `undefined` if it does not exist.
 */
export async function observePolicy(
  iam: IAMClient,
  arn: string,
): Promise<IamPolicy | undefined> {
  const [policy, versions, attachedTo] = await Promise.all([
    existing(iam.send(new GetPolicyCommand({ PolicyArn: arn }), callOptions())),
    existing(listVersions(iam, arn)),
    existing(listEntities(iam, arn)),
  ]);
  const state = policy?.Policy;
  if (!state || !versions || !attachedTo) {
    return undefined;
  }
  const version = await existing(
    iam.send(
      new GetPolicyVersionCommand({
        PolicyArn: arn,
        VersionId: present(state.DefaultVersionId, 'DefaultVersionId'),
      }),
      callOptions(),
    ),
  );
  return (
    version && {
      ...toPolicySnapshot(state, versions, version.PolicyVersion?.Document),
      description: state.Description ?? '',
      tags: tagMap(state.Tags),
      attachedTo,
    }
  );
}

async function listVersions(
  iam: IAMClient,
  arn: string,
): Promise<PolicyVersion[]> {
  const versions: PolicyVersion[] = [];
  for await (const page of paginateListPolicyVersions(
    { client: iam },
    { PolicyArn: arn },
    callOptions(),
  )) {
    versions.push(...(page.Versions ?? []));
  }
  return versions;
}

/**
 * The names of roles; names of users and groups have their type as a prefix.
 */
async function listEntities(iam: IAMClient, arn: string): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListEntitiesForPolicy(
    { client: iam },
    { PolicyArn: arn },
    callOptions(),
  )) {
    names.push(
      ...(page.PolicyRoles ?? []).map(({ RoleName }) =>
        present(RoleName, 'RoleName'),
      ),
      ...(page.PolicyUsers ?? []).map(
        ({ UserName }) => `user ${present(UserName, 'UserName')}`,
      ),
      ...(page.PolicyGroups ?? []).map(
        ({ GroupName }) => `group ${present(GroupName, 'GroupName')}`,
      ),
    );
  }
  return names;
}
