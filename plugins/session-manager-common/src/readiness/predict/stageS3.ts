import { KnownKeys, keyTable } from '../../access/context';
import { parseArn } from '../../aws/arn';
import { s3AsService } from '../../aws/partition';
import { advise } from '../model/advice';
import { CallOutcome } from './calls';
import { BucketFacts } from '../model/facts';
import { isAliasOfAws } from './keys';
import { keysOfAliases, keysOfBucketKey } from './knownKeys';
import { isFromParameterStore } from '../model/preferences';
import {
  openProblem,
  openValue,
  plainProblem,
  refused,
  withStatements,
} from './problem';
import type { Session } from './session';
import { inTurn, isAllowed, NOTHING, StageResult, stoppedBy } from './stage';
import { harmlessStep } from './stageCloudWatch';

/** Whether the log reaches the bucket; `undefined` if it is not configured. */
export function stageS3(session: Session): StageResult | undefined {
  const { s3BucketName: name, s3EncryptionEnabled } = session.preferences;
  if (!name) {
    return undefined;
  }
  if (isFromParameterStore(session.preferences, 's3BucketName')) {
    return stoppedBy(openValue('s3-put-denied', 'log', [name]));
  }
  const { bucket } = session;
  if (!bucket) {
    return unknownBucket(session, name);
  }
  if (!bucket.exists) {
    // With the encryption flag, a missing bucket has already prevented the
    // session.
    return s3EncryptionEnabled
      ? { happens: false, problems: [] }
      : stoppedBy(
          plainProblem(
            's3-put-denied',
            'log',
            aboutLogs(session),
            advise('create-bucket', { bucket: name }),
          ),
        );
  }
  return inTurn([
    s3EncryptionEnabled
      ? NOTHING
      : harmlessStep(session, 'readBucketEncryption'),
    upload(session, bucket),
    bucketKey(session, bucket),
  ]);
}

function aboutLogs(session: Session) {
  return {
    action: 's3:PutObject',
    resource: session.place('{bucket}/{folder}*'),
  };
}

/**
 * An explicit deny in the role's policies applies even if the bucket is
 * unknown.
 */
function unknownBucket(session: Session, name: string): StageResult {
  const put = session.ask('putLog');
  const { bucket: fact } = session.facts;
  return put.refusedBy.length > 0
    ? { happens: false, problems: refused(session, 'putLog', put) }
    : stoppedBy(
        openProblem(
          's3-put-denied',
          'log',
          aboutLogs(session),
          fact && 'unknown' in fact
            ? fact.unknown
            : advise('specify-bucket', { bucket: name }),
        ),
      );
}

function upload(session: Session, bucket: BucketFacts): StageResult {
  const { preferences } = session;
  if (isFromParameterStore(preferences, 's3KeyPrefix')) {
    return stoppedBy(
      openValue('s3-put-denied', 'log', [preferences.s3KeyPrefix]),
    );
  }
  const keys = () => [keyTable(putHeaders(session, bucket))];
  const put = session.ask('putLog', { keys });
  if (bucket.ownerAccountId !== session.accountId) {
    return foreignUpload(session, put, session.ask('putLogAcl', { keys }));
  }
  const happens = isAllowed(put);
  return happens === true
    ? ownAcl(
        session,
        session.ask('putLogAcl', { keys, needsNoPermission: true }),
      )
    : { happens, problems: refused(session, 'putLog', put) };
}

