import { KnownKeys, keyTable } from '../access/context';
import { partitionFacts } from '../aws/partition';
import { advise } from './advice';
import { CallOutcome } from './calls';
import { BucketFacts } from './facts';
import { keysOfBucketKey } from './knownKeys';
import { openProblem, plainProblem, refused, withStatements } from './problem';
import { isAwsManaged, Session } from './session';
import { inTurn, isAllowed, NOTHING, StageResult, stoppedBy } from './stage';
import { harmlessStep } from './stageCloudWatch';

/** Whether the log reaches the bucket; `undefined` where none is asked. */
export function stageS3(session: Session): StageResult | undefined {
  const { s3BucketName: name, s3EncryptionEnabled } = session.preferences;
  if (!name) {
    return undefined;
  }
  const { bucket } = session;
  if (!bucket) {
    return unknownBucket(session, name);
  }
  if (!bucket.exists) {
    // With the encryption flag, the missing bucket stops the session before.
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

/** What denies the role is known even of a bucket that is not. */
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
            : advise('tell-bucket', { bucket: name }),
        ),
      );
}

function upload(session: Session, bucket: BucketFacts): StageResult {
  const keys = () => [keyTable(putHeaders(session, bucket))];
  const put = session.ask('putLog', { keys });
  // In its own account, the ACL that the agent sends needs no permission:
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
  return bucket.ownerAccountId === session.accountId
    ? { happens: isAllowed(put), problems: refused(session, 'putLog', put) }
    : foreignUpload(session, put, session.ask('putLogAcl', { keys }));
}

/** Both accounts must allow both; each side is told for itself. */
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

/** Whether the bucket's side does not allow, or may not. */
function isClosedByBucket({ decision, refusedBy, missing }: CallOutcome) {
  return decision.outcome === 'unknown'
    ? missing !== undefined ||
        decision.decisive.some(({ source }) => source === 'resource')
    : refusedBy.includes('resource');
}

/** Whether the role's side does not allow, or may not. */
function isOfRole(outcome: CallOutcome) {
  const { decision, refusedBy } = outcome;
  return decision.outcome === 'unknown'
    ? decision.decisive.some(({ source }) => source !== 'resource') ||
        !isClosedByBucket(outcome)
    : refusedBy.some(side => side !== 'resource');
}

/** The role's part of it: the bucket's has a problem of its own. */
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

/** The ACL, and the encryption that the agent copies from its look. */
function putHeaders(session: Session, bucket: BucketFacts): KnownKeys {
  const acl = { 's3:x-amz-acl': 'bucket-owner-full-control' };
  const { encryption, kmsKeyArn, unknown } = bucket;
  const copied = encryption === 'AES256' || encryption === 'aws:kms';
  const look = isAllowed(session.ask('readBucketEncryption'));
  if (look === false || (!copied && !unknown?.encryption)) {
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
  return look === true
    ? { context: { ...acl, ...headers } }
    : {
        context: acl,
        possibleKeys: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, [null, value]]),
        ),
      };
}

/** S3 asks KMS for a data key as the role. */
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
  // AWS's own key of an account serves that account only.
  const isForeign = bucket.ownerAccountId !== session.accountId;
  return isAwsManaged(bucket.kmsKeyArn) && isForeign
    ? stoppedBy(
        plainProblem(
          's3-key-generate-denied',
          'log',
          { action: 'kms:GenerateDataKey' },
          advise('own-key-for-bucket', { bucket: name }),
        ),
      )
    : throughS3(session, bucket);
}

function throughS3(session: Session, bucket: BucketFacts): StageResult {
  const { resource, resourceAccountId, resourcePolicy, missing } =
    session.bucketKey();
  const { dnsSuffix } = partitionFacts(session.partition);
  const service = `s3.${bucket.region}.${dnsSuffix}`;
  const outcome = session.askThroughS3('encryptLog', {
    resource,
    resourceAccountId,
    resourcePolicy,
    keys: () => [
      keysOfBucketKey({
        service,
        accountId: session.accountId,
        bucketArn: session.place('{bucket}'),
        objectArn: session.place('{bucket}/{folder}*.log'),
      }),
    ],
  });
  const problems = refused(session, 'encryptLog', {
    ...outcome,
    missing: outcome.missing ?? missing,
  });
  return {
    happens: isAllowed(outcome),
    // The role needs the key through S3, and no more.
    problems: problems.map(problem =>
      withStatements(problem, statement => ({
        ...statement,
        Condition: { StringEquals: { 'kms:ViaService': service } },
      })),
    ),
  };
}
