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

// Not of the account: nobody deletes it, and it need not be read.
const AWS_POLICY = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';

/** A policy of someone else that is attached to the role. */
export const theirPolicyName = (roleName: string) => `${roleName}-theirs`;

/** A role of someone else. */
export const theirRoleName = (roleName: string) => `${roleName}-theirs`;

/**
 * A role as it was made from a spec, and all that can differ from another spec
 * does: that names another policy and another profile, which a run that died
 * has made; the policy has gone through five versions since, the profile has
 * got a role of someone else; and people have changed role, trust, tags and
 * attachments by hand.
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
 * A role that has been in use: its policy has versions, and people have added
 * a policy and an inline one.
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

/** The spec's profile, with another role in it. */
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
