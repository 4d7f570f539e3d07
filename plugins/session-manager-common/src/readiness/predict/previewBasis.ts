import { Arn, parseArn } from '../../aws/arn';
import { canonicalJson } from '../../json/canonicalJson';
import {
  asList,
  PolicyDocument,
  PolicyStatement,
} from '../../policy/PolicyDocument';
import { BucketFacts, Fact, UnknownReason, SessionFacts } from '../model/facts';
import { KnownBoundary, SpecEnvironment } from './predictSpec';
import { withoutNearMiss } from './problem';
import { Problem, Readiness } from '../model/Readiness';
import { AccountSettings } from '../../roleSpec/roleSpec';

/**
 * The data that a browser needs to resolve and predict further specs of an
 * account: the data of the preview, without what browsers must not receive.
 *
 * @public
 */
export interface PreviewBasis extends SpecEnvironment {
  account: AccountSettings;
}

/**
 * Reduces the data of a preview to what a browser may receive: without the
 * policies of buckets, keys and other roles. Verdicts based on it are never
 * wrong: what those policies decide is unknown, except for a key whose policy
 * delegates access to the account, as AWS's default policy does.
 *
 * @public
 */
export function previewBasis(
  { preferences, facts, boundary }: SpecEnvironment,
  account: AccountSettings,
): PreviewBasis {
  return {
    account,
    preferences,
    facts: factsForBrowsers(facts),
    ...(boundary && { boundary: boundaryForBrowsers(boundary, account) }),
  };
}

/**
 * Returns what a form can fill in from the preferences: the bucket with its
 * owner and key, the log group and the session key, without any policy.
 *
 * @public
 */
export function factsForForms(facts: SessionFacts): SessionFacts {
  const { region, logGroup, bucket, sessionKeyArn, bucketKeyArn } =
    factsForBrowsers(facts);
  return { region, logGroup, bucket, sessionKeyArn, bucketKeyArn };
}

/**
 * Removes the statements of policies that are not the role's own, which only
 * authorized users may read.
 *
 * @public
 */
export function withoutOthersStatements(readiness: Readiness): Readiness {
  // Otherwise the statements may be those of the Default Host Management role.
  const isOwn = readiness.insteadOfRole === undefined;
  const ownOf = ({ decisive }: Problem) =>
    decisive.filter(({ source }) => isOwn && source === 'identity');
  return {
    ...readiness,
    problems: readiness.problems.map(problem => ({
      ...problem,
      decisive: ownOf(problem),
      ...(isOwn ? {} : { repair: withoutNearMiss(problem.repair) }),
    })),
  };
}

/** Lists each field, so that new facts are not sent unless added here. */
function factsForBrowsers(facts: SessionFacts): SessionFacts {
  const { region, logGroup, bucket, sessionKeyArn, bucketKeyArn } = facts;
  const { sessionKeyPolicy, bucketKeyPolicy } = facts;
  return {
    region,
    ...(logGroup && { logGroup }),
    ...(bucket && {
      bucket:
        'known' in bucket ? { known: bucketForBrowsers(bucket.known) } : bucket,
    }),
    ...(sessionKeyArn && { sessionKeyArn }),
    ...(sessionKeyPolicy && {
      sessionKeyPolicy: leavesToAccount(sessionKeyPolicy, sessionKeyArn)
        ? { known: undefined }
        : withheld(sessionKeyPolicy, 'the policy of the key'),
    }),
    ...(bucketKeyArn && { bucketKeyArn }),
    ...(bucketKeyPolicy && {
      bucketKeyPolicy: leavesToAccount(bucketKeyPolicy, bucketKeyArn)
        ? { known: undefined }
        : withheld(bucketKeyPolicy, 'the policy of the bucket’s key'),
    }),
    // If the spec is not for hybrid nodes, the tier was not read. The next spec
    // may be for them.
    instanceTier:
      facts.instanceTier ?? withheld(undefined, 'the tier of hybrid nodes'),
    ...hostManagementForBrowsers(facts),
  };
}

function bucketForBrowsers(bucket: BucketFacts): BucketFacts {
  const { exists, region, ownerAccountId, encryption, kmsKeyArn } = bucket;
  const { isAwsManagedKey, policy, unknown } = bucket;
  return {
    exists,
    region,
    ownerAccountId,
    ...(encryption && { encryption }),
    ...(kmsKeyArn && { kmsKeyArn }),
    isAwsManagedKey,
    unknown: {
      ...(policy && { policy: withheldReason('the policy of the bucket') }),
      ...unknown,
    },
  };
}

/**
 * The caller is not allowed to read the Default Host Management role. If it was
 * not read because the role of this spec does not need it, the role of another
 * spec may need it.
 */
function hostManagementForBrowsers({
  defaultHostManagement: hostManagement,
}: SessionFacts): Pick<SessionFacts, 'defaultHostManagement'> {
  const isOff =
    hostManagement && !('unknown' in hostManagement) && !hostManagement.known;
  return isOff
    ? {}
    : {
        defaultHostManagement: withheld(
          hostManagement,
          'what Default Host Management lends',
        ),
      };
}

/**
 * Then the prediction needs to know only that the key policy is the default.
 */
function leavesToAccount(
  policy: Fact<PolicyDocument | undefined>,
  arn: Fact<string> | undefined,
): boolean {
  if ('unknown' in policy) {
    return false;
  }
  if (!policy.known) {
    return true;
  }
  if (!arn || !('known' in arn)) {
    return false;
  }
  const key = parseArn(arn.known);
  const ofRoles = asList(policy.known.Statement).filter(
    statement => !isOfServices(statement),
  );
  return ofRoles.length > 0 && ofRoles.every(one => isAccountsOwn(one, key));
}

function isOfServices({ Principal }: PolicyStatement): boolean {
  return (
    typeof Principal === 'object' && Object.keys(Principal).join() === 'Service'
  );
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function isAccountsOwn(
  { Sid, ...statement }: PolicyStatement,
  key: Arn | undefined,
): boolean {
  return (
    key !== undefined &&
    canonicalJson(statement) ===
      canonicalJson({
        Effect: 'Allow',
        Principal: { AWS: `arn:${key.partition}:iam::${key.accountId}:root` },
        Action: 'kms:*',
        Resource: '*',
      })
  );
}

function withheld(
  fact: Fact<unknown> | undefined,
  what: string,
): { unknown: UnknownReason } {
  return fact && 'unknown' in fact ? fact : { unknown: withheldReason(what) };
}

function withheldReason(what: string): UnknownReason {
  return {
    reason: `Only the portal reads ${what}.`,
    remedy: 'Wait until the portal answers.',
  };
}

/**
 * Everyone who creates roles in the account may read its configured boundary,
 * and AWS managed policies are public. Any other policy that a form names must
 * not be disclosed.
 */
function boundaryForBrowsers(
  boundary: KnownBoundary,
  { permissionsBoundaryArn }: AccountSettings,
): KnownBoundary {
  const { arn } = boundary;
  const isForAll =
    arn === permissionsBoundaryArn || parseArn(arn)?.accountId === 'aws';
  return isForAll ? boundary : { arn, document: 'unknown' };
}
