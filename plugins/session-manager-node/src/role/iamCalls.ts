import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  Tag,
  TagInstanceProfileCommand,
  TagPolicyCommand,
  TagRoleCommand,
  UntagInstanceProfileCommand,
  UntagPolicyCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import {
  Operation,
  PolicyDocument,
  Step,
  Tags,
} from 'backstage-plugin-session-manager-common';
import { callOptions } from '../accounts/clientOptions';

type StepOf<Op extends Operation> = Extract<Step, { operation: Op }>;

type Calls = {
  [Op in Operation]: (iam: IAMClient, step: StepOf<Op>) => Promise<unknown>;
};

/** The IAM call for each operation of a plan. */
const CALLS: Calls = {
  CreatePolicy: (iam, { name, after }) =>
    iam.send(
      new CreatePolicyCommand({
        PolicyName: name,
        Path: after.path,
        Description: after.description || undefined,
        PolicyDocument: json(after.document),
        Tags: tagList(after.tags),
      }),
      callOptions(),
    ),
  CreatePolicyVersion: (iam, { arn, after }) =>
    iam.send(
      new CreatePolicyVersionCommand({
        PolicyArn: arn,
        PolicyDocument: json(after),
        SetAsDefault: true,
      }),
      callOptions(),
    ),
  DeletePolicyVersion: (iam, { arn, before }) =>
    iam.send(
      new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId: before }),
      callOptions(),
    ),
  DeletePolicy: (iam, { arn }) =>
    iam.send(new DeletePolicyCommand({ PolicyArn: arn }), callOptions()),
  TagPolicy: (iam, { arn, after }) =>
    iam.send(
      new TagPolicyCommand({ PolicyArn: arn, Tags: tagList(after) }),
      callOptions(),
    ),
  UntagPolicy: (iam, { arn, before }) =>
    iam.send(
      new UntagPolicyCommand({ PolicyArn: arn, TagKeys: Object.keys(before) }),
      callOptions(),
    ),
  CreateRole: (iam, { name, after }) =>
    iam.send(
      new CreateRoleCommand({
        RoleName: name,
        Path: after.path,
        Description: after.description || undefined,
        AssumeRolePolicyDocument: json(after.trust),
        MaxSessionDuration: after.maxSessionDuration,
        PermissionsBoundary: after.permissionsBoundaryArn,
        Tags: tagList(after.tags),
      }),
      callOptions(),
    ),
  UpdateRole: (iam, { name, after }) =>
    iam.send(
      new UpdateRoleCommand({
        RoleName: name,
        Description: after.description,
        MaxSessionDuration: after.maxSessionDuration,
      }),
      callOptions(),
    ),
  UpdateAssumeRolePolicy: (iam, { name, after }) =>
    iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: name,
        PolicyDocument: json(after),
      }),
      callOptions(),
    ),
  PutRolePermissionsBoundary: (iam, { name, after }) =>
    iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: name,
        PermissionsBoundary: after,
      }),
      callOptions(),
    ),
  DeleteRolePermissionsBoundary: (iam, { name }) =>
    iam.send(
      new DeleteRolePermissionsBoundaryCommand({ RoleName: name }),
      callOptions(),
    ),
  TagRole: (iam, { name, after }) =>
    iam.send(
      new TagRoleCommand({ RoleName: name, Tags: tagList(after) }),
      callOptions(),
    ),
  UntagRole: (iam, { name, before }) =>
    iam.send(
      new UntagRoleCommand({ RoleName: name, TagKeys: Object.keys(before) }),
      callOptions(),
    ),
  DeleteRole: (iam, { name }) =>
    iam.send(new DeleteRoleCommand({ RoleName: name }), callOptions()),
  PutRolePolicy: (iam, { name, after }) =>
    iam.send(
      new PutRolePolicyCommand({
        RoleName: name,
        PolicyName: after.policyName,
        PolicyDocument: json(after.document),
      }),
      callOptions(),
    ),
  DeleteRolePolicy: (iam, { name, before }) =>
    iam.send(
      new DeleteRolePolicyCommand({ RoleName: name, PolicyName: before }),
      callOptions(),
    ),
  AttachRolePolicy: (iam, { name, after }) =>
    iam.send(
      new AttachRolePolicyCommand({ RoleName: name, PolicyArn: after }),
      callOptions(),
    ),
  DetachRolePolicy: (iam, { name, before }) =>
    iam.send(
      new DetachRolePolicyCommand({ RoleName: name, PolicyArn: before }),
      callOptions(),
    ),
  CreateInstanceProfile: (iam, { name, after }) =>
    iam.send(
      new CreateInstanceProfileCommand({
        InstanceProfileName: name,
        Path: after.path,
        Tags: tagList(after.tags),
      }),
      callOptions(),
    ),
  DeleteInstanceProfile: (iam, { name }) =>
    iam.send(
      new DeleteInstanceProfileCommand({ InstanceProfileName: name }),
      callOptions(),
    ),
  TagInstanceProfile: (iam, { name, after }) =>
    iam.send(
      new TagInstanceProfileCommand({
        InstanceProfileName: name,
        Tags: tagList(after),
      }),
      callOptions(),
    ),
  UntagInstanceProfile: (iam, { name, before }) =>
    iam.send(
      new UntagInstanceProfileCommand({
        InstanceProfileName: name,
        TagKeys: Object.keys(before),
      }),
      callOptions(),
    ),
  AddRoleToInstanceProfile: (iam, { name, after }) =>
    iam.send(
      new AddRoleToInstanceProfileCommand({
        InstanceProfileName: name,
        RoleName: after,
      }),
      callOptions(),
    ),
  RemoveRoleFromInstanceProfile: (iam, { name, before }) =>
    iam.send(
      new RemoveRoleFromInstanceProfileCommand({
        InstanceProfileName: name,
        RoleName: before,
      }),
      callOptions(),
    ),
};

/** Makes the single call of a step. */
export async function callIam<S extends Step>(
  iam: IAMClient,
  step: S,
): Promise<void> {
  const call = CALLS[step.operation] as (
    iam: IAMClient,
    step: S,
  ) => Promise<unknown>;
  await call(iam, step);
}

function json(document: PolicyDocument): string {
  return JSON.stringify(document);
}

function tagList(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
