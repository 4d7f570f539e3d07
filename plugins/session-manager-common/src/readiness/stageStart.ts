import { all } from '../access/ternary';
import type { Session } from './predict';
import { callProblem, plainProblem } from './problem';
import { isAllowed, StageResult } from './stage';
import { channelProblems } from './stageOnline';

const NOTHING: StageResult = { happens: true, problems: [] };

/** Whether a session starts on a connected node, in the agent's order. */
export function stageStart(session: Session): StageResult {
  const steps = [
    channelProblems(session, 'start', [
      ['create-data-channel-denied', 'ssmmessages:CreateDataChannel'],
      ['open-data-channel-denied', 'ssmmessages:OpenDataChannel'],
    ]),
    sessionKey(session),
    logGroupEncryption(session),
    bucketEncryption(session),
    runAsUser(session),
  ];
  return {
    happens: all(steps.map(({ happens }) => happens)),
    problems: steps.flatMap(({ problems }) => problems),
  };
}

/** The agent decrypts the session's data key (agent/session/crypto). */
function sessionKey(session: Session): StageResult {
  const key = session.sessionKey();
  if (!key) {
    return NOTHING;
  }
  const outcome = session.ask({
    ...key,
    action: 'kms:Decrypt',
    region: session.region,
    absentKeys: ['kms:ViaService', 'aws:CalledVia'],
    context: { 'kms:CallerAccount': session.accountId },
  });
  return stepOf(outcome, () => [
    callProblem('session-key-decrypt-denied', 'start', outcome),
  ]);
}

/** agent/session/shell/shell.go asks for the group's key if the flag is set. */
function logGroupEncryption(session: Session): StageResult {
  const { cloudWatchLogGroupName: name, cloudWatchEncryptionEnabled } =
    session.preferences;
  if (!name || !cloudWatchEncryptionEnabled) {
    return NOTHING;
  }
  const outcome = session.describeLogGroups();
  if (outcome.decision.outcome !== 'allowed') {
    return stepOf(outcome, () => [
      callProblem('cw-encryption-check-denied', 'start', outcome, {
        resource: '*',
      }),
    ]);
  }
  const group = session.facts.logGroup;
  const about = { resource: name };
  if (!group || 'unknown' in group) {
    return unknownStep(
      plainProblem(
        'cw-group-not-encrypted',
        'start',
        about,
        group?.unknown.settle ??
          `Tell whether the log group ${name} exists and has a KMS key.`,
        'unknown',
      ),
    );
  }
  if (!group.known.exists) {
    return fault(
      plainProblem(
        'cw-encryption-group-missing',
        'start',
        about,
        `Create the log group ${name} with a KMS key: the agent never creates one.`,
      ),
    );
  }
  return group.known.kmsKeyArn
    ? NOTHING
    : fault(
        plainProblem(
          'cw-group-not-encrypted',
          'start',
          about,
          `Associate a KMS key with the log group ${name}, or let the preferences log without encryption.`,
        ),
      );
}

/** agent/s3util/s3util.go: only these count as encrypted. */
const ENCRYPTED: readonly unknown[] = ['AES256', 'aws:kms'];

function bucketEncryption(session: Session): StageResult {
  const { s3BucketName: name, s3EncryptionEnabled } = session.preferences;
  if (!name || !s3EncryptionEnabled) {
    return NOTHING;
  }
  const { bucket } = session.facts;
  const outcome = session.getBucketEncryption();
  const about = { resource: outcome.call.resource };
  if (bucket && 'known' in bucket && !bucket.known.exists) {
    return fault(
      plainProblem(
        's3-encryption-check-failed',
        'start',
        { ...about, action: outcome.call.action },
        `Create the bucket ${name}, or name another one in the preferences.`,
      ),
    );
  }
  if (outcome.decision.outcome !== 'allowed') {
    return stepOf(outcome, () => [
      callProblem('s3-encryption-check-denied', 'start', outcome),
    ]);
  }
  if (!bucket || 'unknown' in bucket) {
    return unknownStep(
      plainProblem(
        's3-bucket-not-encrypted',
        'start',
        about,
        bucket?.unknown.settle ?? `Tell how the bucket ${name} is encrypted.`,
        'unknown',
      ),
    );
  }
  return ENCRYPTED.includes(bucket.known.encryption)
    ? NOTHING
    : fault(
        plainProblem(
          's3-bucket-not-encrypted',
          'start',
          about,
          bucket.known.encryption === 'aws:kms:dsse'
            ? `The agent does not count dual-layer encryption (aws:kms:dsse): encrypt the bucket ${name} with aws:kms or AES256, or let the preferences log without encryption.`
            : `Encrypt the bucket ${name} by default, or let the preferences log without encryption.`,
        ),
      );
}

/** Who starts the session may bring the user's name along, in a tag. */
function runAsUser({ preferences }: Session): StageResult {
  const { runAsEnabled, runAsDefaultUser } = preferences;
  return runAsEnabled && !runAsDefaultUser
    ? unknownStep(
        plainProblem(
          'run-as-user-missing',
          'start',
          {},
          'Set a default user in the preferences, or tag every IAM principal that starts sessions with SSMSessionRunAs.',
          'unknown',
        ),
      )
    : NOTHING;
}

function stepOf(
  outcome: Parameters<typeof isAllowed>[0],
  problems: () => StageResult['problems'],
): StageResult {
  const happens = isAllowed(outcome);
  return { happens, problems: happens === true ? [] : problems() };
}

function fault(problem: StageResult['problems'][number]): StageResult {
  return { happens: false, problems: [problem] };
}

function unknownStep(problem: StageResult['problems'][number]): StageResult {
  return { happens: 'unknown', problems: [problem] };
}
