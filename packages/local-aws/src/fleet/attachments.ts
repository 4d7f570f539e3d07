import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  GetInstanceProfileCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';

/** Attaches a managed policy to a role, unless it is. */
export async function attachPolicy(
  iam: IAMClient,
  RoleName: string,
  PolicyArn: string,
): Promise<void> {
  // Asked first, because moto counts an attachment each time it is made.
  const { AttachedPolicies = [] } = await iam.send(
    new ListAttachedRolePoliciesCommand({ RoleName }),
  );
  if (!AttachedPolicies.some(policy => policy.PolicyArn === PolicyArn)) {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
}

/** Puts a role into an instance profile, unless one is in it. */
export async function putIntoProfile(
  iam: IAMClient,
  RoleName: string,
  InstanceProfileName: string | undefined,
): Promise<void> {
  // Asked first, because the SDK takes the LimitExceeded of a profile that has
  // its role for throttling, and tries again and again.
  const { InstanceProfile } = await iam.send(
    new GetInstanceProfileCommand({ InstanceProfileName }),
  );
  if (!InstanceProfile?.Roles?.length) {
    await iam.send(
      new AddRoleToInstanceProfileCommand({ RoleName, InstanceProfileName }),
    );
  }
}
