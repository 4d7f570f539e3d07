import { DocumentSpec, partitionOf } from './DocumentSpec';
import { leastPrivilegeStatements } from './leastPrivilege';
import { PolicyDocument, PolicyStatement } from './PolicyDocument';

/**
 * What the role may do. In the `documented` style, exactly the statements of
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 * that the spec asks for.
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
    // The guide lists the same actions in two orders, one for each policy.
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
    // For the bucket's key: the agent writes no log to CloudWatch Logs with a
    // key of its own, so this comes with S3 only.
    ...(s3 ? [allow('kms:GenerateDataKey', '*')] : []),
  ];
}

/** The actions that put a log into the bucket. */
export function putActions(spec: DocumentSpec): string[] {
  // The agent sets the ACL bucket-owner-full-control on each log, which
  // another account's bucket lets it do only with this action.
  return isForeignBucket(spec)
    ? ['s3:PutObject', 's3:PutObjectAcl']
    : ['s3:PutObject'];
}

/** Whether the logs go to a bucket of another account. */
export function isForeignBucket({ s3, accountId }: DocumentSpec): boolean {
  return s3?.bucketOwner !== undefined && s3.bucketOwner !== accountId;
}

/** The ARN pattern of the session logs in the bucket. */
export function logObjects(
  spec: DocumentSpec,
  s3: NonNullable<DocumentSpec['s3']>,
): string {
  const folder = s3.prefix ? `${s3.prefix}/` : '';
  return `arn:${partitionOf(spec)}:s3:::${s3.bucket}/${folder}*`;
}

function allow(Action: string | string[], Resource: string): PolicyStatement {
  return { Effect: 'Allow', Action, Resource };
}
