import { all, Ternary } from '../access/ternary';
import { AgentCall, CallOutcome } from './calls';
import { BucketFacts } from './facts';
import type { Session } from './predict';
import { callProblem, plainProblem } from './problem';
import { Problem, ProblemCode } from './Readiness';
import { isAllowed, StageResult } from './stage';

/** Whether the log reaches CloudWatch Logs; `undefined` where none is asked. */
export function stageCloudWatch(session: Session): StageResult | undefined {
  const { cloudWatchLogGroupName: name } = session.preferences;
  if (!name) {
    return undefined;
  }
  const group = logGroup(session, name);
  const streams = logStreams(session, name);
  return {
    happens: all([group.happens, streams.happens]),
    problems: [...group.problems, ...streams.problems],
  };
}

/**
 * With the encryption flag, the group was looked at before the session. With
 * streaming, a refused look switches the log off; without, it only warns
 * (agent/session/shell/shell.go).
 */
function logGroup(session: Session, name: string): StageResult {
  const { cloudWatchEncryptionEnabled, cloudWatchStreamingEnabled } =
    session.preferences;
  const { logGroup: fact } = session.facts;
  const look = session.describeLogGroups();
  const seen = isAllowed(look);
  const problems: Problem[] = [];
  let happens: Ternary = cloudWatchStreamingEnabled ? seen : true;
  if (seen !== true && !cloudWatchEncryptionEnabled) {
    const dropped = cloudWatchStreamingEnabled && seen === false;
    problems.push(
      callProblem(
        dropped ? 'cw-streaming-dropped' : 'cw-group-check-denied',
        'log',
        look,
        { harmless: !dropped, resource: '*' },
      ),
    );
  }
  if (!fact || 'unknown' in fact) {
    happens = all([happens, 'unknown']);
    problems.push(
      plainProblem(
        'cw-group-missing',
        'log',
        { resource: name },
        fact?.unknown.settle ?? `Tell whether the log group ${name} exists.`,
        'unknown',
      ),
    );
  } else if (!fact.known.exists) {
    happens = false;
    if (!cloudWatchEncryptionEnabled) {
      problems.push(
        plainProblem(
          'cw-group-missing',
          'log',
          { resource: name },
          `Create the log group ${name}: the agent never creates one for a session.`,
        ),
      );
    }
  }
  return { happens, problems };
}

function logStreams(session: Session, name: string): StageResult {
  const group = `${session.logGroups}:${name}`;
  const ask = (action: string, resource: string) =>
    session.ask({ action, resource, region: session.region });
  const create = ask('logs:CreateLogStream', `${group}:log-stream:*`);
  const describe = ask('logs:DescribeLogStreams', `${group}:log-stream:`);
  const put = ask('logs:PutLogEvents', `${group}:log-stream:*`);
  return {
    // The token that DescribeLogStreams gives is not needed any more.
    happens: all([isAllowed(create), isAllowed(put)]),
    problems: [
      ...refused(create, 'cw-create-stream-denied'),
      ...refused(describe, 'cw-describe-streams-denied', true),
      ...refused(put, 'cw-put-events-denied'),
    ],
  };
}

