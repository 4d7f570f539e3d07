import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  paginateListAttachedRolePolicies,
  paginateListInstanceProfilesForRole,
  paginateListRolePolicies,
  Role,
} from '@aws-sdk/client-iam';
import {
  iamArn,
  IamInstanceProfile,
  CompleteRoleSnapshot,
  parseArn,
  PolicyDocument,
  IamPolicy,
  recordedProfiles,
  recordedSpec,
  RecordingRole,
  ResolvedRoleSpec,
  IamRole,
} from 'backstage-plugin-session-manager-common';
import { callOptions } from '../accounts/clientOptions';
import { existing, isPresent, present } from './existing';
import { decodeDocument, tagMap } from './iamValues';
import { observePolicy } from './observePolicy';
import { toIamInstanceProfile, toIamRole } from './toRoleSnapshot';

/**
 * The names to look for. A role name alone is sufficient: then the policies and
 * profiles are those that the role has or its tags name.
 *
 * @public
 */
export interface RoleNames {
  roleName: string;
  policyArn?: string;
  instanceProfileName?: string;
}

/**
 * The names of all resources that a spec describes.
 *
 * @public
 */
export function namesOf(spec: ResolvedRoleSpec): RoleNames {
  const { roleName, path, policyName, policyType, instanceProfileName } = spec;
  return {
    roleName,
    policyArn:
      policyType === 'managed'
        ? iamArn(spec, 'policy', path, policyName)
        : undefined,
    instanceProfileName,
  };
}

/**
 * Reads what IAM has of a role and of the resources that belong to it. If the
 * role matches its spec, this takes two waves of reads. Resources that do not
 * exist are absent in the answer. Throws the SDK's error if AWS does not
 * answer.
 *
 * @public
 */
export async function observeRole(
  iam: IAMClient,
  names: RoleNames,
): Promise<CompleteRoleSnapshot> {
  const { roleName, policyArn, instanceProfileName } = names;
  // Each read starts as soon as its input is known.
  const role = existing(
    iam.send(new GetRoleCommand({ RoleName: roleName }), callOptions()),
  ).then(answer => answer?.Role);
  const attached = existing(listAttachedPolicies(iam, roleName));
  const [roleState, policies, instanceProfiles] = await Promise.all([
    observeRoleState(iam, roleName, role, attached),
    observePolicies(iam, policyArn, role, attached),
    observeInstanceProfiles(iam, roleName, instanceProfileName, role),
  ]);
  return { role: roleState, policies, instanceProfiles };
}

async function observeRoleState(
  iam: IAMClient,
  roleName: string,
  role: Promise<Role | undefined>,
  attached: Promise<string[] | undefined>,
): Promise<IamRole | undefined> {
  const [state, attachedPolicies, inlinePolicies] = await Promise.all([
    role,
    attached,
    existing(readInlinePolicies(iam, roleName)),
  ]);
  if (!state || !attachedPolicies || !inlinePolicies) {
    return undefined;
  }
  return toIamRole(state, { attachedPolicies, inlinePolicies });
}

async function listAttachedPolicies(
  iam: IAMClient,
  roleName: string,
): Promise<string[]> {
  const arns: string[] = [];
  for await (const page of paginateListAttachedRolePolicies(
    { client: iam },
    { RoleName: roleName },
    callOptions(),
  )) {
    for (const { PolicyArn } of page.AttachedPolicies ?? []) {
      arns.push(present(PolicyArn, 'PolicyArn'));
    }
  }
  return arns;
}

async function readInlinePolicies(
  iam: IAMClient,
  roleName: string,
): Promise<Record<string, PolicyDocument>> {
  const names: string[] = [];
  for await (const page of paginateListRolePolicies(
    { client: iam },
    { RoleName: roleName },
    callOptions(),
  )) {
    names.push(...(page.PolicyNames ?? []));
  }
  const documents = await Promise.all(
    names.map(async name => {
      const policy = await existing(
        iam.send(
          new GetRolePolicyCommand({ RoleName: roleName, PolicyName: name }),
          callOptions(),
        ),
      );
      return policy && ([name, decodeDocument(policy.PolicyDocument)] as const);
    }),
  );
  return Object.fromEntries(documents.filter(isPresent));
}

