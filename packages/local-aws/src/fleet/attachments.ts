import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  GetInstanceProfileCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';

/** Attaches a managed policy to a role, unless it is already attached. */
export async function attachPolicy(
  iam: IAMClient,
  RoleName: string,
  PolicyArn: string,
): Promise<void> {
  // Checks first, because moto counts repeated attachments.
  const { AttachedPolicies = [] } = await iam.send(
    new ListAttachedRolePoliciesCommand({ RoleName }),
  );
  if (!AttachedPolicies.some(policy => policy.PolicyArn === PolicyArn)) {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
}

/**
 * Adds a role to an instance profile, unless the profile already contains one.
 */
export async function putIntoProfile(
  iam: IAMClient,
  RoleName: string,
  InstanceProfileName: string | undefined,
): Promise<void> {
  // Checks first, because the SDK treats the LimitExceeded error of a profile
  // that already has a role as throttling and retries.
  const { InstanceProfile } = await iam.send(
    new GetInstanceProfileCommand({ InstanceProfileName }),
  );
  if (!InstanceProfile?.Roles?.length) {
    await iam.send(
      new AddRoleToInstanceProfileCommand({ RoleName, InstanceProfileName }),
    );
  }
}