/** Whether the log reaches the bucket; `undefined` where none is asked. */
export function stageS3(session: Session): StageResult | undefined {
  const { s3BucketName: name } = session.preferences;
  if (!name) {
    return undefined;
  }
  const { bucket } = session.facts;
  if (!bucket || 'unknown' in bucket) {
    return {
      happens: 'unknown',
      problems: [
        plainProblem(
          's3-put-denied',
          'log',
          { action: 's3:PutObject', resource: session.logObjects },
          bucket?.unknown.settle ??
            `Tell who owns the bucket ${name} and how it is encrypted.`,
          'unknown',
        ),
      ],
    };
  }
  if (!bucket.known.exists) {
    return {
      happens: false,
      problems: session.preferences.s3EncryptionEnabled
        ? []
        : [
            plainProblem(
              's3-put-denied',
              'log',
              { action: 's3:PutObject', resource: session.logObjects },
              `Create the bucket ${name}, or name another one in the preferences.`,
            ),
          ],
    };
  }
  const parts = [
    encryptionLook(session),
    upload(session, bucket.known),
    bucketKey(session, bucket.known),
  ];
  return {
    happens: all(parts.map(({ happens }) => happens)),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

/** Refused, the agent uploads without encryption headers (s3util.go). */
function encryptionLook(session: Session): StageResult {
  const look = session.getBucketEncryption();
  return {
    happens: true,
    problems: session.preferences.s3EncryptionEnabled
      ? []
      : refused(look, 's3-encryption-check-skipped', true),
  };
}

function upload(session: Session, bucket: BucketFacts): StageResult {
  const foreign = bucket.ownerAccountId !== session.accountId;
  const call: Omit<AgentCall, 'action'> = {
    resource: session.logObjects,
    ...session.bucketSide(),
    ...putHeaders(session, bucket),
  };
  const put = session.ask({ ...call, action: 's3:PutObject' });
  // In its own account, the ACL that the agent sends needs no permission:
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
  const acl = foreign
    ? session.ask({ ...call, action: 's3:PutObjectAcl' })
    : undefined;
  const both = acl ? [put, acl] : [put];
  const closed = both.find(({ refusedBy }) => refusedBy === 'resource');
  return {
    happens: all(both.map(isAllowed)),
    problems: [
      ...(put === closed ? [] : refused(put, 's3-put-denied')),
      ...(acl && acl.refusedBy !== 'resource'
        ? refused(acl, 's3-put-acl-denied')
        : []),
      ...(closed ? refused(closed, 's3-bucket-policy-missing') : []),
    ],
  };
}

const SSE = 's3:x-amz-server-side-encryption';
const SSE_KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id';

/** The ACL, and the encryption that the agent copies from its look. */
function putHeaders(
  session: Session,
  { encryption, kmsKeyArn }: BucketFacts,
): Pick<AgentCall, 'context' | 'absentKeys'> {
  const acl = { 's3:x-amz-acl': 'bucket-owner-full-control' };
  const look = isAllowed(session.getBucketEncryption());
  if (look === 'unknown') {
    return { context: acl };
  }
  if (look === false || (encryption !== 'AES256' && encryption !== 'aws:kms')) {
    return { context: acl, absentKeys: [SSE, SSE_KEY] };
  }
  return kmsKeyArn && encryption === 'aws:kms'
    ? { context: { ...acl, [SSE]: encryption, [SSE_KEY]: kmsKeyArn } }
    : { context: { ...acl, [SSE]: encryption }, absentKeys: [SSE_KEY] };
}

/** S3 asks KMS for a data key as the role. */
function bucketKey(session: Session, bucket: BucketFacts): StageResult {
  if (!bucket.encryption?.startsWith('aws:kms')) {
    return { happens: true, problems: [] };
  }
  const key = session.bucketKey(bucket);
  if (!key) {
    return awsManagedKey(session, bucket);
  }
  const outcome = session.ask({
    ...key,
    action: 'kms:GenerateDataKey',
    region: bucket.region,
    context: {
      'kms:ViaService': `s3.${bucket.region}.${session.dnsSuffix}`,
      'kms:CallerAccount': session.accountId,
    },
  });
  return {
    happens: isAllowed(outcome),
    problems: refused(outcome, 's3-key-generate-denied'),
  };
}

/** AWS's own key of an account serves that account only. */
function awsManagedKey(session: Session, bucket: BucketFacts): StageResult {
  return bucket.ownerAccountId === session.accountId
    ? { happens: true, problems: [] }
    : {
        happens: false,
        problems: [
          plainProblem(
            's3-key-generate-denied',
            'log',
            { action: 'kms:GenerateDataKey' },
            'The bucket is encrypted with the key aws/s3, which other accounts can never use: its owner must encrypt it with a customer managed key.',
          ),
        ],
      };
}

function refused(
  outcome: CallOutcome,
  code: ProblemCode,
  harmless = false,
): Problem[] {
  return outcome.decision.outcome === 'allowed'
    ? []
    : [callProblem(code, 'log', outcome, { harmless })];
}
