import { DocumentSpec } from './DocumentSpec';
import { leastPrivilegeStatements } from './leastPrivilege';
import { logObjects, putActions } from './logObjects';
import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';

/**
 * The role's permissions policy. In the style `documented`, exactly the
 * statements of
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 * that the spec requires.
 *
 * @public
 */
export function permissionsPolicy(spec: DocumentSpec): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement:
      spec.policyStyle === 'least-privilege'
        ? leastPrivilegeStatements(spec)
        : documentedStatements(spec),
  };
}

const CHANNELS = [
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

function documentedStatements(spec: DocumentSpec): PolicyStatement[] {
  const { kmsKeyArn, s3, cloudWatchLogs } = spec;
  const logging = s3 !== undefined || cloudWatchLogs !== undefined;
  return [
    // The guide lists the same actions in two orders, one per policy.
    allow(
      logging
        ? [...CHANNELS, 'ssm:UpdateInstanceInformation']
        : ['ssm:UpdateInstanceInformation', ...CHANNELS],
      '*',
    ),
    ...(cloudWatchLogs
      ? [
          allow(
            [
              'logs:CreateLogStream',
              'logs:PutLogEvents',
              'logs:DescribeLogGroups',
              'logs:DescribeLogStreams',
            ],
            '*',
          ),
        ]
      : []),
    ...(s3
      ? [
          allow(putActions(spec), logObjects(spec, s3)),
          allow(['s3:GetEncryptionConfiguration'], '*'),
        ]
      : []),
    ...(kmsKeyArn ? [allow(['kms:Decrypt'], kmsKeyArn)] : []),
    // For the bucket's key. The agent does not use a key to write to CloudWatch
    // Logs, so this is needed with S3 only.
    ...(s3 ? [allow('kms:GenerateDataKey', '*')] : []),
  ];
}

function allow(Action: string | string[], Resource: string): PolicyStatement {
  return { Effect: 'Allow', Action, Resource };
}
