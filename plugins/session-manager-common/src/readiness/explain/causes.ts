import { AdviceId } from '../model/advice';
import { Problem, ProblemCode } from '../model/Readiness';

/**
 * The causes of failures, each a phrase to follow a colon. The `{{places}}` are
 * filled with the values of a {@link Cause}.
 *
 * @public
 */
export const CAUSES = {
  'trust-does-not-admit-the-node':
    'the trust policy does not allow the node to assume the role',
  'not-in-instance-profile':
    'the role is not in an instance profile, so no instance can use it',
  'update-instance-information-denied':
    'the role is not allowed to register the node (ssm:UpdateInstanceInformation)',
  'create-control-channel-denied':
    'the role is not allowed to open the control channel',
  'open-control-channel-denied':
    'the role is not allowed to open the control channel',
  'create-data-channel-denied':
    'the role is not allowed to open the session’s data channel',
  'open-data-channel-denied':
    'the role is not allowed to open the session’s data channel',
  'session-key-decrypt-denied':
    'the role is not allowed to decrypt with the session key',
  'standard-instances-tier':
    'the account uses the standard-instances tier in this region, in which Session Manager does not connect to hybrid nodes',
  'session-key-elsewhere': 'the session key is in another region',
  's3-encryption-check-denied':
    'the role is not allowed to read the bucket’s encryption',
  's3-encryption-check-failed': 'the bucket could not be checked',
  's3-bucket-not-encrypted':
    'the bucket is not encrypted in a way that the agent recognizes',
  'cw-encryption-check-denied':
    'the role is not allowed to describe the log group',
  'cw-encryption-group-missing': 'the log group does not exist',
  'cw-group-not-encrypted': 'the log group has no KMS key',
  'cw-streaming-dropped': 'the role is not allowed to describe the log group',
  'cw-group-check-denied': 'the role is not allowed to describe the log group',
  'cw-group-missing': 'the log group does not exist',
  'cw-create-stream-denied': 'the role is not allowed to create log streams',
  'cw-describe-streams-denied':
    'the role is not allowed to describe log streams',
  'cw-put-events-denied': 'the role is not allowed to write log events',
  's3-put-denied':
    'the role is not allowed to write to the bucket under this prefix',
  's3-put-acl-denied':
    'the role is not allowed to give the bucket owner access to its logs (s3:PutObjectAcl)',
  's3-bucket-policy-missing': 'the bucket policy does not allow the role',
  's3-key-generate-denied': 'the role is not allowed to use the bucket’s key',
  's3-key-elsewhere': 'the bucket’s key is in another region than the bucket',
  's3-owner-cannot-read': 'the bucket’s owner cannot read the logs',
  's3-encryption-check-skipped':
    'the role is not allowed to read the bucket’s encryption',
  'run-as-user-missing': 'no Run As user is set',
  'preferences-unknown': 'the preferences could not be read',
  'preferences-unreadable': 'the agent cannot read the preferences',
  'trust-denied':
    'a statement of the trust policy denies {{service}} permission to assume the role',
  'trust-depends-on-keys':
    'whether {{service}} is allowed to assume the role depends on {{keys}}',
  'trust-unknown':
    'the trust policy does not determine whether {{service}} is allowed to assume the role',
  'trust-lacks-service':
    'the trust policy does not allow {{service}} to assume the role',
  'preferences-parameter-denied':
    'the role is not allowed to read the Parameter Store values that the session preferences use',
  'preferences-parameter-unknown':
    'the session preferences use values from Parameter Store',
  'bucket-missing': 'the bucket does not exist',
  'bucket-unencrypted': 'the bucket has no default encryption',
  'bucket-key-of-aws':
    'the bucket is encrypted with a key that other accounts can never use',
  'denied-by-statement': 'a statement denies {{action}}',
  'denied-by-organization':
    'a service control policy of the organization denies {{action}}',
  'denied-by-simulator': 'the IAM policy simulator denies {{action}}',
  'left-out-by-boundary': 'the permissions boundary does not allow {{action}}',
  'closed-by-key': 'the key policy does not allow the role',
  'closed-by-bucket': 'the bucket policy does not allow the role',
  'depends-on-keys': '{{action}} depends on {{keys}}',
  'depends-on-statements':
    '{{action}} depends on conditions that are unknown here',
  'depends-on-principal':
    '{{action}} depends on {{element}} in the policy of the resource',
  'depends-on-instance-tags':
    '{{action}} is denied for {{instances}} because of their tags',
  'policies-too-complex': 'the policies are too complex to evaluate',
  'fact-missing': '{{reason}}',
  'bucket-unspecified': 'there is no information about the bucket {{bucket}}',
  'log-group-unspecified':
    'there is no information about the log group {{logGroup}}',
} as const satisfies Readonly<Record<ProblemCode, string>> &
  Readonly<Record<string, string>>;

/** @public */
export type CauseId = keyof typeof CAUSES;

/**
 * One of the {@link CAUSES} and the values for its placeholders.
 *
 * @public
 */
export interface Cause {
  id: CauseId;
  values: Readonly<Record<string, string>>;
}

/**
 * The advice that identifies the cause more precisely than the problem's code.
 */
const BY_ADVICE: Partial<Record<AdviceId, CauseId>> = {
  'trust-service': 'trust-lacks-service',
  'trust-deny': 'trust-denied',
  'trust-condition-keys': 'trust-depends-on-keys',
  'unknown-trust': 'trust-unknown',
  'create-bucket': 'bucket-missing',
  'encrypt-bucket': 'bucket-unencrypted',
  'own-key-for-bucket': 'bucket-key-of-aws',
  'unknown-parameter': 'preferences-parameter-unknown',
  'unknown-condition-keys': 'depends-on-keys',
  'unknown-conditions': 'depends-on-statements',
  'unknown-resource': 'depends-on-statements',
  'unknown-principal': 'depends-on-principal',
  'instance-tags': 'depends-on-instance-tags',
  'policies-too-complex': 'policies-too-complex',
  'unknown-fact': 'fact-missing',
  'specify-bucket': 'bucket-unspecified',
  'specify-log-group': 'log-group-unspecified',
  deny: 'denied-by-statement',
  'denied-acl': 'denied-by-statement',
  'simulator-organization': 'denied-by-organization',
  'simulator-boundary': 'denied-by-simulator',
  'simulator-policies': 'denied-by-simulator',
};

/**
 * Returns the cause of a problem as a short phrase.
 *
 * @public
 */
export function causeOf({
  code,
  action = '',
  refusedBy,
  repair,
}: Problem): Cause {
  const sentence = repair.kind === 'advice' ? repair.sentences[0] : undefined;
  const byAdvice = sentence && BY_ADVICE[sentence.id];
  if (sentence && byAdvice) {
    return { id: byAdvice, values: { action, ...inSentence(sentence.values) } };
  }
  const isSilent = !refusedBy?.includes('role');
  if (refusedBy?.includes('boundary') && isSilent) {
    return { id: 'left-out-by-boundary', values: { action } };
  }
  if (refusedBy?.includes('resource') && isSilent) {
    const id = action.startsWith('kms:') ? 'closed-by-key' : 'closed-by-bucket';
    return { id, values: {} };
  }
  return { id: code, values: {} };
}

/** Converts the sentence in `reason` to a phrase that can follow a colon. */
function inSentence(
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { reason } = values;
  return reason
    ? {
        ...values,
        reason: `${reason[0].toLowerCase()}${reason.slice(1).replace(/\.$/, '')}`,
      }
    : values;
}
