import {
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { DRIFTING_TAG, Role } from './Role';
import { Scenario } from './Contestant';

/** Changes a tag manually. */
export async function drift(iam: IAMClient, { name }: Role): Promise<void> {
  const Tags = [{ Key: DRIFTING_TAG, Value: 'by-hand' }];
  await iam.send(new TagRoleCommand({ RoleName: name, Tags }));
}

/**
 * Why the state of IAM is wrong after a scenario; `undefined` if it is correct.
 */
export async function fault(
  iam: IAMClient,
  scenario: Scenario,
  role: Role,
): Promise<string | undefined> {
  const [found, policy, profile] = await Promise.all([
    iam.send(new GetRoleCommand({ RoleName: role.name })).catch(absent),
    iam.send(new GetPolicyCommand({ PolicyArn: role.policyArn })).catch(absent),
    iam
      .send(new GetInstanceProfileCommand({ InstanceProfileName: role.name }))
      .catch(absent),
  ]);
  if (scenario === 'delete') {
    const left = [found && 'role', policy && 'policy', profile && 'profile'];
    return left.some(Boolean)
      ? `leaves the ${left.filter(Boolean).join(', ')}`
      : undefined;
  }
  if (!found || !policy || !profile) {
    return 'does not create everything';
  }
  const { AttachedPolicies = [] } = await iam.send(
    new ListAttachedRolePoliciesCommand({ RoleName: role.name }),
  );
  if (!AttachedPolicies.some(({ PolicyArn }) => PolicyArn === role.policyArn)) {
    return 'does not attach the policy';
  }
  const holds = profile.InstanceProfile?.Roles?.some(
    ({ RoleName }) => RoleName === role.name,
  );
  if (!holds) {
    return 'does not add the role to the profile';
  }
  const tags = new Map(found.Role?.Tags?.map(({ Key, Value }) => [Key, Value]));
  const wrong = Object.entries(role.tags).filter(
    ([key, value]) => tags.get(key) !== value,
  );
  return wrong.length > 0 ? 'does not repair the tag' : undefined;
}

function absent(error: Error): undefined {
  if (error.name !== 'NoSuchEntityException' && error.name !== 'NoSuchEntity') {
    throw error;
  }
}
