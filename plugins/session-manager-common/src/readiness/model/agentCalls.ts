import { ProblemCode, Stage } from './Readiness';

/**
 * A call that the agent makes to start and log a session, and the effect of its
 * denial. From aws/amazon-ssm-agent at 1c217c8; `source` names the file.
 *
 * Placeholders of a resource are in braces; `*` stands for an unknown part.
 *
 * @public
 */
export interface AgentCall {
  stage: Stage;
  /** The problem that a denial of the call causes. */
  code: ProblemCode;
  action: string;
  /** The resource on which AWS authorizes the call. */
  resource: string;
  /** An alternative resource on which AWS may authorize the call. */
  resourceToo?: string;
  /** The resource to display, if that is clearer than `resource`. */
  shown?: string;
  /** The resource to name in a policy, if it differs from `resource`. */
  grantOn?: string;
  /** When the agent makes the call. */
  when: string;
  /** The effect of a denial. */
  refused: string;
  source: string;
}

/** @public */
export type AgentCallId =
  | 'register'
  | 'createControlChannel'
  | 'openControlChannel'
  | 'readParameters'
  | 'createDataChannel'
  | 'openDataChannel'
  | 'decryptSessionKey'
  | 'validateLogGroup'
  | 'validateBucket'
  | 'findLogGroup'
  | 'createLogStream'
  | 'describeLogStreams'
  | 'putLogEvents'
  | 'readBucketEncryption'
  | 'putLog'
  | 'putLogAcl'
  | 'encryptLog';

const CHANNEL = 'arn:{partition}:ssmmessages:{region}:{account}:*';
const LOG_GROUPS = 'arn:{partition}:logs:{region}:{account}:log-group';
const STREAM = `${LOG_GROUPS}:{logGroup}:log-stream:*`;

/**
 * The agent's calls, in the order in which the agent makes them.
 *
 * @public
 */
