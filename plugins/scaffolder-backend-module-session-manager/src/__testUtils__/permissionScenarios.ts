import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AssociateIamInstanceProfileCommand,
  EC2Client,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateInstanceProfileCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
} from '@aws-sdk/client-s3';
import { CreateDocumentCommand } from '@aws-sdk/client-ssm';
import { RoleSpec, trustPolicy } from 'backstage-plugin-session-manager-common';
import { AwsAccounts, PortalPart } from 'backstage-plugin-session-manager-node';
import { openGate } from './gate';
import { noKnownRoles } from './localAws';
import { OWNER } from './portal';
import { runAction } from './runAction';
import { attachInstanceProfileAction } from '../attachInstanceProfile/attachInstanceProfileAction';
import { checkReadinessAction } from '../checkReadiness/checkReadinessAction';
import { createRoleAction } from '../createRole/createRoleAction';
import { deleteRoleAction } from '../deleteRole/deleteRoleAction';
import { grantLogAccessAction } from '../grantLogAccess/grantLogAccessAction';

/** A run of an action, in a situation that takes certain permissions. */
export interface Scenario {
  part: PortalPart;
  /** The situation, as the end of a sentence. */
  when: string;
  /** Brings it about, by credentials that may do everything; the run gets it. */
  lay?: (accounts: AwsAccounts) => Promise<unknown>;
  /** Runs the action; gives what it failed with, if it did. */
  run: (accounts: AwsAccounts, laid: unknown) => Promise<Error | undefined>;
  /** The account has no regions configured: all are looked at. */
  everyRegion?: boolean;
  /** The account is configured with it since the situation came about. */
  permissionsBoundaryArn?: string;
  /** What it is to fail with even so. */
  failsWith?: RegExp;
  /** The permissions without any of which it must not work. */
  takes: readonly string[];
}

const ROLE = 'payments-session-role';
const POLICY_ARN = `arn:aws:iam::111122223333:policy/session-manager/${ROLE}-SessionManagerPermissions`;
const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';
const REGION = 'us-east-1';
const SPEC: RoleSpec = {
  roleName: ROLE,
  s3: { bucket: 'corp-session-logs' },
  roleTags: { team: 'payments' },
  policyTags: { team: 'payments' },
};

/** Runs an action; gives what it failed with, if it did. */
async function failureOf(
  ...run: Parameters<typeof runAction>
): Promise<Error | undefined> {
  try {
    await runAction(...run);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

const create = (
  accounts: AwsAccounts,
  more: Partial<RoleSpec> & { exclusive?: boolean } = {},
) =>
  failureOf(
    createRoleAction({ ...openGate(accounts), knownRoles: noKnownRoles() }),
    {
      ...SPEC,
      ...more,
    },
  );

const remove = (accounts: AwsAccounts) =>
  failureOf(
    deleteRoleAction({ ...openGate(accounts), knownRoles: noKnownRoles() }),
    {
      roleName: ROLE,
      confirmRoleName: ROLE,
    },
  );

/** What is laid must stand. */
async function laid(accounts: AwsAccounts, more: Partial<RoleSpec> = {}) {
  const error = await create(accounts, more);
  if (error) {
    throw error;
  }
  return (await accounts.get()).iam;
}

const READS = [
  'iam:GetInstanceProfile',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:GetRole',
  'iam:ListAttachedRolePolicies',
  'iam:ListEntitiesForPolicy',
  'iam:ListInstanceProfilesForRole',
  'iam:ListPolicyVersions',
  'iam:ListRolePolicies',
];

const OTHER_POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
  ],
});

const OTHER_TRUST = JSON.stringify(
  trustPolicy({ roleName: ROLE, accountId: '111122223333', target: 'hybrid' }),
);

async function writeVersions(iam: IAMClient, count: number) {
  for (let version = 0; version < count; version++) {
    await iam.send(
      new CreatePolicyVersionCommand({
        PolicyArn: POLICY_ARN,
        PolicyDocument: OTHER_POLICY,
        SetAsDefault: true,
      }),
    );
  }
}

