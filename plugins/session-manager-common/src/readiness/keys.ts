import { parseArn } from '../aws/arn';
import { PolicyDocument } from '../policy/PolicyDocument';
import { ResourcePolicy } from './calls';
import { BucketFacts, Fact, Missing, SessionFacts } from './facts';

/** A KMS key that a call is about. */
export interface Key {
  /** Its ARN; with a `*` for the id where only an alias is known. */
  resource: string;
  resourceAccountId: string;
  resourcePolicy: ResourcePolicy;
  /** The alias that it is called by, if it is. */
  alias?: string;
  /** What would settle which key it is. */
  missing?: Missing;
}

/** Where a key is looked for that is not named by an ARN. */
interface Place {
  partition: string;
  region: string;
  accountId: string;
}

/**
 * The key that a name means: an id, an alias, or the ARN of either, which
 * KMS all takes. Policies know the key's own ARN only:
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
  // What is named by its own ARN is that key, whatever else is told.
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

/** Every key has a policy: that nothing is told of it does not say what it is. */
function policyOf(
  name: string,
  fact: Fact<PolicyDocument | undefined> | undefined,
  byDefault: () => PolicyDocument,
): ResourcePolicy {
  if (!fact) {
    return {
      missing: {
        reason: `Nothing is known of the policy of the key ${name}.`,
        settle: `Look up the policy of the key ${name}: every key has one, and it decides who may use the key.`,
      },
    };
  }
  return 'unknown' in fact
    ? { missing: fact.unknown }
    : { document: fact.known ?? byDefault() };
}

function missingArn(name: string, fact: Fact<string> | undefined): Missing {
  return fact && 'unknown' in fact
    ? fact.unknown
    : {
        reason: `${name} is an alias, and policies name keys.`,
        settle: `Tell which key ${name} is.`,
      };
}

/**
 * What AWS writes where nobody writes a policy: the account decides.
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
 * The key of a bucket for a role that writes there. A name that is no ARN is
 * looked for in the account that writes, whosever the bucket is:
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
            reason: `The bucket names its key as ${name}, which S3 looks for in account ${writer.accountId}, and nothing is known of such a key there.`,
            settle: `Let the owner of the bucket name the key by its whole ARN, or tell which key ${name} is in account ${writer.accountId}.`,
          },
        };
  return keyOf(name, writer, { arn: unknown, policy: unknown });
}

/** Whether what is told of a key is of the one that the writer gets. */
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

/** Whether a bucket names the key that AWS keeps for S3 in each account. */
export function isAliasOfAws(key: string): boolean {
  return (parseArn(key)?.resource ?? key) === 'alias/aws/s3';
}

/**
 * AWS's own key for S3 in an account lets each of its sessions in, through S3;
 * what denies still denies.
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
