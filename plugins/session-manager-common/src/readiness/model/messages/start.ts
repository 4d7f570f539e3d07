import { AgentMessage } from './AgentMessage';

const HANDSHAKE = 'Encountered error while initiating handshake.';
const S3_CHECK =
  "Couldn't start the session because we are unable to validate encryption on Amazon S3 bucket. Error: ";
const DATA_CHANNEL =
  'amazon-ssm-agent: agent/session/plugins/sessionplugin/sessionplugin.go, agent/session/datachannel/datachannel.go';
const SHELL = 'amazon-ssm-agent: agent/session/shell/shell.go';
const SHELL_UNIX = 'amazon-ssm-agent: agent/session/shell/shell_unix.go';

/** Messages about sessions that do not start. */
export const START_MESSAGES = [
  {
    id: 'create-data-channel',
    texts: [
      'Setting up data channel with id * failed: failed to create websocket for datachannel with error: CreateDataChannel failed with no output or error: createDataChannel request failed: unexpected response from the service <AccessDeniedException>*',
    ],
    seenIn: 'terminal',
    stage: 'start',
    problemCodes: ['create-data-channel-denied'],
    preferences: [],
    meaning:
      'The node is online, but its role is not allowed to call ssmmessages:CreateDataChannel: no session can start.',
    remedy: 'Allow ssmmessages:CreateDataChannel to the node’s role.',
    source: DATA_CHANNEL,
  },
  {
    id: 'open-data-channel',
    texts: [
      'Setting up data channel with id * failed: failed to open datachannel with error: failed to connect data channel with error: *',
    ],
    seenIn: 'terminal',
    stage: 'start',
    problemCodes: ['open-data-channel-denied'],
    preferences: [],
    meaning:
      'The node cannot open the session’s channel: its role is not allowed to call ssmmessages:OpenDataChannel, or the network does not let the websocket through.',
    remedy:
      'Allow ssmmessages:OpenDataChannel to the node’s role. If it is allowed, look at proxies and at the ssmmessages endpoint.',
    source: DATA_CHANNEL,
  },
  {
    id: 'session-key',
    texts: [
      `${HANDSHAKE} Fetching data key failed: Unable to retrieve data key, Error when decrypting data key AccessDeniedException: *`,
    ],
    after: { heads: ['Error when decrypting data key '], error: 'refusal' },
    seenIn: 'terminal',
    stage: 'start',
    problemCodes: ['session-key-decrypt-denied'],
    preferences: ['kmsKeyId'],
    meaning:
      'The preferences encrypt sessions with a KMS key, and the node’s role may not decrypt with it.',
    remedy:
      'Allow kms:Decrypt on the key in the node’s role. The key’s policy must also allow the role or its account.',
    source:
      'amazon-ssm-agent: agent/session/crypto/kmsservice.go, agent/session/crypto/blockcipher.go',
  },
  {
    id: 'session-key-error',
    texts: ['Error when decrypting data key *'],
    after: { heads: ['Error when decrypting data key '], error: 'failure' },
    seenIn: 'terminal',
    stage: 'start',
    problemCodes: [],
    relatedCodes: ['session-key-decrypt-denied', 'session-key-elsewhere'],
    preferences: ['kmsKeyId'],
    meaning:
      'The preferences encrypt sessions with a KMS key, and the node could not decrypt with it for another reason than a refusal: the key is disabled, waits for its deletion, is in another region, or KMS cannot be reached.',
    remedy:
      'Read the error that follows, check the key’s state and region, and the way from the node to KMS.',
    source: 'amazon-ssm-agent: agent/session/crypto/kmsservice.go',
  },
  {
    id: 'session-key-of-user',
    texts: [
      `${HANDSHAKE} KMSEncryption failed on client with status 2 error: Failed to process action KMSEncryption: Error calling KMS GenerateDataKey API: AccessDeniedException: *`,
    ],
    after: {
      heads: ['Error calling KMS GenerateDataKey API: '],
      error: 'refusal',
    },
    seenIn: 'terminal',
    stage: 'client',
    problemCodes: [],
    preferences: ['kmsKeyId'],
    meaning:
      'The preferences encrypt sessions with a KMS key, and the person who starts the session may not get a data key for it. The node’s role is not involved.',
    remedy:
      'Allow the person kms:GenerateDataKey on the session key. The key’s policy must let their account in as well.',
    source:
      'amazon-ssm-agent: agent/session/datachannel/datachannel.go; session-manager-plugin: src/encryption/kmsservice.go',
  },
  {
    id: 'encryption-context',
    texts: [
      'Error calling KMS GenerateDataKey API: ValidationException: Invalid EncryptionContext*',
      'Error calling KMS GenerateDataKey API: * ValidationException: Invalid EncryptionContext*',
    ],
    seenIn: 'terminal',
    stage: 'client',
    problemCodes: [],
    preferences: ['kmsKeyId'],
    meaning:
      'The client passed an incomplete encryption context to KMS, which is a fault of the client: third-party clients that start the plugin without the target’s id do so. It is no missing permission.',
    remedy: 'Use aws ssm start-session, or update the client that was used.',
    source: 'danmx/sigil #46, claranet/sshm #2',
  },
  {
    id: 'session-key-client-error',
    texts: [
      `${HANDSHAKE} KMSEncryption failed on client with status * error: Failed to process action KMSEncryption: Error calling KMS GenerateDataKey API: *`,
    ],
    after: {
      heads: ['Error calling KMS GenerateDataKey API: '],
      error: 'failure',
    },
    seenIn: 'terminal',
    stage: 'client',
    problemCodes: ['session-key-elsewhere'],
    preferences: ['kmsKeyId'],
    meaning:
      'The preferences encrypt sessions with a KMS key, and the client of the person who starts the session could not get a data key for it, for another reason than a refusal: often the key is in another region, or disabled.',
    remedy:
      'Read the error that follows, and check that the preferences name an enabled key of this region.',
    source:
      'amazon-ssm-agent: agent/session/datachannel/datachannel.go; session-manager-plugin: src/encryption/kmsservice.go',
  },
  {
    id: 'handshake-timeout',
    texts: [
      `${HANDSHAKE} Handshake timed out. Please ensure that you have the latest version of the session manager plugin.`,
      `${HANDSHAKE} Timed out waiting for encryption challenge.`,
    ],
    seenIn: 'terminal',
    stage: 'client',
    problemCodes: [],
    preferences: ['kmsKeyId'],
    meaning:
      'The session manager plugin on the user’s machine did not answer in time; old ones do not know how.',
    remedy: 'Update the session manager plugin on the user’s machine.',
    source: DATA_CHANNEL,
  },
  {
    id: 'random-challenge',
    texts: [
      `${HANDSHAKE} client does not support required encryption context random challenge`,
    ],
    seenIn: 'terminal',
    stage: 'client',
    problemCodes: [],
    preferences: ['kmsKeyId'],
    meaning:
      'The agent on this node is configured to demand a challenge that the user’s plugin does not know.',
    remedy: 'Update the session manager plugin on the user’s machine.',
    source: DATA_CHANNEL,
  },
  {
    id: 's3-encryption-check',
    texts: [
      "Couldn't start the session because we are unable to validate encryption on Amazon S3 bucket. Error: AccessDenied: Access Denied*",
    ],
    after: { heads: [S3_CHECK], error: 'refusal' },
    seenIn: 'terminal',
    stage: 'start',
    problemCodes: ['s3-encryption-check-denied'],
    preferences: ['s3BucketName', 's3EncryptionEnabled'],
    meaning:
      'The preferences require an encrypted log bucket, and the node’s role is not allowed to read how the bucket is encrypted.',
    remedy:
      'Allow s3:GetEncryptionConfiguration on the bucket itself, not on its objects. A bucket of another account must allow it in its policy too.',
    source: SHELL,
  },
  {
    id: 's3-encryption-check-error',
    texts: [
      "Couldn't start the session because we are unable to validate encryption on Amazon S3 bucket. Error: *",
    ],
    after: { heads: [S3_CHECK], error: 'failure' },
    seenIn: 'terminal',
    stage: 'start',
    problemCodes: ['s3-encryption-check-failed'],
    preferences: ['s3BucketName', 's3EncryptionEnabled'],
    meaning:
      'The preferences require an encrypted log bucket, and the agent could not read its encryption: the bucket does not exist, has no default encryption, or cannot be reached.',
    remedy:
      'Read the error that follows. Name an existing, encrypted bucket in the preferences.',
    source: SHELL,
  },
  {
    id: 's3-not-encrypted',
    texts: [
      "We couldn't start the session because encryption is not set up on the selected Amazon S3 bucket. Either encrypt the bucket or choose an option to enable logging without encryption.",
    ],
    seenIn: 'terminal',
    stage: 'start',
    problemCodes: ['s3-bucket-not-encrypted'],
    preferences: ['s3BucketName', 's3EncryptionEnabled'],
    meaning:
      'The preferences require an encrypted log bucket. The agent recognizes only AES256 and aws:kms, so dual-layer encryption (aws:kms:dsse) counts as no encryption.',
    remedy:
      'Encrypt the bucket by default with aws:kms or AES256, or turn s3EncryptionEnabled off.',
    source: SHELL,
  },
  {
    id: 'cw-not-encrypted',
    texts: [
      "We couldn't start the session because encryption is not set up on the selected CloudWatch Logs log group. Either encrypt the log group or choose an option to enable logging without encryption.",
    ],
    seenIn: 'terminal',
    stage: 'start',
    problemCodes: [
      'cw-encryption-check-denied',
      'cw-encryption-group-missing',
      'cw-group-not-encrypted',
    ],
    preferences: ['cloudWatchLogGroupName', 'cloudWatchEncryptionEnabled'],
    meaning:
      'The preferences require an encrypted log group. This message has three possible causes: the role is not allowed to call logs:DescribeLogGroups, the group does not exist, or it has no KMS key.',
    remedy:
      'Allow logs:DescribeLogGroups on the account’s log groups, create the group, or associate a KMS key with it. Or turn cloudWatchEncryptionEnabled off.',
    source: SHELL,
  },
  {
    id: 'run-as-no-user',
    texts: ['Unable to start command: please set the RunAs default user*'],
    seenIn: 'terminal',
    stage: 'start',
    problemCodes: ['run-as-user-missing'],
    preferences: ['runAsEnabled', 'runAsDefaultUser'],
    meaning:
      'Sessions run as a user of the node’s system, and neither the preferences nor the tags of whoever starts it name one.',
    remedy:
      'Set runAsDefaultUser, or tag the IAM principal with SSMSessionRunAs.',
    source: SHELL_UNIX,
  },
  {
    id: 'run-as-unknown-user',
    texts: [
      'Unable to start command: failed to start pty since RunAs user * does not exist',
    ],
    seenIn: 'terminal',
    stage: 'start',
    problemCodes: [],
    preferences: ['runAsEnabled', 'runAsDefaultUser'],
    meaning:
      'Sessions run as a user of the node’s system that this node does not have. IAM is not involved.',
    remedy: 'Create the user on the node, or name another one.',
    source: SHELL_UNIX,
  },
  {
    id: 'run-as-not-root',
    texts: ['Unable to start command: the agent must run as root to use RunAs'],
    seenIn: 'terminal',
    stage: 'start',
    problemCodes: [],
    preferences: ['runAsEnabled'],
    meaning:
      'Sessions run as another user, which the agent can do only if it runs as root.',
    remedy: 'Run the agent as root, or turn runAsEnabled off.',
    source: SHELL_UNIX,
  },
  {
    id: 'shell-profile',
    texts: ['Encountered an error while executing shell profile: *'],
    seenIn: 'terminal',
    stage: 'start',
    problemCodes: [],
    preferences: ['shellProfile'],
    meaning: 'The commands of the shell profile could not be run.',
    remedy: 'Correct the shell profile in the session preferences.',
    source: SHELL,
  },
  {
    id: 'preferences-unreadable',
    texts: [
      'Cannot parse AgentTask message to documentState: *',
      'encountered error while parsing input - internal error *',
      'error initialing document state: *',
    ],
    seenIn: 'agent-log',
    stage: 'start',
    problemCodes: ['preferences-unreadable', 'preferences-parameter-denied'],
    preferences: ['cloudWatchStreamingEnabled', 's3EncryptionEnabled'],
    meaning:
      'The agent cannot read the session’s document and drops it; the terminal stays empty.',
    remedy:
      'Write the preferences as the agent reads them: flags as true or false without quotes, names as text.',
    source:
      'amazon-ssm-agent: agent/messageservice/interactor/mgsinteractor/mgsinteractor.go',
  },
  {
    id: 'agent-too-old',
    texts: [
      'Plugin with name * is not supported by this version of ssm agent, please update to latest version. Step name: *',
      'Document with schema version * is not supported by this version of ssm agent, please update to latest version',
      'Plugin with name * not found. Step name: *',
    ],
    seenIn: 'terminal',
    stage: 'start',
    problemCodes: [],
    preferences: [],
    meaning: 'The agent on the node is too old for this kind of session.',
    remedy: 'Update the agent on the node.',
    source:
      'amazon-ssm-agent: agent/framework/runpluginutil/runpluginutil.go, agent/framework/docparser/docparser.go',
  },
] as const satisfies readonly AgentMessage[];
