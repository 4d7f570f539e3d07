import {
  IAMClient,
  paginateListInstanceProfiles,
  paginateListPolicies,
  paginateListRoles,
} from '@aws-sdk/client-iam';

/** A resource in IAM. */
export interface Thing {
  kind: 'role' | 'policy' | 'instance-profile';
  name: string;
  /** Whether it is attached to a resource or contains one. */
  used: boolean;
}

/** Lists the resources that IAM has at a path. */
export async function inventoryAt(
  client: IAMClient,
  path: string,
): Promise<Thing[]> {
  const input = { PathPrefix: path };
  const found: Thing[] = [];
  for await (const { Roles = [] } of paginateListRoles({ client }, input)) {
    for (const { RoleName: name = '' } of Roles) {
      found.push({ kind: 'role', name, used: true });
    }
  }
  for await (const { Policies = [] } of paginateListPolicies(
    { client },
    input,
  )) {
    for (const { PolicyName: name = '', AttachmentCount = 0 } of Policies) {
      found.push({ kind: 'policy', name, used: AttachmentCount > 0 });
    }
  }
  for await (const { InstanceProfiles = [] } of paginateListInstanceProfiles(
    { client },
    input,
  )) {
    for (const profile of InstanceProfiles) {
      // moto returns these for all paths.
      if (profile.Path === path) {
        const { InstanceProfileName: name = '', Roles = [] } = profile;
        found.push({ kind: 'instance-profile', name, used: Roles.length > 0 });
      }
    }
  }
  return found;
}