export const AGENT_CALLS: Readonly<Record<AgentCallId, AgentCall>> = {
  register: {
    stage: 'online',
    code: 'update-instance-information-denied',
    action: 'ssm:UpdateInstanceInformation',
    resource: '{node}',
    when: 'when the agent starts, with each new credentials',
    refused:
      'On EC2, the node never comes online unless Default Host Management lends it another role. It does not stop a hybrid node.',
    source: 'common/identity/credentialproviders/ec2roleprovider',
  },
  createControlChannel: {
    stage: 'online',
    code: 'create-control-channel-denied',
    action: 'ssmmessages:CreateControlChannel',
    resource: CHANNEL,
    grantOn: '*',
    when: 'when the agent starts',
    refused: 'The node never connects; the agent retries forever.',
    source: 'agent/session/controlchannel/controlchannel.go',
  },
  openControlChannel: {
    stage: 'online',
    code: 'open-control-channel-denied',
    action: 'ssmmessages:OpenControlChannel',
    resource: CHANNEL,
    grantOn: '*',
    when: 'when the agent starts',
    refused: 'The node never connects; the agent retries forever.',
    source: 'agent/session/controlchannel/controlchannel.go',
  },
  readParameters: {
    stage: 'start',
    code: 'preferences-parameter-denied',
    action: 'ssm:GetParameters',
    resource: 'arn:{partition}:ssm:{region}:{account}:parameter/{parameter}',
    when: 'with inputs that read a value from Parameter Store ({{ssm:name}})',
    refused: 'The agent drops the session.',
    source: 'agent/framework/docparser/parameterstore/parameterstore.go',
  },
  createDataChannel: {
    stage: 'start',
    code: 'create-data-channel-denied',
    action: 'ssmmessages:CreateDataChannel',
    resource: CHANNEL,
    grantOn: '*',
    when: 'when a session starts',
    refused: 'The session fails.',
    source: 'agent/session/datachannel/datachannel.go',
  },
  openDataChannel: {
    stage: 'start',
    code: 'open-data-channel-denied',
    action: 'ssmmessages:OpenDataChannel',
    resource: CHANNEL,
    // An AWS managed policy allows the action on sessions. Whether that is
    // sufficient is not documented.
    resourceToo: 'arn:{partition}:ssm:{region}:{account}:session/*',
    grantOn: '*',
    when: 'when a session starts',
    refused: 'The session fails.',
    source: 'agent/session/datachannel/datachannel.go',
  },
  decryptSessionKey: {
    stage: 'start',
    code: 'session-key-decrypt-denied',
    action: 'kms:Decrypt',
    resource: '{sessionKey}',
    when: 'with kmsKeyId, except for port sessions',
    refused: 'The session fails.',
    source: 'agent/session/crypto/kmsservice.go',
  },
  validateLogGroup: {
    stage: 'start',
    code: 'cw-encryption-check-denied',
    action: 'logs:DescribeLogGroups',
    // AWS authorizes the call on the list of log groups, not on a single one.
    resource: `${LOG_GROUPS}::log-stream:`,
    shown: '*',
    grantOn: `${LOG_GROUPS}:*`,
    when: 'with cloudWatchLogGroupName and cloudWatchEncryptionEnabled',
    refused: 'The session fails, as it does for a log group without a KMS key.',
    source: 'agent/session/shell/shell.go',
  },
  validateBucket: {
    stage: 'start',
    code: 's3-encryption-check-denied',
    action: 's3:GetEncryptionConfiguration',
    resource: '{bucket}',
    when: 'with s3BucketName and s3EncryptionEnabled',
    refused: 'The session fails.',
    source: 'agent/session/shell/shell.go, agent/s3util/s3util.go',
  },
  findLogGroup: {
    stage: 'log',
    code: 'cw-group-check-denied',
    action: 'logs:DescribeLogGroups',
    resource: `${LOG_GROUPS}::log-stream:`,
    shown: '*',
    grantOn: `${LOG_GROUPS}:*`,
    when: 'with cloudWatchLogGroupName, without cloudWatchEncryptionEnabled',
    refused:
      'With streaming, the log in CloudWatch Logs is lost. Without streaming, the agent only warns.',
    source: 'agent/session/shell/shell.go',
  },
  createLogStream: {
    stage: 'log',
    code: 'cw-create-stream-denied',
    action: 'logs:CreateLogStream',
    resource: STREAM,
    when: 'with cloudWatchLogGroupName, at the first output or at the end',
    refused: 'The log in CloudWatch Logs is lost.',
    source: 'agent/agentlogstocloudwatch/cloudwatchlogspublisher',
  },
  describeLogStreams: {
    stage: 'log',
    code: 'cw-describe-streams-denied',
    action: 'logs:DescribeLogStreams',
    resource: `${LOG_GROUPS}:{logGroup}:log-stream:`,
    grantOn: `${LOG_GROUPS}:{logGroup}:*`,
    when: 'with cloudWatchLogGroupName, before the first events',
    refused: 'Nothing is lost: the token that it returns is no longer needed.',
    source: 'agent/agentlogstocloudwatch/cloudwatchlogspublisher',
  },
  putLogEvents: {
    stage: 'log',
    code: 'cw-put-events-denied',
    action: 'logs:PutLogEvents',
    resource: STREAM,
    when: 'with cloudWatchLogGroupName, each second or at the end',
    refused:
      'The log in CloudWatch Logs is lost; the agent retries forever, so that the session never finishes on the node.',
    source: 'agent/agentlogstocloudwatch/cloudwatchlogspublisher',
  },
  readBucketEncryption: {
    stage: 'log',
    code: 's3-encryption-check-skipped',
    action: 's3:GetEncryptionConfiguration',
    resource: '{bucket}',
    when: 'with s3BucketName, before the upload',
    refused:
      'The log is uploaded without encryption headers, which matters only if the bucket policy requires them.',
    source: 'agent/s3util/s3util.go',
  },
  putLog: {
    stage: 'log',
    code: 's3-put-denied',
    action: 's3:PutObject',
    resource: '{bucket}/{folder}*.log',
    shown: '{bucket}/{folder}*',
    grantOn: '{bucket}/{folder}*',
    when: 'with s3BucketName, at the end',
    refused: 'The log in S3 is lost.',
    source: 'agent/s3util/s3util.go, agent/session/shell/shell.go',
  },
  putLogAcl: {
    stage: 'log',
    code: 's3-put-acl-denied',
    action: 's3:PutObjectAcl',
    resource: '{bucket}/{folder}*.log',
    shown: '{bucket}/{folder}*',
    grantOn: '{bucket}/{folder}*',
    when: 'with s3BucketName, at the end; in the bucket’s own account it needs no permission, and only a deny makes it unknown',
    refused: 'The log in S3 is lost.',
    source: 'agent/s3util/s3util.go',
  },
  encryptLog: {
    stage: 'log',
    code: 's3-key-generate-denied',
    action: 'kms:GenerateDataKey',
    resource: '{bucketKey}',
    when: 'with a bucket that is encrypted with a KMS key; S3 makes the call for the role',
    refused: 'The log in S3 is lost.',
    source: 'agent/s3util/s3util.go',
  },
};
