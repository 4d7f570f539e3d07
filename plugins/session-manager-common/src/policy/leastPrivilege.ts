import { partitionFacts } from '../aws/partition';
import { DocumentSpec, partitionOf } from './DocumentSpec';
import { logObjects, putActions } from './permissionsPolicy';
import { OneOrMany, PolicyStatement } from './PolicyDocument';

/**
 * The documented abilities on the narrowest resources that the agent's calls
 * accept. Regions stay open, since a role is used in all of them.
 */
export function leastPrivilegeStatements(
  spec: DocumentSpec,
): PolicyStatement[] {
  return [
    ...nodeStatements(spec),
    ...logStatements(spec),
    ...bucketStatements(spec),
    ...sessionKeyStatements(spec),
  ];
}

function nodeStatements(spec: DocumentSpec): PolicyStatement[] {
  const partition = partitionOf(spec);
  const account = spec.accountId ?? '*';
  return [
    {
      Sid: 'SessionChannels',
      Effect: 'Allow',
      // No resource type is defined for these actions, so none can be named.
      Action: [
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      Resource: '*',
    },
    {
      Sid: 'NodeRegistration',
      Effect: 'Allow',
      Action: 'ssm:UpdateInstanceInformation',
      Resource:
        spec.target === 'hybrid'
          ? `arn:${partition}:ssm:*:${account}:managed-instance/*`
          : `arn:${partition}:ec2:*:${account}:instance/*`,
    },
  ];
}

function logStatements(spec: DocumentSpec): PolicyStatement[] {
  if (!spec.cloudWatchLogs) {
    return [];
  }
  const groups = `arn:${partitionOf(spec)}:logs:*:${spec.accountId ?? '*'}:log-group`;
  const group = `${groups}:${spec.cloudWatchLogs.logGroup ?? '*'}`;
  return [
    statement(
      'LogStreams',
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      `${group}:log-stream:*`,
    ),
    statement('LogStreamsOfGroup', 'logs:DescribeLogStreams', `${group}:*`),
    // The agent lists the groups by prefix, a call that is authorized on the
    // list and not on the one group; narrower, the group counts as missing.
    statement('LogGroups', 'logs:DescribeLogGroups', `${groups}:*`),
  ];
}

function bucketStatements(spec: DocumentSpec): PolicyStatement[] {
  const { s3 } = spec;
  if (!s3) {
    return [];
  }
  const partition = partitionOf(spec);
  return [
    statement('BucketLogs', putActions(spec), logObjects(spec, s3)),
    statement(
      'BucketEncryption',
      's3:GetEncryptionConfiguration',
      `arn:${partition}:s3:::${s3.bucket}`,
    ),
    {
      ...statement(
        'BucketKey',
        'kms:GenerateDataKey',
        s3.kmsKeyArn ?? `arn:${partition}:kms:*:*:key/*`,
      ),
      Condition: {
        StringLike: {
          'kms:ViaService': `s3.*.${partitionFacts(partition).dnsSuffix}`,
        },
      },
    },
  ];
}

function sessionKeyStatements({ kmsKeyArn }: DocumentSpec): PolicyStatement[] {
  return kmsKeyArn ? [statement('SessionKey', 'kms:Decrypt', kmsKeyArn)] : [];
}

function statement(
  Sid: string,
  Action: OneOrMany<string>,
  Resource: string,
): PolicyStatement {
  return { Sid, Effect: 'Allow', Action, Resource };
}
