import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
} from '@aws-sdk/client-s3';
import { CreateDocumentCommand } from '@aws-sdk/client-ssm';
import { trustPolicy } from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { checkReadinessAction } from '../../checkReadiness/checkReadinessAction';
import { openGate } from '../gate';
import { OTHER_POLICY } from './documents';
import { seedRole, READS, REGION, ROLE, SPEC } from './role';
import { failureOf, ScenariosOf } from './Scenario';

/** Denials that do not apply to the role; determining that requires reads. */
const GUARDS = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Action: 'ssmmessages:*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-other' } },
    },
    {
      Effect: 'Deny',
      Action: 'kms:*',
      Resource: '*',
      Condition: {
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/secret' },
      },
    },
    {
      Effect: 'Deny',
      Action: 'ssm:UpdateInstanceInformation',
      Resource: '*',
      Condition: { StringEquals: { 'ssm:resourceTag/quarantine': 'yes' } },
    },
  ],
};

/** A role with logged sessions, and everything that readiness depends on. */
async function seedLoggedSessions(accounts: AwsAccounts): Promise<void> {
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
  const iam = await seedRole(accounts, {
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
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: ROLE,
      PolicyName: 'guards',
      PolicyDocument: JSON.stringify(GUARDS),
    }),
  );
  await account.ec2(REGION).send(
    new RunInstancesCommand({
      ImageId: 'ami-12345678',
      MinCount: 1,
      MaxCount: 1,
      IamInstanceProfile: { Name: ROLE },
    }),
  );
}

/** A role that relies on Default Host Management. */
async function seedMuteRole(accounts: AwsAccounts): Promise<void> {
  const { iam } = await accounts.get();
  await iam.send(
    new CreateRoleCommand({
      RoleName: ROLE,
      Path: '/session-manager/',
      AssumeRolePolicyDocument: JSON.stringify(trustPolicy(SPEC)),
    }),
  );
  const profile = { InstanceProfileName: ROLE };
  await iam.send(new CreateInstanceProfileCommand(profile));
  await iam.send(
    new AddRoleToInstanceProfileCommand({ ...profile, RoleName: ROLE }),
  );
}

const check = (accounts: AwsAccounts) =>
  failureOf(checkReadinessAction(openGate(accounts)), {
    roleArn: `arn:aws:iam::111122223333:role/session-manager/${ROLE}`,
    onUnknown: 'fail',
  });

export const checks: ScenariosOf = [
  {
    when: 'the preferences use all features',
    seed: seedLoggedSessions,
    run: accounts => check(accounts),
    takes: [
      ...READS,
      'ec2:DescribeIamInstanceProfileAssociations',
      'ec2:DescribeInstances',
      'iam:GetRolePolicy',
      'iam:SimulatePrincipalPolicy',
      'kms:DescribeKey',
      'kms:GetKeyPolicy',
      'kms:ListAliases',
      'logs:DescribeLogGroups',
      'organizations:DescribeOrganization',
      's3:GetBucketPolicy',
      's3:GetEncryptionConfiguration',
      's3:ListBucket',
      'ssm:GetDocument',
    ],
  },
  {
    when: 'the role is not allowed to register',
    seed: seedMuteRole,
    run: accounts => check(accounts),
    failsWith: /Sessions fail because the node stays offline/,
    takes: ['ssm:GetServiceSetting'],
  },
];
