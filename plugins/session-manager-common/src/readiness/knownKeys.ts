import { KeyTable, keyTable, literalKeyTable } from '../access/context';
import { asList } from '../policy/PolicyDocument';
import { Assumer } from '../trust/judgeTrust';
import { Fact, TaggedInstance } from './facts';

/*
 * What of the condition keys of the agent's requests is known beforehand. Keys
 * that are not told of stay unknown: those of the network and the organization,
 * of tags on other resources than the node's own instance, and all that differs
 * from session to session.
 */

// Unless a line says otherwise, when a key is there is told by
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html

/** Of every request that is signed with the credentials of a role's session. */
export const KEYS_OF_ROLE_SESSION = keyTable({
  context: {
    'aws:PrincipalType': 'AssumedRole',
    'aws:PrincipalIsAWSService': 'false',
  },
  // Of users, service principals, and the root user's sessions only.
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

/** Of every request that is signed with a node's credentials. */
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
    // None of the agent's calls tags anything.
    'aws:RequestTag/*',
    'aws:TagKeys',
  ],
  presentKeys: ['aws:TokenIssueTime', 'aws:CurrentTime', 'aws:EpochTime'],
  // No device was asked; whether the key is there then is not said.
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

/** Of a request that the agent makes itself. */
export const KEYS_OF_DIRECT_CALL = keyTable({
  context: { 'aws:ViaAWSService': 'false', 'aws:SecureTransport': 'true' },
  absentKeys: ['aws:CalledVia*', 'kms:ViaService'],
  presentKeys: ['aws:UserAgent'],
});

/**
 * Which keys of an instance there are with credentials that Systems Manager
 * lends it is not documented: those of a profile's credentials are not known.
 */
const OF_HOST_MANAGEMENT = keyTable({});

/** Of a request that comes from the node itself, by who lent it credentials. */
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
 * Of whoever calls: the role's id and the name of its session, which on EC2 is
 * the instance's id. What Systems Manager calls a session is not documented.
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
 * The keys that tell a tag of the instance that a call is about, by the resource
 * type `instance` of Systems Manager; `ec2:ResourceTag/` is none of them.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
 */
const TAG_KEYS = ['aws:ResourceTag/', 'ssm:resourceTag/'];

/**
 * Whether a condition key tells a tag of the instance that is registered.
 *
 * @public
 */
export function isInstanceTagKey(key: string): boolean {
  return TAG_KEYS.some(prefix =>
    key.toLowerCase().startsWith(prefix.toLowerCase()),
  );
}

/** Of a call about an instance whose tags are known. */
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
      // The case of keys does not count in conditions, and does in EC2's tags:
      // which of them is meant is not said, unless there is one.
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

/** Of the organization of the role's account, and of whose resource it is. */
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
      // Not every service tells whose the resource is.
      ...(isOwnResource
        ? { possibleKeys: { 'aws:ResourceOrgID': [null, id] } }
        : {}),
    }),
  ];
}

/** Of the names that a key has. */
export function keysOfAliases(
  fact: Fact<readonly string[]> | undefined,
): KeyTable[] {
  return fact && 'known' in fact
    ? [keyTable({ context: { 'kms:ResourceAliases': [...fact.known] } })]
    : [];
}

/** Of a request to S3: what the agent's SDK sends, and what it never does. */
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
    // Of lists.
    's3:prefix',
    's3:delimiter',
    's3:max-keys',
  ],
  presentKeys: ['s3:x-amz-content-sha256', 's3:signatureAge'],
  // AWS takes nothing older:
  // https://aws.amazon.com/blogs/security/tls-1-2-required-for-aws-endpoints/
  possibleKeys: { 's3:TlsVersion': ['1.2', '1.3'] },
});

/** Of decrypting a session's data key (agent/session/crypto/blockcipher.go). */
export const KEYS_OF_SESSION_KEY = keyTable({
  context: { 'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT' },
  absentKeys: ['kms:EncryptionContext:*', 'kms:RecipientAttestation:*'],
  presentKeys: [
    'kms:EncryptionContext:aws:ssm:SessionId',
    'kms:EncryptionContext:aws:ssm:TargetId',
  ],
  possibleKeys: {
    // Only where the client answers the challenge.
    'kms:EncryptionContext:aws:ssm:RandomChallenge': [null, '*'],
    'kms:EncryptionContextKeys': [
      ['aws:ssm:SessionId', 'aws:ssm:TargetId'],
      ['aws:ssm:SessionId', 'aws:ssm:TargetId', 'aws:ssm:RandomChallenge'],
    ],
  },
});

/**
 * Of S3's asking KMS for the role. The context is the object's ARN, or with a
 * bucket key the bucket's:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function keysOfBucketKey(s3: {
  /** What it may be called, where AWS does not say which. */
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
      // A service that calls for someone does not tell of the network.
      'aws:SecureTransport': [null, 'true'],
    },
  });
}
