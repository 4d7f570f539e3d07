import {
  GetInstanceProfileCommand,
  IAMClient,
  ListPolicyTagsCommand,
  paginateGetAccountAuthorizationDetails,
  paginateListInstanceProfiles,
} from '@aws-sdk/client-iam';

/**
 * All resources that IAM has in an account, by ARN. Two snapshots are equal if
 * nothing was changed.
 */
export async function snapshot(
  iam: IAMClient,
): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for await (const page of paginateGetAccountAuthorizationDetails(
    { client: iam },
    { Filter: ['Role', 'LocalManagedPolicy'] },
  )) {
    for (const { RoleLastUsed: _, ...role } of page.RoleDetailList ?? []) {
      all[role.Arn!] = { ...role, InstanceProfileList: undefined };
    }
    for (const policy of page.Policies ?? []) {
      const { Tags } = await iam.send(
        new ListPolicyTagsCommand({ PolicyArn: policy.Arn }),
      );
      all[policy.Arn!] = { ...policy, Tags };
    }
  }
  for await (const page of paginateListInstanceProfiles({ client: iam }, {})) {
    for (const { InstanceProfileName, Arn } of page.InstanceProfiles ?? []) {
      const { InstanceProfile } = await iam.send(
        new GetInstanceProfileCommand({ InstanceProfileName }),
      );
      all[Arn!] = {
        ...InstanceProfile,
        Roles: InstanceProfile?.Roles?.map(({ RoleName }) => RoleName),
      };
    }
  }
  return all;
}
