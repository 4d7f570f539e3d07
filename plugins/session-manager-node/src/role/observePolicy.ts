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
import { decodeDocument, tagMap } from './iamValues';
import { existing, present } from './existing';

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
  const defaultVersion = present(state.DefaultVersionId, 'DefaultVersionId');
  const version = await existing(
    iam.send(
      new GetPolicyVersionCommand({
        PolicyArn: arn,
        VersionId: defaultVersion,
      }),
      callOptions(),
    ),
  );
  return (
    version && {
      arn,
      policyName: present(state.PolicyName, 'PolicyName'),
      path: present(state.Path, 'Path'),
      description: state.Description ?? '',
      tags: tagMap(state.Tags),
      document: decodeDocument(version.PolicyVersion?.Document),
      versions,
      defaultVersion,
      attachedTo,
    }
  );
}

/** Version ids, oldest first. */
async function listVersions(iam: IAMClient, arn: string): Promise<string[]> {
  const versions: PolicyVersion[] = [];
  for await (const page of paginateListPolicyVersions(
    { client: iam },
    { PolicyArn: arn },
    callOptions(),
  )) {
    versions.push(...(page.Versions ?? []));
  }
  return versions
    .map(({ VersionId }) => present(VersionId, 'VersionId'))
    .sort((a, b) => versionNumber(a) - versionNumber(b));
}

function versionNumber(versionId: string): number {
  return Number(versionId.replace(/^v/, ''));
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
