import { parseArn } from '../../aws/arn';
import { PolicyDocument } from '../../policy/PolicyDocument';
import { ResourcePolicy } from './calls';
import { BucketFacts, Fact, UnknownReason, SessionFacts } from '../model/facts';

/** A KMS key that a call uses. */
export interface Key {
  /** The ARN of the key; with `*` as the id if only an alias is known. */
  resource: string;
  resourceAccountId: string;
  resourcePolicy: ResourcePolicy;
  /** The alias in the request, if the key is named by alias. */
  alias?: string;
  /** What would identify the key, if it is unknown. */
  missing?: UnknownReason;
}

/** Where a key is resolved if it is not named by ARN. */
interface Place {
  partition: string;
  region: string;
  accountId: string;
}

/**
 * Resolves the name of a key: an id, an alias, or the ARN of either. Policies
 * apply to the key ARN, not to the alias:
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export function keyOf(
  name: string,
  place: Place,
  facts: { arn?: Fact<string>; policy?: Fact<PolicyDocument | undefined> },
): Key {
  const arn = parseArn(name);
  const at = arn ?? place;
  const id = arn ? arn.resource : name;
  const alias = id.startsWith('alias/') ? id : undefined;
  // A key ARN identifies the key; other facts are not needed.
  const isNamed = arn !== undefined && !alias;
  const known =
    !isNamed && facts.arn && 'known' in facts.arn ? facts.arn.known : undefined;
  const resource = alias ? `key/*` : `key/${id.replace(/^key\//, '')}`;
  const key =
    known ?? `arn:${at.partition}:kms:${at.region}:${at.accountId}:${resource}`;
  const accountId = parseArn(key)?.accountId ?? at.accountId;
  return {
    resource: key,
    resourceAccountId: accountId,
    resourcePolicy: policyOf(name, facts.policy, () =>
      defaultKeyPolicy(at.partition, accountId),
    ),
    ...(alias ? { alias } : {}),
    ...(alias && !known ? { missing: missingArn(name, facts.arn) } : {}),
  };
}

/**
 * Every key has a policy, so an absent fact means that the policy is unknown.
 */
function policyOf(
  name: string,
  fact: Fact<PolicyDocument | undefined> | undefined,
  byDefault: () => PolicyDocument,
): ResourcePolicy {
  if (!fact) {
    return {
      missing: {
        reason: `The policy of the key ${name} is unknown.`,
        remedy: `Read the policy of the key ${name}: every key has one, which determines who may use the key.`,
      },
    };
  }
  return 'unknown' in fact
    ? { missing: fact.unknown }
    : { document: fact.known ?? byDefault() };
}

function missingArn(
  name: string,
  fact: Fact<string> | undefined,
): UnknownReason {
  return fact && 'unknown' in fact
    ? fact.unknown
    : {
        reason: `${name} is an alias, and policies name keys.`,
        remedy: `Specify the ARN of the key ${name}.`,
      };
}

/**
 * AWS's default policy delegates access to the account.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function defaultKeyPolicy(
  partition: string,
  accountId: string,
): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  };
}

/**
 * Resolves the key of a bucket for a role that writes to it. A name that is not
 * an ARN is resolved in the account that writes, regardless of the bucket's
 * owner:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html
 */
export function bucketKeyOf(
  bucket: BucketFacts | undefined,
  writer: Place,
  facts: Pick<SessionFacts, 'bucketKeyArn' | 'bucketKeyPolicy'>,
): Key {
  const {
    kmsKeyArn: name,
    isAwsManagedKey,
    ownerAccountId,
  }: Partial<BucketFacts> = bucket ?? {};
  if (name === undefined || isAwsManagedKey || isAliasOfAws(name)) {
    return awsManagedKey(writer);
  }
  const { bucketKeyArn: arn, bucketKeyPolicy: policy } = facts;
  if (parseArn(name) || isOfWriter(arn, ownerAccountId, writer)) {
    return keyOf(name, writer, { arn, policy });
  }
  const unknown =
    arn && 'unknown' in arn
      ? arn
      : {
          unknown: {
            reason: `The bucket names its key as ${name}, which S3 resolves in account ${writer.accountId}, and there is no information about that key.`,
            remedy: `Let the owner of the bucket name the key by its ARN, or specify the ARN of the key ${name} in account ${writer.accountId}.`,
          },
        };
  return keyOf(name, writer, { arn: unknown, policy: unknown });
}

/** Whether the facts about a key apply to the key that the writer uses. */
function isOfWriter(
  arn: Fact<string> | undefined,
  owner: string | undefined,
  { accountId, region }: Place,
): boolean {
  if (!arn || 'unknown' in arn) {
    return owner === accountId;
  }
  const key = parseArn(arn.known);
  return key?.accountId === accountId && key.region === region;
}

/** Whether the name is the alias of the AWS managed key for S3. */
export function isAliasOfAws(key: string): boolean {
  return (parseArn(key)?.resource ?? key) === 'alias/aws/s3';
}

/**
 * The AWS managed key for S3 allows all principals of its account to use it
 * through S3, unless a statement denies it.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk
 */
function awsManagedKey({ partition, region, accountId }: Place): Key {
  return {
    resource: `arn:${partition}:kms:${region}:${accountId}:key/*`,
    resourceAccountId: accountId,
    resourcePolicy: {
      document: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: '*',
          Action: 'kms:GenerateDataKey',
          Resource: '*',
          Condition: { ArnLike: { 'aws:PrincipalArn': '*' } },
        },
      },
    },
  };
}
