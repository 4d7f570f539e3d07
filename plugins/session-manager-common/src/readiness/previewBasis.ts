import { Arn, parseArn } from '../aws/arn';
import { canonicalJson } from '../json/canonicalJson';
import {
  asList,
  PolicyDocument,
  PolicyStatement,
} from '../policy/PolicyDocument';
import { BucketFacts, Fact, Missing, SessionFacts } from './facts';
import { KnownBoundary, SpecSurroundings } from './predictSpec';
import { withoutNearMiss } from './problem';
import { Problem, Readiness } from './Readiness';
import { AccountSettings } from '../roleSpec/roleSpec';

/**
 * What a browser needs to resolve and to judge the next spec of an account
 * itself: all that a preview was made with, but for what is not for browsers.
 *
 * @public
 */
export interface PreviewBasis extends SpecSurroundings {
  account: AccountSettings;
}

/**
 * The basis of a preview as a browser may have it: without the policies of
 * buckets, keys and other roles. With it nothing is told that is not so; what
 * those policies decide is unknown, but for a key that leaves it to the
 * account, as AWS's own policy for keys does.
 *
 * @public
 */
export function previewBasis(
  { preferences, facts, boundary }: SpecSurroundings,
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
 * A prediction without the statements of policies that are not the role's own:
 * they are for those who may read them.
 *
 * @public
 */
export function withoutOthersStatements(readiness: Readiness): Readiness {
  // The statements may then be those of the role that is lent.
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

/** Field by field: what comes to the facts later stays where it is. */
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
        : kept(sessionKeyPolicy, 'the policy of the key'),
    }),
    ...(bucketKeyArn && { bucketKeyArn }),
    ...(bucketKeyPolicy && {
      bucketKeyPolicy: leavesToAccount(bucketKeyPolicy, bucketKeyArn)
        ? { known: undefined }
        : kept(bucketKeyPolicy, 'the policy of the bucket’s key'),
    }),
    // Where the spec is not for hybrid nodes, nobody looked; the next may be.
    instanceTier:
      facts.instanceTier ?? kept(undefined, 'the tier of hybrid nodes'),
    ...lentForBrowsers(facts),
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
      ...(policy && { policy: keptByPortal('the policy of the bucket') }),
      ...unknown,
    },
  };
}

/**
 * The role is not the caller's. Where nobody looked whether one is lent,
 * because the role of this spec needs none, that of another spec may.
 */
function lentForBrowsers({
  defaultHostManagement: lent,
}: SessionFacts): Pick<SessionFacts, 'defaultHostManagement'> {
  const isOff = lent && 'known' in lent && !lent.known;
  return isOff
    ? {}
    : {
        defaultHostManagement: kept(lent, 'what Default Host Management lends'),
      };
}

/** Then a prediction needs no more than that nobody wrote another policy. */
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

function kept(
  fact: Fact<unknown> | undefined,
  what: string,
): { unknown: Missing } {
  return fact && 'unknown' in fact ? fact : { unknown: keptByPortal(what) };
}

function keptByPortal(what: string): Missing {
  return {
    reason: `Only the portal reads ${what}.`,
    settle: 'Wait until the portal answers.',
  };
}

/**
 * Of the boundaries, the account's own is for everyone who makes roles in it,
 * and AWS's are public. A form may name any policy of the account, and is not
 * to be a way of reading it.
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
