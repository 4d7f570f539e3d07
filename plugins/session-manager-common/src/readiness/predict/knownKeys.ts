import { KeyTable, keyTable, literalKeyTable } from '../../access/context';
import { asList } from '../../policy/PolicyDocument';
import { Assumer } from '../../trust/evaluateTrust';
import { Fact, TaggedInstance } from '../model/facts';

/*
 * What is known about the condition keys of the agent's requests. All other
 * keys are unknown: those of the network and the organization, of tags on
 * resources other than the node's own instance, and those that differ between
 * sessions.
 */

// Unless noted otherwise, the presence of a key is documented in
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html

/** The keys of every request signed with credentials of a role session. */
export const KEYS_OF_ROLE_SESSION = keyTable({
  context: {
    'aws:PrincipalType': 'AssumedRole',
    'aws:PrincipalIsAWSService': 'false',
  },
  // Keys of users, service principals, and root user sessions only.
  absentKeys: [
    'aws:username',
    'aws:PrincipalServiceName',
    'aws:PrincipalServiceNamesList',
    'aws:SourceAccount',
    'aws:SourceArn',
    'aws:SourceOrgID',
    'aws:SourceOrgPaths',
    'aws:AssumedRoot',
  ],
});

/** The keys of every request signed with a node's credentials. */
export const KEYS_OF_NODE = keyTable({
  absentKeys: [
    'aws:FederatedProvider',
    'aws:SourceIdentity',
    'aws:ChatbotSourceArn',
    'aws:SignInSessionArn',
    'aws:MultiFactorAuthAge',
    'glue:*',
    'codebuild:*',
    'lambda:SourceFunctionArn',
    'identitystore:UserId',
    // The agent's calls do not tag resources.
    'aws:RequestTag/*',
    'aws:TagKeys',
  ],
  presentKeys: ['aws:TokenIssueTime', 'aws:CurrentTime', 'aws:EpochTime'],
  // The session has no MFA. It is not documented whether the key is then
  // present.
  possibleKeys: { 'aws:MultiFactorAuthPresent': [null, 'false'] },
});

const OF_INSTANCES = [
  'ec2:RoleDelivery',
  'aws:Ec2InstanceSourceVpc',
  'aws:Ec2InstanceSourcePrivateIPv4',
];

const OF_HYBRID_NODE = keyTable({
  absentKeys: ['ec2:SourceInstanceARN', ...OF_INSTANCES],
  presentKeys: ['ssm:SourceInstanceARN'],
});

/** The keys of a request that the agent sends itself. */
export const KEYS_OF_DIRECT_CALL = keyTable({
  context: { 'aws:ViaAWSService': 'false', 'aws:SecureTransport': 'true' },
  absentKeys: ['aws:CalledVia*', 'kms:ViaService'],
  presentKeys: ['aws:UserAgent'],
});

/**
 * It is not documented which instance keys are present with credentials from
 * Systems Manager, so the keys of instance profile credentials are unknown
 * there.
 */
const OF_HOST_MANAGEMENT = keyTable({});

/**
 * The keys of a request from the node, depending on the service that provides
 * its credentials.
 */
export function keysOfAssumer(node: {
  assumer: Assumer;
  partition: string;
  region: string;
  accountId: string;
}): KeyTable {
  const { assumer, partition, region, accountId } = node;
  switch (assumer) {
    case 'hybrid':
      return OF_HYBRID_NODE;
    case 'host-management':
      return OF_HOST_MANAGEMENT;
    default:
      return keyTable({
        context: {
          'ec2:SourceInstanceARN': `arn:${partition}:ec2:${region}:${accountId}:instance/*`,
        },
        absentKeys: ['ssm:SourceInstanceARN'],
        presentKeys: OF_INSTANCES,
      });
  }
}

/**
 * The keys that identify the caller: the role's id and the session name, which
 * on EC2 is the instance id. The session name that Systems Manager uses is not
 * documented.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
export function keysOfCaller(
  roleId: string | undefined,
  assumer: Assumer,
): KeyTable {
  const session = assumer === 'ec2' ? 'i-*' : '*';
  return keyTable({ context: { 'aws:userid': `${roleId ?? '*'}:${session}` } });
}

/**
 * The key prefixes for tags of the instance, from the resource type `instance`
 * of Systems Manager, which does not support `ec2:ResourceTag/`.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
 */
const TAG_KEYS = ['aws:ResourceTag/', 'ssm:resourceTag/'];

/**
 * Whether a condition key is a tag of the instance that registers.
 *
 * @public
 */
export function isInstanceTagKey(key: string): boolean {
  return TAG_KEYS.some(prefix =>
    key.toLowerCase().startsWith(prefix.toLowerCase()),
  );
}

