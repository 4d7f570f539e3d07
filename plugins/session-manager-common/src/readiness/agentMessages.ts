import { ProblemCode } from './Readiness';

const CHANNEL =
  'request failed: unexpected response from the service <AccessDeniedException>*';
const CLOUDWATCH_NOT_ENCRYPTED =
  "We couldn't start the session because encryption is not set up on the selected CloudWatch Logs log group. Either encrypt the log group or choose an option to enable logging without encryption.";
const GROUP_NOT_VALIDATED =
  'The CloudWatch log group specified in session preferences either does not exist or unable to validate its existence. This might result in no logging of session data to CloudWatch.';
const S3_ENCRYPTION_CHECK =
  "Couldn't start the session because we are unable to validate encryption on Amazon S3 bucket. Error: ";
const S3_UPLOAD = 'Failed to upload shell session logs to S3: *';

/**
 * What the agent says of each problem; `*` stands for what differs. From
 * aws/amazon-ssm-agent at 1c217c8: the file is named with each group.
 */
export const AGENT_MESSAGES: Readonly<Record<ProblemCode, string>> = {
  // common/identity/credentialproviders/ec2roleprovider/ec2_role_provider.go
  'update-instance-information-denied':
    'Failed to connect to Systems Manager with instance profile role credentials. Err: *',
  // agent/session/controlchannel/controlchannel.go
  'create-control-channel-denied': `CreateControlChannel failed with error: createControlChannel ${CHANNEL}`,
  'open-control-channel-denied':
    'failed to connect controlchannel with error: *',
  // agent/session/plugins/sessionplugin/sessionplugin.go, agent/session/datachannel/datachannel.go
  'create-data-channel-denied': `Setting up data channel with id * failed: failed to create websocket for datachannel with error: CreateDataChannel failed with no output or error: createDataChannel ${CHANNEL}`,
  'open-data-channel-denied':
    'Setting up data channel with id * failed: failed to open datachannel with error: failed to connect data channel with error: *',
  // agent/session/crypto/kmsservice.go, agent/session/crypto/blockcipher.go
  'session-key-decrypt-denied':
    'Encountered error while initiating handshake. Fetching data key failed: Unable to retrieve data key, Error when decrypting data key AccessDeniedException: *',
  // agent/session/shell/shell.go, agent/session/config/config.go
  's3-encryption-check-denied': `${S3_ENCRYPTION_CHECK}AccessDenied: Access Denied*`,
  's3-encryption-check-failed': `${S3_ENCRYPTION_CHECK}*`,
  's3-bucket-not-encrypted':
    "We couldn't start the session because encryption is not set up on the selected Amazon S3 bucket. Either encrypt the bucket or choose an option to enable logging without encryption.",
  'cw-encryption-check-denied': CLOUDWATCH_NOT_ENCRYPTED,
  'cw-encryption-group-missing': CLOUDWATCH_NOT_ENCRYPTED,
  'cw-group-not-encrypted': CLOUDWATCH_NOT_ENCRYPTED,
  'cw-streaming-dropped': GROUP_NOT_VALIDATED,
  'cw-group-check-denied': GROUP_NOT_VALIDATED,
  'cw-group-missing': GROUP_NOT_VALIDATED,
  // agent/agentlogstocloudwatch/cloudwatchlogspublisher/cloudwatchlogsservice.go
  'cw-create-stream-denied':
    'Error Creating Log Stream for CloudWatchLogs output: *',
  'cw-describe-streams-denied': 'Error Calling DescribeLogStreams:*',
  'cw-put-events-denied': 'Failed to upload message to CloudWatch, err: *',
  // agent/s3util/s3util.go, agent/session/shell/shell.go
  's3-put-denied': S3_UPLOAD,
  's3-put-acl-denied': S3_UPLOAD,
  's3-bucket-policy-missing': S3_UPLOAD,
  's3-key-generate-denied': S3_UPLOAD,
  's3-encryption-check-skipped': 'Bucket is not encrypted',
  // agent/session/shell/shell_unix.go
  'run-as-user-missing':
    'Unable to start command: please set the RunAs default user*',
};
