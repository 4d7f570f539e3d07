import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagInstanceProfileCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import {
  iamArn,
  policyTags,
  ResolvedRoleSpec,
  trustPolicy,
} from 'backstage-plugin-session-manager-common';
import { provisionRole } from '../../role/provisionRole';
import { unknownRoles } from './roleHints';

const OLD = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*' },
});
const LAMBDA = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  },
});

// Not of the account: nobody deletes it, and it need not be read.
const AWS_POLICY = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';

/** A policy of someone else that is attached to the role. */
export const theirPolicyName = (roleName: string) => `${roleName}-theirs`;

/** A role of someone else. */
export const theirRoleName = (roleName: string) => `${roleName}-theirs`;

/**
 * A role as it was made from a spec, and all that can differ from another spec
 * does: its policy is another one, the one that is wanted was made by a run
 * that died and has gone through five versions, and people have changed role,
 * trust, tags, attachments and profile by hand.
 */
export async function makeDrifted(
  iam: IAMClient,
  was: ResolvedRoleSpec,
  wanted: ResolvedRoleSpec,
): Promise<void> {
  const RoleName = was.roleName;
  await make(iam, was);
  await Promise.all([
    addVersions(iam, policyArn(was), 1),
    makePolicy(iam, wanted, policyTags(was)).then(arn =>
      addVersions(iam, arn, 4),
    ),
    iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: AWS_POLICY })),
    iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'by-hand',
        PolicyDocument: OLD,
      }),
    ),
    iam.send(new UpdateRoleCommand({ RoleName, Description: 'by hand' })),
    iam.send(
      new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: LAMBDA }),
    ),
    putTheirRoleIn(iam, was),
  ]);
}

/**
 * A role that has been in use: its policy has versions, and people have added
 * a policy and an inline one.
 */
export async function makeUsed(
  iam: IAMClient,
  was: ResolvedRoleSpec,
): Promise<void> {
  await make(iam, was);
  await Promise.all([
    addVersions(iam, policyArn(was), 2),
    attachTheirPolicy(iam, was),
    iam.send(
      new PutRolePolicyCommand({
        RoleName: was.roleName,
        PolicyName: 'by-hand',
        PolicyDocument: OLD,
      }),
    ),
  ]);
}

function make(iam: IAMClient, spec: ResolvedRoleSpec) {
  return provisionRole({ account: { iam }, spec, knownRoles: unknownRoles });
}

function policyArn(spec: ResolvedRoleSpec): string {
  return iamArn(spec, 'policy', spec.path, spec.policyName);
}

async function makePolicy(
  iam: IAMClient,
  { path, policyName }: Pick<ResolvedRoleSpec, 'path' | 'policyName'>,
  tags: Record<string, string> = {},
): Promise<string | undefined> {
  const { Policy } = await iam.send(
    new CreatePolicyCommand({
      Path: path,
      PolicyName: policyName,
      PolicyDocument: OLD,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  return Policy?.Arn;
}

async function addVersions(
  iam: IAMClient,
  PolicyArn: string | undefined,
  count: number,
): Promise<void> {
  for (let version = 0; version < count; version++) {
    await iam.send(
      new CreatePolicyVersionCommand({
        PolicyArn,
        PolicyDocument: OLD,
        SetAsDefault: true,
      }),
    );
  }
}

async function attachTheirPolicy(
  iam: IAMClient,
  { roleName: RoleName, path }: ResolvedRoleSpec,
): Promise<void> {
  const PolicyArn = await makePolicy(iam, {
    path,
    policyName: theirPolicyName(RoleName),
  });
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
}

/** Puts another role into the profile, and retags that. */
async function putTheirRoleIn(
  iam: IAMClient,
  spec: ResolvedRoleSpec,
): Promise<void> {
  const { roleName, path, instanceProfileName: InstanceProfileName } = spec;
  const RoleName = theirRoleName(roleName);
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      Path: path,
      AssumeRolePolicyDocument: JSON.stringify(trustPolicy(spec)),
    }),
  );
  await iam.send(
    new RemoveRoleFromInstanceProfileCommand({
      InstanceProfileName,
      RoleName: roleName,
    }),
  );
  await iam.send(
    new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }),
  );
  await iam.send(
    new TagInstanceProfileCommand({
      InstanceProfileName,
      Tags: [{ Key: 'team', Value: 'by-hand' }],
    }),
  );
}
