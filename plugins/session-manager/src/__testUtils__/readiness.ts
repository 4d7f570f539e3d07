import { Problem, RoleEvidence } from 'backstage-plugin-session-manager-common';
import { identity } from './roles';

/** A key that the role of the evidence may not use. */
export const KEY = 'arn:aws:kms:us-east-1:444455556666:key/9999';
const KEY_REFUSED: Problem = {
  code: 's3-key-generate-denied',
  stage: 'log',
  severity: 'error',
  action: 'kms:GenerateDataKey',
  resource: KEY,
  agentMessage: 'Failed to upload shell session logs to S3: *',
  decisive: [
    {
      source: 'identity',
      policy: 0,
      index: 1,
      statement: { Effect: 'Deny', Action: 'kms:*', Resource: '*' },
    },
  ],
  repair: {
    kind: 'allow',
    statement: {
      Effect: 'Allow',
      Action: 'kms:GenerateDataKey',
      Resource: KEY,
    },
  },
};

export const PREFERENCES = {
  s3BucketName: 'corp-logs',
  s3KeyPrefix: '',
  s3EncryptionEnabled: true,
  cloudWatchLogGroupName: '/ssm/sessions',
  cloudWatchEncryptionEnabled: false,
  cloudWatchStreamingEnabled: false,
  kmsKeyId: '',
  runAsEnabled: false,
  runAsDefaultUser: '',
};

/** The readiness of a role whose logs to S3 are lost. */
export const evidence: RoleEvidence & { roleArn: string; checkedAt: string } = {
  status: 'found',
  roleArn: identity().roleArn,
  checkedAt: new Date().toISOString(),
  region: 'us-east-1',
  regions: ['us-east-1', 'eu-west-1'],
  readiness: {
    online: 'yes',
    starts: 'yes',
    logged: { s3: 'no', cloudWatchLogs: 'yes' },
    problems: [KEY_REFUSED],
  },
  policies: [
    {
      name: 'payments-policy',
      arn: 'arn:aws:iam::444455556666:policy/payments-policy',
      document: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' },
          { Effect: 'Deny', Action: 'kms:*', Resource: '*' },
        ],
      },
    },
  ],
  preferences: {
    document: { name: 'SSM-SessionManagerRunShell', region: 'us-east-1' },
    status: 'found',
    preferences: PREFERENCES,
  },
  facts: { region: 'us-east-1' },
  simulatorResult: {
    status: 'given',
    compared: 9,
    undecided: 0,
    disagreements: [
      {
        code: 'create-data-channel-denied',
        stage: 'start',
        action: 'ssmmessages:CreateDataChannel',
        resource: '*',
        predicted: 'allowed',
        simulated: 'denied',
        deniedBy: 'organization',
      },
    ],
  },
  repair: {
    spec: {
      roleName: 'payments-session-role',
      accountId: '444455556666',
      s3: { bucket: 'corp-logs', kmsKeyArn: KEY },
    },
    changes: [{ field: 's3.kmsKeyArn', after: KEY }],
    adopt: true,
  },
  instances: {
    status: 'read',
    count: 1,
    instances: [
      {
        instanceId: 'i-0abc',
        ping: 'unseen',
        fits: 'no',
        notes: ['waits-for-credentials'],
      },
    ],
  },
};