const CREATIONS: Omit<Scenario, 'part'>[] = [
  {
    when: 'there is nothing yet',
    run: accounts => create(accounts),
    takes: [
      'iam:AddRoleToInstanceProfile',
      'iam:AttachRolePolicy',
      'iam:CreateInstanceProfile',
      'iam:CreatePolicy',
      'iam:CreateRole',
      'iam:PassRole',
      'iam:TagInstanceProfile',
      'iam:TagPolicy',
      'iam:TagRole',
    ],
  },
  {
    when: 'the account has a permissions boundary, and there is nothing yet',
    permissionsBoundaryArn: BOUNDARY,
    run: accounts => create(accounts),
    takes: ['iam:AttachRolePolicy', 'iam:CreateRole'],
  },
  {
    when: 'the account has a permissions boundary, and the role has none',
    permissionsBoundaryArn: BOUNDARY,
    lay: laid,
    run: accounts => create(accounts, { policyType: 'inline' }),
    takes: ['iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
  },
  {
    when: 'all is as asked',
    lay: laid,
    run: accounts => create(accounts),
    takes: READS,
  },
  {
    when: 'the role and its policy were changed by hand, often',
    lay: async accounts => {
      const iam = await laid(accounts);
      await iam.send(
        new UpdateRoleCommand({ RoleName: ROLE, Description: 'by hand' }),
      );
      await iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: ROLE,
          PolicyDocument: OTHER_TRUST,
        }),
      );
      await writeVersions(iam, 4);
    },
    run: accounts => create(accounts),
    takes: [
      'iam:CreatePolicyVersion',
      'iam:DeletePolicyVersion',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
    ],
  },
  {
    when: 'tags are not wanted any more',
    lay: accounts =>
      laid(accounts, {
        roleTags: { team: 'payments', old: 'yes' },
        policyTags: { team: 'payments', old: 'yes' },
      }),
    run: accounts => create(accounts),
    takes: ['iam:UntagInstanceProfile', 'iam:UntagPolicy', 'iam:UntagRole'],
  },
  {
    when: 'the role is to get a permissions boundary',
    lay: laid,
    run: accounts => create(accounts, { permissionsBoundaryArn: BOUNDARY }),
    takes: ['iam:PutRolePermissionsBoundary'],
  },
  {
    when: 'the role is to lose its permissions boundary',
    lay: accounts => laid(accounts, { permissionsBoundaryArn: BOUNDARY }),
    run: accounts => create(accounts),
    takes: ['iam:DeleteRolePermissionsBoundary'],
  },
  {
    when: 'the policy is to be inline from now on',
    lay: laid,
    run: accounts => create(accounts, { policyType: 'inline' }),
    takes: ['iam:DeletePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePolicy'],
  },
  {
    when: 'the policy is not to be inline any more',
    lay: accounts => laid(accounts, { policyType: 'inline' }),
    run: accounts => create(accounts),
    takes: ['iam:DeleteRolePolicy', 'iam:GetRolePolicy'],
  },
  {
    when: 'the role is for hybrid nodes from now on, and nothing else is to stay',
    lay: laid,
    run: accounts => create(accounts, { target: 'hybrid', exclusive: true }),
    takes: ['iam:DeleteInstanceProfile', 'iam:RemoveRoleFromInstanceProfile'],
  },
  {
    when: 'it is refused after the role was made, which is removed again',
    lay: async accounts => {
      const { iam } = await accounts.get();
      await iam.send(
        new CreateInstanceProfileCommand({ InstanceProfileName: ROLE }),
      );
    },
    run: accounts => create(accounts),
    failsWith: /^Refused: .* removed again\.$/,
    takes: ['iam:DeleteRole'],
  },
];

const DELETIONS: Omit<Scenario, 'part'>[] = [
  {
    when: 'the role has all that a role can have',
    lay: async accounts => {
      const iam = await laid(accounts);
      await writeVersions(iam, 1);
      await iam.send(
        new PutRolePolicyCommand({
          RoleName: ROLE,
          PolicyName: 'by-hand',
          PolicyDocument: OTHER_POLICY,
        }),
      );
    },
    run: accounts => remove(accounts),
    takes: [
      ...READS,
      'ec2:DescribeIamInstanceProfileAssociations',
      'iam:DeleteInstanceProfile',
      'iam:DeletePolicy',
      'iam:DeletePolicyVersion',
      'iam:DeleteRole',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:GetRolePolicy',
      'iam:RemoveRoleFromInstanceProfile',
    ],
  },
  {
    when: 'the account has no regions configured',
    lay: laid,
    run: accounts => remove(accounts),
    everyRegion: true,
    takes: ['ec2:DescribeRegions'],
  },
];

