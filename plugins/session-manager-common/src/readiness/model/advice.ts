import { PolicyStatement } from '../../policy/PolicyDocument';
import { fill } from './sentence';

/**
 * Advice for problems that a statement in the role's policy cannot fix. The
 * `{{places}}` are filled with the values of an {@link AdviceSentence}.
 *
 * @public
 */
export const ADVICE = {
  role: 'The role’s policy must allow {{action}} on {{resource}}.',
  deny: 'A statement denies {{action}}. An explicit deny overrides every allow, so change that statement.',
  boundary:
    'The role’s permissions boundary does not allow {{action}}: the administrator of the boundary must add it.',
  'bucket-policy':
    'The policy of the bucket {{bucket}} does not allow the role to use {{action}}: its owner must add the role.',
  'key-policy':
    'The policy of the key {{key}} allows neither the role nor its account to use {{action}}: its owner must add one of them.',
  'unknown-fact': '{{remedy}}',
  'unknown-condition-keys':
    'Whether {{action}} is allowed depends on {{keys}}, which is unknown here: check the statements listed.',
  'unknown-conditions':
    'Whether {{action}} is allowed depends on conditions that are unknown here: check the statements listed.',
  'unknown-resource':
    'Whether {{action}} is allowed depends on {{resource}}, part of which is unknown here.',
  'unknown-principal':
    'Whether {{action}} is allowed depends on {{element}} in the policy of the resource, which does not show whether it applies to this role’s sessions: check the statements listed.',
  'instance-tags':
    'Whether {{action}} is allowed depends on the tags of the instance, and it is denied for {{instances}}: tag these instances as the listed statements require, or change the condition.',
  'policies-too-complex':
    'Whether {{action}} is allowed cannot be evaluated: the policies need too many steps. Simplify their wildcards, or split their statements.',
  'specify-log-group':
    'Specify whether the log group {{logGroup}} exists and has a KMS key.',
  'specify-bucket':
    'Specify the owner, region and encryption of the bucket {{bucket}}.',
  'create-log-group':
    'Create the log group {{logGroup}}: the agent does not create one for a session.',
  'create-encrypted-log-group':
    'Create the log group {{logGroup}} with a KMS key: the agent does not create one.',
  'encrypt-log-group':
    'Associate a KMS key with the log group {{logGroup}}, or allow unencrypted logs in the session preferences.',
  'create-bucket':
    'Create the bucket {{bucket}}, or set another bucket in the session preferences.',
  'encrypt-bucket':
    'Encrypt the bucket {{bucket}} by default, or allow unencrypted logs in the session preferences.',
  'encrypt-bucket-otherwise':
    'The agent does not recognize dual-layer encryption (aws:kms:dsse): encrypt the bucket {{bucket}} with aws:kms or AES256, or allow unencrypted logs in the session preferences.',
  'own-key-for-bucket':
    'The bucket {{bucket}} is encrypted with the key aws/s3, which other accounts can never use: its owner must encrypt it with a customer managed key.',
  'bucket-key-in-region':
    'The bucket {{bucket}} is in {{region}}, and S3 uses only keys of that region: its owner must encrypt it with another key than {{key}}, which is in {{keyRegion}}.',
  'key-of-bucket-owner':
    'The bucket {{bucket}} does not specify a key by its ARN, so S3 encrypts these logs with {{key}} of account {{account}}, and the owner of the bucket cannot read them without that key. The owner must encrypt the bucket with its own customer managed key, specified by its full ARN.',
  'denied-acl':
    'A statement denies {{action}}. The agent sends an ACL with each log, and AWS does not document whether this requires the permission within an account. Change that statement, or check whether a log arrives.',
  'near-miss-end':
    'The role’s policy names {{written}}, which does not match {{wanted}}: the end of the ARN is missing.',
  'near-miss-place':
    'The role’s policy names {{written}}, which is in another account or region than {{wanted}}.',
  'near-miss-spelling':
    'The role’s policy names {{written}}, which differs from {{wanted}} only in case or punctuation. AWS requires an exact match.',
  'near-miss-prefix':
    'The role’s policy names {{written}}, but the session preferences write to {{wanted}}: the same bucket with a different prefix.',
  'run-as-user':
    'Set a default user in the session preferences, or tag every IAM principal that starts sessions with SSMSessionRunAs.',
  'simulator-organization':
    'The IAM policy simulator denies {{action}}, which the role’s policies allow: a service control policy of the organization denies it. The administrator of the organization must allow it.',
  'simulator-boundary':
    'The IAM policy simulator denies {{action}}, which the role’s policies allow, because of the permissions boundary. Check the boundary in IAM.',
  'simulator-policies':
    'The IAM policy simulator denies {{action}}, which the prediction allows. Check the role’s policies in IAM.',
  'trust-service':
    'The trust policy of the role must allow {{service}} to assume it: add the statement.',
  'trust-deny':
    'A statement of the trust policy denies sts:AssumeRole to {{service}}. An explicit deny overrides every allow, so change that statement.',
  'trust-condition-keys':
    'Whether {{service}} is allowed to assume the role depends on {{keys}}, which AWS does not document for {{service}}: remove the condition from the trust policy, or check on a node that it gets credentials.',
  'unknown-trust':
    'The trust policy does not determine whether {{service}} is allowed to assume the role: add a separate statement with {{service}} as the principal.',
  'role-for-nodes':
    'The role is for {{purpose}}. To start sessions on nodes, create a separate role for them.',
  'make-instance-profile':
    'Create an instance profile that holds the role, and attach it to the instances: EC2 accepts instance profiles, not roles.',
  'readable-preferences':
    'Write {{inputs}} in the session preferences in the form that the agent reads: names as text, flags as true or false.',
  'parameter-for-role':
    'The agent reads {{parameter}} from Parameter Store with the role, and ends the session if that is denied: allow ssm:GetParameters on {{resource}} in a policy of the role, or set the value directly in the session preferences.',
  'unknown-parameter':
    'The agent reads {{parameters}} from Parameter Store when a session starts, and ends the session if a parameter is missing or not plain text: set the value directly in the session preferences, or start a session to check.',
  'advanced-instances-tier':
    'Set the service setting /ssm/managed-instance/activation-tier to advanced in account {{account}} and {{region}}: Session Manager connects to hybrid nodes only in the advanced-instances tier. AWS then charges for each hybrid node.',
  'key-in-region':
    'Set a key in the session preferences that is in {{region}}: the agent and the client look for {{key}} there, but it is in {{keyRegion}}.',
} as const;

