import { Repair } from './Readiness';
import { fill } from './sentence';

/**
 * The sentences on what is not mended by a statement in the role's policy;
 * `{{places}}` are filled with the values of an {@link AdviceSentence}.
 *
 * @public
 */
export const ADVICE = {
  role: 'The role’s policy must allow {{action}} on {{resource}}.',
  deny: 'A statement denies {{action}}, which no permission overrules: change that statement.',
  boundary:
    'The role’s permissions boundary does not allow {{action}}: whoever keeps the boundary must add it.',
  'bucket-policy':
    'The policy of the bucket {{bucket}} does not let the role use {{action}}: its owner must add the role.',
  'key-policy':
    'The policy of the key {{key}} lets neither the role nor its account use {{action}}: its owner must add one of them.',
  'settle-fact': '{{settle}}',
  'settle-keys':
    'Whether {{action}} is allowed depends on {{keys}}, which cannot be known here: look at the statements named.',
  'settle-statements':
    'Whether {{action}} is allowed depends on what cannot be known here: look at the statements named.',
  'settle-resource':
    'Whether {{action}} is allowed depends on {{resource}}, of which a part is not known here.',
  'settle-principal':
    'Whether {{action}} is allowed depends on {{element}} in the policy of the resource, which does not tell whether this role’s sessions are meant: look at the statements named.',
  'settle-instance-tags':
    'Whether {{action}} is allowed depends on the tags of the instance, and it is refused to {{instances}}: tag these instances as the statements named ask for, or change the condition.',
  'settle-complex':
    'Whether {{action}} is allowed cannot be evaluated: the policies take more steps than any policy should. Simplify their wildcards, or split their statements.',
  'tell-log-group':
    'Tell whether the log group {{logGroup}} exists and has a KMS key.',
  'tell-bucket':
    'Tell who owns the bucket {{bucket}}, where it is and how it is encrypted.',
  'create-log-group':
    'Create the log group {{logGroup}}: the agent never creates one for a session.',
  'create-encrypted-log-group':
    'Create the log group {{logGroup}} with a KMS key: the agent never creates one.',
  'encrypt-log-group':
    'Associate a KMS key with the log group {{logGroup}}, or let the preferences log without encryption.',
  'create-bucket':
    'Create the bucket {{bucket}}, or name another one in the preferences.',
  'encrypt-bucket':
    'Encrypt the bucket {{bucket}} by default, or let the preferences log without encryption.',
  'encrypt-bucket-otherwise':
    'The agent does not count dual-layer encryption (aws:kms:dsse): encrypt the bucket {{bucket}} with aws:kms or AES256, or let the preferences log without encryption.',
  'own-key-for-bucket':
    'The bucket {{bucket}} is encrypted with the key aws/s3, which other accounts can never use: its owner must encrypt it with a customer managed key.',
  'bucket-key-in-region':
    'The bucket {{bucket}} is in {{region}}, and S3 uses only keys of that region: its owner must encrypt it with another key than {{key}}, which is in {{keyRegion}}.',
  'key-of-bucket-owner':
    'The bucket {{bucket}} does not name a key by its ARN, so that S3 encrypts these logs with {{key}} of account {{account}}. The owner of the bucket needs that key to read them: let the owner encrypt the bucket with a customer managed key of its own, named by its whole ARN.',
  'settle-denied-acl':
    'A statement denies {{action}}. The agent sends an ACL with each log, and AWS does not say clearly whether that needs the permission within an account: change that statement, or look whether a log arrives.',
  'near-miss-end':
    'The role’s policy names {{written}}, which does not cover {{wanted}}: its end is missing.',
  'near-miss-place':
    'The role’s policy names {{written}}, which is in another account or region than {{wanted}}.',
  'near-miss-spelling':
    'The role’s policy names {{written}}, which differs from {{wanted}} in case or signs only: AWS compares names letter by letter.',
  'near-miss-prefix':
    'The role’s policy names {{written}}, and the preferences write to {{wanted}}: the bucket is the same, the prefix is another.',
  'run-as-user':
    'Set a default user in the preferences, or tag every IAM principal that starts sessions with SSMSessionRunAs.',
  'simulator-organization':
    'AWS’s own policy simulator denies {{action}}, which the role’s policies allow: a service control policy of the organization denies it. Whoever keeps those policies must allow it.',
  'simulator-boundary':
    'AWS’s own policy simulator denies {{action}}, which the role’s policies allow: it says that the permissions boundary does not. Compare the boundary in IAM.',
  'simulator-policies':
    'AWS’s own policy simulator denies {{action}}, which the role’s policies allow: compare the policies in IAM.',
  'trust-service':
    'The trust policy of the role must let {{service}} assume it: add the statement.',
  'trust-deny':
    'A statement of the trust policy denies sts:AssumeRole to {{service}}, which no permission overrules: change that statement.',
  'settle-trust-keys':
    'Whether {{service}} may assume the role depends on {{keys}}, which AWS does not document for {{service}}: remove the condition from the trust policy, or check on a node that it gets credentials.',
  'settle-trust':
    'Whether {{service}} may assume the role cannot be known from its trust policy: name {{service}} as the principal of a statement of its own.',
  'role-for-nodes':
    'The role is for {{purpose}}. To start sessions on nodes, create a role of their own.',
  'make-instance-profile':
    'Create an instance profile that holds the role, and attach it to the instances: EC2 takes instance profiles, not roles.',
  'readable-preferences':
    'Write {{inputs}} in the preferences as the agent reads it: names as text, flags as true or false.',
  'parameter-for-role':
    'The agent reads {{parameter}} from Parameter Store as the role, and drops the session where it may not: allow ssm:GetParameters on {{resource}} in a policy of the role, or write the value itself into the preferences.',
  'settle-parameter':
    'The agent takes {{parameters}} from Parameter Store when a session starts, and drops the session where a parameter is missing or is no plain text: write the value itself into the preferences, or start a session and look.',
  'key-in-region':
    'Name a key in the preferences that is in {{region}}: the agent and the client look there for {{key}}, which is in {{keyRegion}}.',
} as const;

/** @public */
export type AdviceId = keyof typeof ADVICE;

/**
 * One of the sentences of {@link ADVICE}, and what its places are filled with.
 *
 * @public
 */
export interface AdviceSentence {
  id: AdviceId;
  values: Readonly<Record<string, string>>;
}

export type Advice = Extract<Repair, { kind: 'advice' }>;

/** A repair that is no statement for the role alone. */
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

/** A repair of one sentence. */
export function advise(
  id: AdviceId,
  values: Readonly<Record<string, string>> = {},
): Advice {
  return advice([{ id, values }]);
}