/** A role on which sessions are logged, and all that decides about that. */
async function layLoggedSessions(accounts: AwsAccounts): Promise<void> {
  const account = await accounts.get();
  const [kms, s3] = [account.kms(REGION), account.s3(REGION)];
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const kmsKeyArn = KeyMetadata?.Arn;
  const Bucket = 'corp-session-logs';
  const logGroup = '/ssm/sessions';
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: kmsKeyArn,
            },
          },
        ],
      },
    }),
  );
  await account.logs(REGION).send(
    new CreateLogGroupCommand({
      logGroupName: logGroup,
      kmsKeyId: kmsKeyArn,
    }),
  );
  await account.ssm(REGION).send(
    new CreateDocumentCommand({
      Name: 'SSM-SessionManagerRunShell',
      DocumentType: 'Session',
      Content: JSON.stringify({
        schemaVersion: '1.0',
        inputs: {
          s3BucketName: Bucket,
          s3EncryptionEnabled: true,
          cloudWatchLogGroupName: logGroup,
          cloudWatchEncryptionEnabled: true,
          kmsKeyId: kmsKeyArn,
        },
      }),
    }),
  );
  const iam = await laid(accounts, {
    kmsKeyArn,
    s3: { bucket: Bucket, kmsKeyArn },
    cloudWatchLogs: { logGroup },
  });
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: ROLE,
      PolicyName: 'by-hand',
      PolicyDocument: OTHER_POLICY,
    }),
  );
}

/** A role that may do nothing but what Default Host Management lends. */
async function layMuteRole(accounts: AwsAccounts): Promise<void> {
  const { iam } = await accounts.get();
  await iam.send(
    new CreateRoleCommand({
      RoleName: ROLE,
      Path: '/session-manager/',
      AssumeRolePolicyDocument: JSON.stringify(trustPolicy(SPEC)),
    }),
  );
}

const check = (accounts: AwsAccounts) =>
  failureOf(checkReadinessAction(openGate(accounts)), {
    roleArn: `arn:aws:iam::111122223333:role/session-manager/${ROLE}`,
    onUnknown: 'fail',
  });

const CHECKS: Omit<Scenario, 'part'>[] = [
  {
    when: 'the preferences ask for all that they can ask for',
    lay: layLoggedSessions,
    run: accounts => check(accounts),
    takes: [
      ...READS,
      'iam:GetRolePolicy',
      'iam:SimulatePrincipalPolicy',
      'kms:DescribeKey',
      'kms:GetKeyPolicy',
      'logs:DescribeLogGroups',
      's3:GetBucketPolicy',
      's3:GetEncryptionConfiguration',
      's3:ListBucket',
      'ssm:GetDocument',
    ],
  },
  {
    when: 'the role may not register',
    lay: layMuteRole,
    run: accounts => check(accounts),
    failsWith: /Sessions fail, because the node stays offline/,
    takes: ['ssm:GetServiceSetting'],
  },
];

const TAG = { Key: 'service', Value: 'payments' };

/** A role, and an instance of the service. */
async function layInstance(accounts: AwsAccounts) {
  await laid(accounts);
  const ec2 = (await accounts.get()).ec2(REGION);
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-12345678',
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: [TAG] }],
    }),
  );
  return { ec2, InstanceId: Instances[0].InstanceId ?? '' };
}

/** The same, with another instance profile on it. */
async function layUsedInstance(
  accounts: AwsAccounts,
): Promise<{ ec2: EC2Client; InstanceId: string }> {
  const { ec2, InstanceId } = await layInstance(accounts);
  await laid(accounts, { roleName: 'orders-session-role' });
  await ec2.send(
    new AssociateIamInstanceProfileCommand({
      InstanceId,
      IamInstanceProfile: { Name: 'orders-session-role' },
    }),
  );
  return { ec2, InstanceId };
}