/** @public */
export type AdviceId = keyof typeof ADVICE;

/**
 * One of the {@link ADVICE} sentences and the values for its placeholders.
 *
 * @public
 */
export interface AdviceSentence {
  id: AdviceId;
  values: Readonly<Record<string, string>>;
}

/**
 * How to fix a problem: a statement for the role's policy, or advice if a
 * statement is not enough.
 *
 * @public
 */
export type Repair =
  | {
      kind: 'allow';
      statement: PolicyStatement;
      /**
       * Set if the role's policy names a resource that differs only slightly
       * from the required one, such as by a typing error.
       */
      nearMiss?: AdviceSentence;
    }
  | {
      kind: 'advice';
      /** The sentences in English, joined by spaces. */
      text: string;
      sentences: AdviceSentence[];
      /** The statement that the role's policy also needs. */
      statement?: PolicyStatement;
      /** The statement that the owner of the bucket or key must add. */
      ownerStatement?: { policy: 'bucket' | 'key'; statement: PolicyStatement };
      /** The statement that the role's trust policy needs. */
      trustStatement?: PolicyStatement;
    };

export type Advice = Extract<Repair, { kind: 'advice' }>;

/** Advice that consists of several sentences, with the statements to add. */
export function advice(
  sentences: AdviceSentence[],
  statements: Pick<
    Advice,
    'statement' | 'ownerStatement' | 'trustStatement'
  > = {},
): Advice {
  return {
    kind: 'advice',
    text: sentences.map(({ id, values }) => fill(ADVICE[id], values)).join(' '),
    sentences,
    ...statements,
  };
}

/** Advice that consists of one sentence. */
export function advise(
  id: AdviceId,
  values: Readonly<Record<string, string>> = {},
): Advice {
  return advice([{ id, values }]);
}