/**
 * Within an account, the ACL that the agent sends needs no permission according
 * to the Session Manager guide, and one according to the S3 API reference.
 * Without a statement the upload works; the effect of a deny statement is
 * unknown.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
function ownAcl(
  session: Session,
  { call: { action }, decision }: CallOutcome,
): StageResult {
  const denials = decision.decisive.filter(
    ({ statement }) => statement.Effect === 'Deny',
  );
  if (denials.length === 0) {
    return NOTHING;
  }
  return stoppedBy({
    ...openProblem(
      's3-put-acl-denied',
      'log',
      { ...aboutLogs(session), action },
      advise('denied-acl', { action }),
    ),
    decisive: denials,
  });
}

/** Both accounts must allow both actions. Each side is reported separately. */
function foreignUpload(
  session: Session,
  put: CallOutcome,
  acl: CallOutcome,
): StageResult {
  const closed = [put, acl].filter(isClosedByBucket);
  const byBucket =
    closed.find(({ decision }) => decision.outcome === 'denied') ?? closed[0];
  const ofRole = (id: 'putLog' | 'putLogAcl', outcome: CallOutcome) =>
    isOfRole(outcome) ? refused(session, id, withoutBucket(outcome)) : [];
  return inTurn([
    { happens: isAllowed(put), problems: ofRole('putLog', put) },
    { happens: isAllowed(acl), problems: ofRole('putLogAcl', acl) },
    byBucket ? bucketRefuses(session, byBucket, closed) : NOTHING,
  ]);
}

/** Whether the bucket policy does not allow the call, or may not allow it. */
function isClosedByBucket({ call, decision, refusedBy }: CallOutcome) {
  const { resourcePolicy = {} } = call;
  return decision.outcome === 'unknown'
    ? 'missing' in resourcePolicy ||
        decision.decisive.some(({ source }) => source === 'resource')
    : refusedBy.includes('resource');
}

/** Whether the role's policies do not allow the call, or may not allow it. */
function isOfRole(outcome: CallOutcome) {
  const { decision, refusedBy } = outcome;
  return decision.outcome === 'unknown'
    ? decision.decisive.some(({ source }) => source !== 'resource') ||
        !isClosedByBucket(outcome)
    : refusedBy.some(side => side !== 'resource');
}

/**
 * The role's part of the outcome. The bucket policy has a problem of its own.
 */
function withoutBucket(outcome: CallOutcome): CallOutcome {
  return {
    ...outcome,
    refusedBy: outcome.refusedBy.filter(side => side !== 'resource'),
  };
}

function bucketRefuses(
  session: Session,
  outcome: CallOutcome,
  closed: readonly CallOutcome[],
): StageResult {
  const id = outcome.call.action === 's3:PutObject' ? 'putLog' : 'putLogAcl';
  const refusedBy = outcome.refusedBy.filter(side => side === 'resource');
  const problems = refused(
    session,
    id,
    { ...outcome, refusedBy },
    { code: 's3-bucket-policy-missing' },
  );
  const Action = closed.map(({ call }) => call.action);
  return {
    happens: isAllowed(outcome),
    problems: problems.map(problem =>
      withStatements(problem, statement =>
        Action.length > 1 ? { ...statement, Action } : statement,
      ),
    ),
  };
}

const SSE = 's3:x-amz-server-side-encryption';
const SSE_KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id';

/**
 * The condition keys of the ACL, and of the encryption that the agent copies
 * from the bucket.
 */
function putHeaders(session: Session, bucket: BucketFacts): KnownKeys {
  const acl = { 's3:x-amz-acl': 'bucket-owner-full-control' };
  const { encryption, kmsKeyArn, unknown } = bucket;
  const copied = encryption === 'AES256' || encryption === 'aws:kms';
  const checkAllowed = isAllowed(session.ask('readBucketEncryption'));
  if (checkAllowed === false || (!copied && !unknown?.encryption)) {
    return { context: acl };
  }
  if (unknown?.encryption) {
    return {
      context: acl,
      possibleKeys: {
        [SSE]: [null, 'AES256', 'aws:kms'],
        [SSE_KEY]: [null, '*'],
      },
    };
  }
  const key = encryption === 'aws:kms' ? kmsKeyArn : undefined;
  const headers = {
    [SSE]: encryption ?? '',
    ...(key ? { [SSE_KEY]: key } : {}),
  };
  return checkAllowed === true
    ? { context: { ...acl, ...headers } }
    : {
        context: acl,
        possibleKeys: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, [null, value]]),
        ),
      };
}

