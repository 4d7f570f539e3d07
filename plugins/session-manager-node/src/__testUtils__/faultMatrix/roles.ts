import { IAM } from '@aws-sdk/client-iam';
import {
  iamArn,
  instanceProfileTags,
  policyTags,
  ResolvedRoleSpec,
  trustPolicy,
} from 'backstage-plugin-session-manager-common';
import { provisionRole } from '../../role/provisionRole';
import { unknownRoles } from './roleHints';

const DOCUMENT = JSON.stringify({
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

// An AWS managed policy: it is never deleted and need not be read.
const AWS_POLICY = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';

/** A policy of another owner that is attached to the role. */
export const theirPolicyName = (roleName: string) => `${roleName}-theirs`;

/** A role of another owner. */
export const theirRoleName = (roleName: string) => `${roleName}-theirs`;

/**
 * A role created from a spec that differs from the wanted spec in every
 * possible way: the wanted spec names another policy and another profile, which
 * an interrupted run has created; the policy has gone through five versions
 * since, the profile contains a role of another owner; and role, trust, tags
 * and attachments were changed manually.
 */
export async function makeDrifted(
  iam: IAM,
  was: ResolvedRoleSpec,
  wanted: ResolvedRoleSpec,
): Promise<void> {
  const role = { RoleName: was.roleName };
  await make(iam, was);
  await Promise.all([
    addVersions(iam, was, 1),
    makePolicy(iam, wanted, policyTags(was)).then(() =>
      addVersions(iam, wanted, 4),
    ),
    makeTheirProfile(iam, wanted, instanceProfileTags(was)),
    iam.attachRolePolicy({ ...role, PolicyArn: AWS_POLICY }),
    addInlinePolicy(iam, was),
    iam.updateRole({ ...role, Description: 'by hand' }),
    iam.updateAssumeRolePolicy({ ...role, PolicyDocument: LAMBDA }),
  ]);
}

/**
 * A role that has been in use: its policy has several versions, and a policy
 * and an inline policy were added manually.
 */
export async function makeUsed(iam: IAM, was: ResolvedRoleSpec): Promise<void> {
  const theirs = { ...was, policyName: theirPolicyName(was.roleName) };
  await make(iam, was);
  await Promise.all([
    addVersions(iam, was, 2),
    addInlinePolicy(iam, was),
    makePolicy(iam, theirs, {}).then(() =>
      iam.attachRolePolicy({
        RoleName: was.roleName,
        PolicyArn: policyArn(theirs),
      }),
    ),
  ]);
}

function make(iam: IAM, spec: ResolvedRoleSpec) {
  return provisionRole({ account: { iam }, spec, knownRoles: unknownRoles });
}

function policyArn(spec: ResolvedRoleSpec): string {
  return iamArn(spec, 'policy', spec.path, spec.policyName);
}

function makePolicy(
  iam: IAM,
  { path, policyName }: ResolvedRoleSpec,
  tags: Record<string, string>,
) {
  return iam.createPolicy({
    Path: path,
    PolicyName: policyName,
    PolicyDocument: DOCUMENT,
    Tags: tagList(tags),
  });
}

async function addVersions(
  iam: IAM,
  spec: ResolvedRoleSpec,
  count: number,
): Promise<void> {
  for (let version = 0; version < count; version++) {
    await iam.createPolicyVersion({
      PolicyArn: policyArn(spec),
      PolicyDocument: DOCUMENT,
      SetAsDefault: true,
    });
  }
}

function addInlinePolicy(iam: IAM, { roleName }: ResolvedRoleSpec) {
  return iam.putRolePolicy({
    RoleName: roleName,
    PolicyName: 'by-hand',
    PolicyDocument: DOCUMENT,
  });
}

/** The spec's profile, containing another role. */
async function makeTheirProfile(
  iam: IAM,
  spec: ResolvedRoleSpec,
  tags: Record<string, string>,
): Promise<void> {
  const { path: Path, instanceProfileName: InstanceProfileName } = spec;
  const RoleName = theirRoleName(spec.roleName);
  await iam.createRole({
    RoleName,
    Path,
    AssumeRolePolicyDocument: JSON.stringify(trustPolicy(spec)),
  });
  await iam.createInstanceProfile({
    InstanceProfileName,
    Path,
    Tags: tagList({ ...tags, team: 'by-hand' }),
  });
  await iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName });
}

function tagList(tags: Record<string, string>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
