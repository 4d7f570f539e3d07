import { parseArn } from '../aws/arn';
import { s3AsService } from '../aws/partition';
import { DocumentSpec, partitionOf } from './DocumentSpec';
import { logObjects, putActions } from './logObjects';
import { OneOrMany, PolicyStatement } from '../policy/PolicyDocument';

/**
 * Returns the documented permissions on the narrowest resources that the
 * agent's calls work with. Regions are wildcards, because a role is used in all
 * of them.
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
    statement(
      'SessionChannels',
      [
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      '*',
    ),
    statement(
      'NodeRegistration',
      'ssm:UpdateInstanceInformation',
      spec.target === 'hybrid'
        ? `arn:${partition}:ssm:*:${account}:managed-instance/*`
        : `arn:${partition}:ec2:*:${account}:instance/*`,
    ),
  ];
}

function logStatements(spec: DocumentSpec): PolicyStatement[] {
  if (!spec.cloudWatchLogs) {
    return [];
  }
  const account = spec.accountId ?? '*';
  const group = spec.cloudWatchLogs.logGroup ?? '*';
  return [
    statement(
      'LogStreams',
      ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      `arn:${partitionOf(spec)}:logs:*:${account}:log-group:${group}:*`,
    ),
    statement('LogGroups', 'logs:DescribeLogGroups', '*'),
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
      Condition: viaS3(partition, s3.kmsKeyArn),
    },
  ];
}

/** Only through S3. A bucket and its key are in the same region. */
function viaS3(
  partition: string,
  keyArn: string | undefined,
): PolicyStatement['Condition'] {
  const region = keyArn && parseArn(keyArn)?.region;
  return region
    ? { StringEquals: { 'kms:ViaService': s3AsService(partition, region) } }
    : { StringLike: { 'kms:ViaService': s3AsService(partition, '*') } };
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
