import { ownValue } from '../json/ownValue';
import { asList, PolicyStatement } from './PolicyDocument';

/**
 * What each action of a role is there for.
 *
 * @public
 */
export const actionPurposes: Readonly<Record<string, string>> = {
  'ssmmessages:CreateControlChannel':
    'Opens the channels that sessions run over.',
  'ssmmessages:CreateDataChannel': 'Opens the channels that sessions run over.',
  'ssmmessages:OpenControlChannel':
    'Opens the channels that sessions run over.',
  'ssmmessages:OpenDataChannel': 'Opens the channels that sessions run over.',
  'ssm:UpdateInstanceInformation':
    'Registers the machine with Systems Manager.',
  'logs:CreateLogStream': 'Writes the log of a session to CloudWatch Logs.',
  'logs:DescribeLogStreams': 'Writes the log of a session to CloudWatch Logs.',
  'logs:PutLogEvents': 'Writes the log of a session to CloudWatch Logs.',
  'logs:DescribeLogGroups': 'Looks whether there is such a log group.',
  's3:PutObject': 'Writes the log of a session to S3.',
  's3:PutObjectAcl':
    'Gives the log to the owner of the bucket, another account.',
  's3:GetEncryptionConfiguration': 'Looks how the bucket is encrypted.',
  'kms:GenerateDataKey': 'Encrypts logs in S3 with the key of the bucket.',
  'kms:Decrypt': 'Decrypts the key that encrypts the data of a session.',
};

/**
 * A limit of the least-privilege policy, and why it is not tighter.
 *
 * @public
 */
export interface Narrowing {
  /** The Sid of the statement. */
  sid: string;
  /** What the documented policy says, and what this one says instead. */
  narrowed: string;
  /** What would break if it were tighter. */
  tighter: string;
}

// From the agent's calls: aws/amazon-ssm-agent at 1c217c89, agent/session and
// agent/s3util, and what IAM authorizes each on.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
/**
 * Every statement of the least-privilege policy.
 *
 * @public
 */
export const narrowings: readonly Narrowing[] = [
  {
    sid: 'SessionChannels',
    narrowed: 'Not narrowed: * in both.',
    tighter:
      'AWS defines no resource for these actions: with any but *, no machine would come online and no session would start.',
  },
  {
    sid: 'NodeRegistration',
    narrowed: 'The machines of the account instead of *.',
    tighter:
      'A role is shared by machines that come and go: one that is not named would never come online.',
  },
  {
    sid: 'LogStreams',
    narrowed: 'The log group instead of *.',
    tighter:
      'The name of a log stream is the id of the session, which nobody knows before: its log would be lost.',
  },
  {
    sid: 'LogGroups',
    narrowed: 'Not narrowed: * in both.',
    tighter:
      'The agent lists log groups, and AWS authorizes that on no one group: it would count as missing, so that streaming stops, or sessions do not start where the preferences ask for encryption.',
  },
  {
    sid: 'BucketLogs',
    narrowed: 'Not narrowed: the folder of the bucket in both.',
    tighter:
      'The name of a log is the id of the session, which nobody knows before: its log would be lost.',
  },
  {
    sid: 'BucketEncryption',
    narrowed: 'The bucket instead of *.',
    tighter:
      'Without it, sessions do not start where the preferences ask for encryption, and logs are written without naming the key.',
  },
  {
    sid: 'BucketKey',
    narrowed:
      'The key of the bucket instead of *, and only in a request of S3: in the region of the key, where the key is known.',
    tighter:
      'Without it, or in another region than the bucket, S3 refuses to encrypt the log: it would be lost.',
  },
  {
    sid: 'SessionKey',
    narrowed: 'Not narrowed: the key of the preferences in both.',
    tighter:
      'The agent asks KMS itself, and not through a service: with kms:ViaService, no session would start.',
  },
];

/** What a statement is for, and in the least-privilege policy why it is not tighter. */
export function statementNote(statement: PolicyStatement): string | undefined {
  const purposes = asList(statement.Action).flatMap(
    action => ownValue(actionPurposes, action) ?? [],
  );
  const narrowing = narrowings.find(({ sid }) => sid === statement.Sid);
  const sentences = [
    ...new Set(purposes),
    ...(narrowing ? [`If it were tighter: ${narrowing.tighter}`] : []),
  ];
  return sentences.join('\n') || undefined;
}