const attach = (accounts: AwsAccounts, more: object = {}) =>
  failureOf(attachInstanceProfileAction(openGate(accounts)), {
    region: REGION,
    roleName: ROLE,
    tags: { [TAG.Key]: TAG.Value },
    ...more,
  });

const ATTACHMENTS: Omit<Scenario, 'part'>[] = [
  {
    when: 'the instance has no instance profile',
    lay: layInstance,
    run: accounts => attach(accounts),
    takes: [
      'ec2:AssociateIamInstanceProfile',
      'ec2:DescribeIamInstanceProfileAssociations',
      'ec2:DescribeInstances',
      'iam:GetInstanceProfile',
      'iam:ListInstanceProfilesForRole',
      'iam:PassRole',
    ],
  },
  {
    when: 'it replaces another on a running instance',
    lay: layUsedInstance,
    run: accounts => attach(accounts, { replace: true }),
    takes: ['ec2:ReplaceIamInstanceProfileAssociation', 'iam:PassRole'],
  },
  {
    when: 'it replaces another on a stopped instance',
    lay: async accounts => {
      const { ec2, InstanceId } = await layUsedInstance(accounts);
      await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }));
    },
    run: accounts => attach(accounts, { replace: true }),
    takes: ['ec2:DisassociateIamInstanceProfile'],
  },
];

const LOGS = { bucket: 'audit-logs', prefix: 'payments', bucketOwner: OWNER };

/** A role, and another account's bucket with a key of its own: its ARN. */
async function layBucket(accounts: AwsAccounts): Promise<string | undefined> {
  await laid(accounts);
  const owner = await accounts.get(OWNER);
  await owner.s3(REGION).send(new CreateBucketCommand({ Bucket: LOGS.bucket }));
  const { KeyMetadata } = await owner
    .kms(REGION)
    .send(new CreateKeyCommand({}));
  return KeyMetadata?.Arn;
}

const grant = (accounts: AwsAccounts, kmsKeyArn: unknown, revoke = false) =>
  failureOf(grantLogAccessAction({ ...openGate(accounts), settleMs: 1 }), {
    roleName: ROLE,
    s3: { ...LOGS, kmsKeyArn },
    revoke,
  });

const GRANTS: Omit<Scenario, 'part'>[] = [
  {
    when: 'neither the bucket nor its key knows the role',
    lay: layBucket,
    run: (accounts, keyArn) => grant(accounts, keyArn),
    takes: [
      'iam:GetRole',
      'kms:GetKeyPolicy',
      'kms:PutKeyPolicy',
      's3:GetBucketPolicy',
      's3:PutBucketPolicy',
    ],
  },
  {
    when: 'the role’s statements are all that the bucket policy has, and go',
    lay: async accounts => {
      const key = await layBucket(accounts);
      await grant(accounts, key);
      return key;
    },
    run: (accounts, keyArn) => grant(accounts, keyArn, true),
    takes: ['s3:DeleteBucketPolicy'],
  },
];

const ELSEWHERE: Omit<Scenario, 'part'>[] = [
  {
    when: 'an action works in another account',
    lay: layBucket,
    run: (accounts, keyArn) => grant(accounts, keyArn),
    takes: ['sts:AssumeRole'],
  },
];

/** Every action, in the situations that take all of its permissions. */
export const scenarios: readonly Scenario[] = [
  ...CREATIONS.map(one => ({
    ...one,
    part: 'session-manager:role:create' as const,
  })),
  ...DELETIONS.map(one => ({
    ...one,
    part: 'session-manager:role:delete' as const,
  })),
  ...CHECKS.map(one => ({
    ...one,
    part: 'session-manager:readiness:check' as const,
  })),
  ...ATTACHMENTS.map(one => ({
    ...one,
    part: 'session-manager:instance-profile:attach' as const,
  })),
  ...GRANTS.map(one => ({
    ...one,
    part: 'session-manager:log-access:grant' as const,
  })),
  ...ELSEWHERE.map(one => ({ ...one, part: 'other-accounts' as const })),
];