/**
 * The spec's policy, the attached policies of the account, and the policy that
 * the role's tags name, which an interrupted run may have left after detaching
 * it.
 */
async function observePolicies(
  iam: IAMClient,
  wanted: string | undefined,
  role: Promise<Role | undefined>,
  attached: Promise<string[] | undefined>,
): Promise<IamPolicy[]> {
  const first = wanted === undefined ? undefined : observePolicy(iam, wanted);
  const others = Promise.all([role, attached]).then(([state, arns = []]) => {
    const related = state ? relatedPolicies(tagged(state), arns) : [];
    return Promise.all(
      related.filter(arn => arn !== wanted).map(arn => observePolicy(iam, arn)),
    );
  });
  return (await Promise.all([first, others])).flat().filter(isPresent);
}

/**
 * The ARNs of the customer managed policies that belong to a role: those that
 * are attached to it, and the one that its tags name.
 */
export function relatedPolicies(
  role: RecordingRole,
  attached: readonly string[],
): string[] {
  const recorded = recordedNames(role)?.policyArn;
  const own = parseArn(role.arn)?.accountId;
  const candidates = new Set([...attached, ...(recorded ? [recorded] : [])]);
  return [...candidates].filter(arn => parseArn(arn)?.accountId === own);
}

/** The names in the spec from which the role was last provisioned. */
function recordedNames(role: RecordingRole): RoleNames | undefined {
  const spec = recordedSpec(role);
  return spec && namesOf(spec);
}

function tagged({ Arn, Tags }: Role): RecordingRole {
  return { arn: present(Arn, 'Arn'), tags: tagMap(Tags) };
}

/**
 * The spec's profile, the profiles that contain the role, and those that the
 * role's tags name, which an interrupted run may have left after removing the
 * role.
 */
async function observeInstanceProfiles(
  iam: IAMClient,
  roleName: string,
  wanted: string | undefined,
  reading: Promise<Role | undefined>,
): Promise<IamInstanceProfile[]> {
  const first =
    wanted === undefined ? undefined : readInstanceProfile(iam, wanted);
  const others = Promise.all([
    reading,
    existing(listInstanceProfiles(iam, roleName)),
  ]).then(([state, names = []]) => {
    const role = state && tagged(state);
    const recorded = role
      ? [recordedNames(role)?.instanceProfileName, ...recordedProfiles(role)]
      : [];
    const candidates = new Set([...names, ...recorded.filter(isPresent)]);
    return Promise.all(
      [...candidates]
        .filter(name => name !== wanted)
        .map(name => readInstanceProfile(iam, name)),
    );
  });
  return (await Promise.all([first, others])).flat().filter(isPresent);
}

/** The names of the profiles that contain a role. */
export async function listInstanceProfiles(
  iam: IAMClient,
  roleName: string,
): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListInstanceProfilesForRole(
    { client: iam },
    { RoleName: roleName },
    callOptions(),
  )) {
    for (const { InstanceProfileName } of page.InstanceProfiles ?? []) {
      names.push(present(InstanceProfileName, 'InstanceProfileName'));
    }
  }
  return names;
}

/**
 * Reads an instance profile with its tags; `undefined` if it does not exist.
 */
export async function readInstanceProfile(
  iam: IAMClient,
  name: string,
): Promise<IamInstanceProfile | undefined> {
  const answer = await existing(
    iam.send(
      new GetInstanceProfileCommand({ InstanceProfileName: name }),
      callOptions(),
    ),
  );
  return (
    answer?.InstanceProfile && toIamInstanceProfile(answer.InstanceProfile)
  );
}