/** The keys of a call on an instance with known tags. */
export function keysOfInstance({ tags }: TaggedInstance): KeyTable[] {
  const byKey = new Map<string, string[]>();
  for (const [key, value] of Object.entries(tags)) {
    const name = key.toLowerCase();
    byKey.set(name, [...(byKey.get(name) ?? []), value]);
  }
  const named = [...byKey].flatMap(([key, values]) =>
    TAG_KEYS.map(prefix => ({ key: `${prefix}${key}`, values })),
  );
  return [
    keyTable({
      absentKeys: TAG_KEYS.map(prefix => `${prefix}*`),
      // Condition keys are case-insensitive, EC2 tags are case-sensitive. It is
      // not documented which of several tags is used then.
      possibleKeys: Object.fromEntries(
        named.map(({ key, values }) => [key, [null, ...values]]),
      ),
    }),
    literalKeyTable({
      context: Object.fromEntries(
        named
          .filter(({ values }) => values.length === 1)
          .map(({ key, values }) => [key, values]),
      ),
    }),
  ];
}

const ORG_PATHS = 'aws:PrincipalOrgPaths';

/** The keys for the organization of the role's account and of the resource. */
export function keysOfOrganization(
  fact: Fact<string | undefined> | undefined,
  isOwnResource: boolean,
): KeyTable[] {
  if (!fact || 'unknown' in fact) {
    return [];
  }
  const { known: id } = fact;
  if (id === undefined) {
    return [keyTable({ absentKeys: ['aws:PrincipalOrgID', ORG_PATHS] })];
  }
  return [
    keyTable({
      context: { 'aws:PrincipalOrgID': id },
      presentKeys: [ORG_PATHS],
      // Not every service sets the resource keys.
      ...(isOwnResource
        ? { possibleKeys: { 'aws:ResourceOrgID': [null, id] } }
        : {}),
    }),
  ];
}

/** The keys for the aliases of a KMS key. */
export function keysOfAliases(
  fact: Fact<readonly string[]> | undefined,
): KeyTable[] {
  return fact && 'known' in fact
    ? [keyTable({ context: { 'kms:ResourceAliases': [...fact.known] } })]
    : [];
}

/**
 * The keys of a request to S3: what the agent's SDK sends and what it never
 * sends.
 */
export const KEYS_OF_S3_CALL = keyTable({
  context: {
    's3:authType': 'REST-HEADER',
    's3:signatureversion': 'AWS4-HMAC-SHA256',
  },
  absentKeys: [
    's3:x-amz-*',
    's3:object-lock-*',
    's3:RequestObjectTag/*',
    's3:RequestObjectTagKeys',
    's3:DataAccessPoint*',
    's3:AccessPointNetworkOrigin',
    's3:if-none-match',
    's3:if-match',
    // Keys of list requests.
    's3:prefix',
    's3:delimiter',
    's3:max-keys',
  ],
  presentKeys: ['s3:x-amz-content-sha256', 's3:signatureAge'],
  // AWS requires at least TLS 1.2:
  // https://aws.amazon.com/blogs/security/tls-1-2-required-for-aws-endpoints/
  possibleKeys: { 's3:TlsVersion': ['1.2', '1.3'] },
});

/**
 * The keys of the request that decrypts a session's data key
 * (agent/session/crypto/blockcipher.go).
 */
export const KEYS_OF_SESSION_KEY = keyTable({
  context: { 'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT' },
  absentKeys: ['kms:EncryptionContext:*', 'kms:RecipientAttestation:*'],
  presentKeys: [
    'kms:EncryptionContext:aws:ssm:SessionId',
    'kms:EncryptionContext:aws:ssm:TargetId',
  ],
  possibleKeys: {
    // Present only if the client answers the challenge.
    'kms:EncryptionContext:aws:ssm:RandomChallenge': [null, '*'],
    'kms:EncryptionContextKeys': [
      ['aws:ssm:SessionId', 'aws:ssm:TargetId'],
      ['aws:ssm:SessionId', 'aws:ssm:TargetId', 'aws:ssm:RandomChallenge'],
    ],
  },
});

/**
 * The keys of the request that S3 sends to KMS on behalf of the role. The
 * encryption context is the object's ARN, or with an S3 Bucket Key the
 * bucket's:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function keysOfBucketKey(s3: {
  /**
   * The possible host names of S3, if AWS does not document which one is used.
   */
  service: string | readonly string[];
  accountId: string;
  bucketArn: string;
  objectArn: string;
}): KeyTable {
  return keyTable({
    context: {
      'kms:CallerAccount': s3.accountId,
      'aws:ViaAWSService': 'true',
      'kms:EncryptionContextKeys': 'aws:s3:arn',
    },
    absentKeys: ['kms:EncryptionContext:*', 'kms:RecipientAttestation:*'],
    possibleKeys: {
      'kms:ViaService': asList(s3.service),
      'kms:EncryptionContext:aws:s3:arn': [s3.bucketArn, s3.objectArn],
      // Network keys are absent from requests that a service sends on behalf of
      // a principal.
      'aws:SecureTransport': [null, 'true'],
    },
  });
}
