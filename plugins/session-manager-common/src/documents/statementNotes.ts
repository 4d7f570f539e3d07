import { ownValue } from '../json/ownValue';
import { asList, PolicyStatement } from '../policy/PolicyDocument';

/**
 * The purpose of each action of a role.
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
  'ssm:UpdateInstanceInformation': 'Registers the node with Systems Manager.',
  'logs:CreateLogStream': 'Writes the log of a session to CloudWatch Logs.',
  'logs:DescribeLogStreams': 'Writes the log of a session to CloudWatch Logs.',
  'logs:PutLogEvents': 'Writes the log of a session to CloudWatch Logs.',
  'logs:DescribeLogGroups': 'Checks that the log group exists.',
  's3:PutObject': 'Writes the log of a session to S3.',
  's3:PutObjectAcl':
    'Gives the owner of the bucket, another account, access to the log.',
  's3:GetEncryptionConfiguration': 'Reads the encryption of the bucket.',
  'kms:GenerateDataKey': 'Encrypts logs in S3 with the key of the bucket.',
  'kms:Decrypt': 'Decrypts the data key that encrypts a session.',
};

/**
 * A restriction of the least-privilege policy, and why it is not narrower.
 *
 * @public
 */
export interface Narrowing {
  /** The Sid of the statement. */
  sid: string;
  /** The resource in the documented policy, and in this one. */
  narrowed: string;
  /** What a narrower resource would break. */
  tighter: string;
}

// From the agent's calls (aws/amazon-ssm-agent at 1c217c89, agent/session and
// agent/s3util) and the resources on which IAM authorizes each.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
/**
 * The statements of the least-privilege policy.
 *
 * @public
 */
export const narrowings: readonly Narrowing[] = [
  {
    sid: 'SessionChannels',
    narrowed: 'Not narrowed: * in both.',
    tighter:
      'AWS defines no resource types for these actions: with anything but *, no node would come online and no session would start.',
  },
  {
    sid: 'NodeRegistration',
    narrowed: 'The nodes of the account instead of *.',
    tighter:
      'Nodes that share the role come and go: a node that is not listed would never come online.',
  },
  {
    sid: 'LogStreams',
    narrowed: 'The log group instead of *.',
    tighter:
      'A log stream is named after the session ID, which is not known in advance: its log would be lost.',
  },
  {
    sid: 'LogGroups',
    narrowed: 'Not narrowed: * in both.',
    tighter:
      'The agent lists log groups, which AWS does not authorize per log group: the group would count as missing, so streaming stops, or sessions do not start where the preferences require encryption.',
  },
  {
    sid: 'BucketLogs',
    narrowed: 'Not narrowed: the key prefix in the bucket in both.',
    tighter:
      'A log is named after the session ID, which is not known in advance: its log would be lost.',
  },
  {
    sid: 'BucketEncryption',
    narrowed: 'The bucket instead of *.',
    tighter:
      'Without it, sessions do not start where the preferences require encryption, and logs are written without naming the key.',
  },
  {
    sid: 'BucketKey',
    narrowed:
      'The key of the bucket instead of *, and only through S3: in the region of the key, where the key is known.',
    tighter:
      'Without it, or in another region than the bucket, S3 refuses to encrypt the log: it would be lost.',
  },
  {
    sid: 'SessionKey',
    narrowed: 'Not narrowed: the key of the preferences in both.',
    tighter:
      'The agent calls KMS directly, not through another service: with kms:ViaService, no session would start.',
  },
];

/**
 * Returns the purpose of a statement, and for the least-privilege policy why it
 * is not narrower.
 */
export function statementNote(statement: PolicyStatement): string | undefined {
  const purposes = asList(statement.Action).flatMap(
    action => ownValue(actionPurposes, action) ?? [],
  );
  const narrowing = narrowings.find(({ sid }) => sid === statement.Sid);
  const sentences = [
    ...new Set(purposes),
    ...(narrowing ? [`Why not narrower: ${narrowing.tighter}`] : []),
  ];
  return sentences.join('\n') || undefined;
}
