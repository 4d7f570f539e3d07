import { AgentMessage } from './AgentMessage';

const PUBLISHER =
  'amazon-ssm-agent: agent/agentlogstocloudwatch/cloudwatchlogspublisher/cloudwatchlogsservice.go';
const S3 = 'amazon-ssm-agent: agent/s3util/s3util.go';
const CLOUDWATCH = ['cloudWatchLogGroupName'];
const BUCKET = ['s3BucketName', 's3KeyPrefix'];

/** Messages about lost logs. The user of the session does not see them. */
export const LOG_MESSAGES = [
  {
    id: 'cw-group-not-validated',
    texts: [
      'The CloudWatch log group specified in session preferences either does not exist or unable to validate its existence. This might result in no logging of session data to CloudWatch.',
    ],
    seenIn: 'agent-log',
    stage: 'log',
    problemCodes: [
      'cw-streaming-dropped',
      'cw-group-check-denied',
      'cw-group-missing',
    ],
    preferences: [...CLOUDWATCH, 'cloudWatchStreamingEnabled'],
    meaning:
      'The agent did not find the log group: it does not exist, or the role is not allowed to call logs:DescribeLogGroups. With streaming on, the log is lost; with streaming off, the agent still tries at the end.',
    remedy:
      'Create the group: the agent never does. Allow logs:DescribeLogGroups on the account’s log groups, not on the one.',
    source: 'amazon-ssm-agent: agent/session/shell/shell.go',
  },
  {
    id: 'cw-describe-groups',
    texts: [
      'Error Calling DescribeLogGroups:*',
      'Error in calling DescribeLogGroups:*',
    ],
    seenIn: 'agent-log',
    stage: 'log',
    problemCodes: [],
    relatedCodes: [
      'cw-streaming-dropped',
      'cw-group-check-denied',
      'cw-encryption-check-denied',
    ],
    preferences: CLOUDWATCH,
    meaning: 'The role is not allowed to call logs:DescribeLogGroups.',
    remedy:
      'Allow logs:DescribeLogGroups on the account’s log groups, not on the one.',
    source: PUBLISHER,
  },
  {
    id: 'cw-create-stream',
    texts: [
      'Error Creating Log Stream for CloudWatchLogs output: *',
      'Error Calling CreateLogStream:*',
    ],
    seenIn: 'agent-log',
    stage: 'log',
    problemCodes: ['cw-create-stream-denied'],
    relatedCodes: ['cw-group-missing'],
    preferences: CLOUDWATCH,
    meaning:
      'The agent cannot create the session’s stream: the role is not allowed to call logs:CreateLogStream, or the group does not exist. The log in CloudWatch Logs is lost.',
    remedy:
      'Allow logs:CreateLogStream on the group’s streams (log-group:<group>:*), and create the group.',
    source: PUBLISHER,
  },
  {
    id: 'cw-describe-streams',
    texts: [
      'Error Calling DescribeLogStreams:*',
      'Error in calling DescribeLogStreams:*',
    ],
    seenIn: 'agent-log',
    stage: 'log',
    problemCodes: ['cw-describe-streams-denied'],
    preferences: CLOUDWATCH,
    meaning:
      'The role is not allowed to call logs:DescribeLogStreams. Nothing is lost: what it gives is not needed any more.',
    remedy: 'Nothing has to be done; allowing it keeps the agent’s log clean.',
    source: PUBLISHER,
  },
  {
    id: 'cw-put-events',
    texts: [
      'Failed to upload message to CloudWatch, err: *',
      'Error in PutLogEvents:*',
    ],
    seenIn: 'agent-log',
    stage: 'log',
    problemCodes: ['cw-put-events-denied'],
    preferences: CLOUDWATCH,
    meaning:
      'The role is not allowed to call logs:PutLogEvents. The log in CloudWatch Logs is lost, and the agent tries each second for ever.',
    remedy:
      'Allow logs:PutLogEvents on the group’s streams (log-group:<group>:*).',
    source: PUBLISHER,
  },
  {
    id: 'cw-stream-gone',
    texts: [
      'Log group * or log stream * not found. Log stream stopped. Error:*',
    ],
    seenIn: 'agent-log',
    stage: 'log',
    problemCodes: [],
    relatedCodes: ['cw-group-missing'],
    preferences: CLOUDWATCH,
    meaning:
      'The log group or its stream was deleted while the session ran; the rest of the log is lost.',
    remedy: 'Create the group again: the agent never does.',
    source: PUBLISHER,
  },
  {
    id: 's3-upload',
    texts: [
      'Failed to upload shell session logs to S3: *',
      'Failed to upload * to s3://* err:*',
    ],
    seenIn: 'agent-log',
    stage: 'log',
    problemCodes: [
      's3-put-denied',
      's3-put-acl-denied',
      's3-bucket-policy-missing',
      's3-key-generate-denied',
      's3-key-elsewhere',
    ],
    preferences: BUCKET,
    meaning:
      'The log did not reach the bucket. AccessDenied stands for the role’s s3:PutObject under the prefix, for the bucket’s key (kms:GenerateDataKey), for a bucket of another account also for s3:PutObjectAcl and for its policy.',
    remedy:
      'Compare bucket and prefix of the preferences with the role’s policy, and look how the bucket is encrypted.',
    source: `${S3}, agent/session/shell/shell.go`,
  },
  {
    id: 'transcript-missing',
    texts: [
      'unable to generate log data: *',
      'Failed to generate transcript with the following errors: *',
    ],
    seenIn: 'agent-log',
    stage: 'log',
    problemCodes: [],
    preferences: [...BUCKET, ...CLOUDWATCH],
    meaning:
      'The log was delivered, but it has this message instead of what was typed: the node lacks the program that records sessions (script on Linux). Role and bucket are right.',
    remedy:
      'Install script on the node (package util-linux or bsdutils); minimal and container images often lack it.',
    source:
      'amazon-ssm-agent: agent/session/shell/shell_unix.go; bottlerocket-os/bottlerocket-control-container #24',
  },
  {
    id: 's3-look-skipped',
    texts: ['Bucket is not encrypted'],
    seenIn: 'agent-log',
    stage: 'log',
    problemCodes: ['s3-encryption-check-skipped'],
    preferences: BUCKET,
    meaning:
      'The agent did not learn how the bucket is encrypted and uploads without encryption headers. The bucket’s default encryption still holds; only a bucket policy that demands headers refuses the log.',
    remedy:
      'Nothing has to be done, unless the bucket’s policy demands encryption headers: then allow s3:GetEncryptionConfiguration on the bucket.',
    source: S3,
  },
  {
    id: 's3-look-failed',
    texts: ['Encountered an error while calling S3 API GetBucketEncryption *'],
    seenIn: 'agent-log',
    stage: 'start',
    problemCodes: [],
    relatedCodes: ['s3-encryption-check-denied', 's3-encryption-check-failed'],
    preferences: ['s3BucketName', 's3EncryptionEnabled'],
    meaning: 'The agent could not look how the bucket is encrypted.',
    remedy: 'Allow s3:GetEncryptionConfiguration on the bucket itself.',
    source: S3,
  },
  {
    id: 's3-region-guessed',
    texts: ['Signed HeadBucket request failed, continuing to fallback logic'],
    seenIn: 'agent-log',
    stage: 'log',
    problemCodes: [],
    preferences: BUCKET,
    meaning:
      'The agent looks for the bucket’s region in another way. By itself this is harmless; s3:ListBucket is not needed.',
    remedy: 'Nothing has to be done.',
    source: 'amazon-ssm-agent: agent/s3util/crossregion.go',
  },
  {
    id: 'powershell-too-old',
    texts: [
      "The PowerShell version installed on the instance doesn't support streaming logs to CloudWatch*",
    ],
    seenIn: 'agent-log',
    stage: 'log',
    problemCodes: [],
    preferences: [...CLOUDWATCH, 'cloudWatchStreamingEnabled'],
    meaning:
      'PowerShell on the node is older than 5.1, so that nothing is streamed, and nothing is uploaded at the end.',
    remedy: 'Update PowerShell to 5.1 or later, or turn streaming off.',
    source: 'amazon-ssm-agent: agent/session/shell/shell_windows.go',
  },
  {
    id: 'powershell-transcription',
    texts: [
      'The PowerShell Transcription policy setting is configured on the instance*',
    ],
    seenIn: 'agent-log',
    stage: 'log',
    problemCodes: [],
    preferences: [...CLOUDWATCH, 'cloudWatchStreamingEnabled'],
    meaning:
      'A policy on the node sets PowerShell transcription, so that nothing is streamed, and nothing is uploaded at the end.',
    remedy:
      'Set the PowerShell Transcription policy to "Not Configured", or turn streaming off.',
    source: 'amazon-ssm-agent: agent/session/shell/shell_windows.go',
  },
] as const satisfies readonly AgentMessage[];
