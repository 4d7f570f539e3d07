import { parseArn } from '../aws/arn';
import { PolicyDocument } from '../policy/PolicyDocument';
import { ResourcePolicy } from './calls';
import { Fact, Missing } from './facts';

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
  const known = facts.arn && 'known' in facts.arn ? facts.arn.known : undefined;
  const resource = alias ? `key/*` : `key/${id.replace(/^key\//, '')}`;
  const key =
    known ?? `arn:${at.partition}:kms:${at.region}:${at.accountId}:${resource}`;
  const accountId = parseArn(key)?.accountId ?? at.accountId;
  return {
    resource: key,
    resourceAccountId: accountId,
    resourcePolicy:
      facts.policy && 'unknown' in facts.policy
        ? { missing: facts.policy.unknown }
        : {
            document:
              facts.policy?.known ?? defaultKeyPolicy(at.partition, accountId),
          },
    ...(alias ? { alias } : {}),
    ...(alias && !known ? { missing: missingArn(name, facts.arn) } : {}),
  };
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
 * AWS's own key for S3 in an account lets each of its sessions in, through S3;
 * what denies still denies.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk
 */
export function awsManagedKey({ partition, region, accountId }: Place): Key {
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