/** S3 requests a data key from KMS on behalf of the role. */
function bucketKey(session: Session, bucket: BucketFacts): StageResult {
  const name = session.preferences.s3BucketName;
  if (bucket.unknown?.encryption) {
    return stoppedBy(
      openProblem(
        's3-key-generate-denied',
        'log',
        { action: 'kms:GenerateDataKey' },
        bucket.unknown.encryption,
      ),
    );
  }
  if (!bucket.encryption?.startsWith('aws:kms')) {
    return NOTHING;
  }
  if (isAwsKeyOfOther(session, bucket)) {
    return stoppedBy(
      plainProblem(
        's3-key-generate-denied',
        'log',
        { action: 'kms:GenerateDataKey' },
        advise('own-key-for-bucket', { bucket: name }),
      ),
    );
  }
  const keyArn = bucketKeyArn(session, bucket);
  const keyRegion = parseArn(keyArn)?.region;
  return keyRegion === bucket.region
    ? inTurn([throughS3(session, bucket), ownerReads(session, bucket)])
    : stoppedBy(
        plainProblem(
          's3-key-elsewhere',
          'log',
          { action: 'kms:GenerateDataKey', resource: keyArn },
          advise('bucket-key-in-region', {
            bucket: name,
            region: bucket.region,
            key: keyArn,
            keyRegion: keyRegion ?? '',
          }),
        ),
      );
}

/**
 * An AWS managed key can be used in its own account only:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html#bucket-encryption-update-bucket-policy
 */
function isAwsKeyOfOther(
  { accountId }: Session,
  { kmsKeyArn: name = '', isAwsManagedKey = isAliasOfAws(name) }: BucketFacts,
): boolean {
  const manager = parseArn(name)?.accountId ?? accountId;
  return isAwsManagedKey && manager !== accountId;
}

/**
 * The key ARN that the bucket names, if it is more specific than the resolved
 * key.
 */
function bucketKeyArn(session: Session, { kmsKeyArn = '' }: BucketFacts) {
  const { resource } = session.bucketKey();
  return resource.endsWith('*') && parseArn(kmsKeyArn) ? kmsKeyArn : resource;
}

/**
 * If the bucket does not name a key by ARN, S3 encrypts with a key of the
 * account that writes, which the owner of the bucket cannot use:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html#bucket-encryption-update-bucket-policy
 */
function ownerReads(
  session: Session,
  { ownerAccountId, kmsKeyArn: name }: BucketFacts,
): StageResult {
  const { accountId, preferences } = session;
  if (ownerAccountId === accountId || parseArn(name ?? '')) {
    return NOTHING;
  }
  const { resource } = session.bucketKey();
  return {
    happens: true,
    problems: [
      {
        ...plainProblem(
          's3-owner-cannot-read',
          'log',
          { action: 'kms:Decrypt', resource },
          advise('key-of-bucket-owner', {
            bucket: preferences.s3BucketName,
            account: accountId,
            key: name ?? 'aws/s3',
          }),
          'info',
        ),
      },
    ],
  };
}

function throughS3(session: Session, bucket: BucketFacts): StageResult {
  const { resource, resourceAccountId, resourcePolicy, missing } =
    session.bucketKey();
  const service = s3AsService(session.partition, bucket.region);
  const outcome = session.askThroughS3('encryptLog', {
    resource,
    resourceAccountId,
    resourcePolicy,
    keys: () => [
      ...keysOfAliases(session.facts.bucketKeyAliases),
      keysOfBucketKey({
        service,
        accountId: session.accountId,
        bucketArn: session.place('{bucket}'),
        objectArn: isFromParameterStore(session.preferences, 's3KeyPrefix')
          ? '*'
          : session.place('{bucket}/{folder}*.log'),
      }),
    ],
  });
  const problems = refused(session, 'encryptLog', {
    ...outcome,
    missing: outcome.missing ?? missing,
  });
  return {
    happens: isAllowed(outcome),
    // The role needs the key only through S3.
    problems: problems.map(problem =>
      withStatements(problem, statement => ({
        ...statement,
        Condition: { StringEquals: { 'kms:ViaService': service } },
      })),
    ),
  };
}
