import {
  parametersOf,
  preferencesOf,
  SessionPreferences,
  SessionType,
} from './preferences';
import { ProblemCode, Readiness, Stage, Verdict } from './Readiness';

/**
 * A step on the way to a logged session.
 *
 * @public
 */
export type StepId =
  | 'credentials'
  | 'register'
  | 'connect'
  | 'preferences'
  | 'channel'
  | 'session-key'
  | 'log-group-encryption'
  | 'bucket-encryption'
  | 'run-as'
  | 'cloudWatchLogs'
  | 's3';

/**
 * A stage of the line online, start, log, and its steps.
 *
 * @public
 */
export interface StageMark {
  stage: Stage;
  /** `not-reached` after a stage that fails; `null` where nothing is asked. */
  verdict: Verdict | 'not-reached' | null;
  steps: Array<{ id: StepId; verdict: Verdict | 'not-reached' }>;
}

const STEPS: Readonly<Record<ProblemCode, StepId>> = {
  'trust-does-not-admit-the-node': 'credentials',
  'not-in-instance-profile': 'credentials',
  'update-instance-information-denied': 'register',
  'create-control-channel-denied': 'connect',
  'open-control-channel-denied': 'connect',
  'preferences-unknown': 'preferences',
  'preferences-unreadable': 'preferences',
  'preferences-parameter-denied': 'preferences',
  'preferences-parameter-unknown': 'preferences',
  'create-data-channel-denied': 'channel',
  'open-data-channel-denied': 'channel',
  'session-key-decrypt-denied': 'session-key',
  'session-key-elsewhere': 'session-key',
  'cw-encryption-check-denied': 'log-group-encryption',
  'cw-encryption-group-missing': 'log-group-encryption',
  'cw-group-not-encrypted': 'log-group-encryption',
  's3-encryption-check-denied': 'bucket-encryption',
  's3-encryption-check-failed': 'bucket-encryption',
  's3-bucket-not-encrypted': 'bucket-encryption',
  'run-as-user-missing': 'run-as',
  'cw-streaming-dropped': 'cloudWatchLogs',
  'cw-group-check-denied': 'cloudWatchLogs',
  'cw-group-missing': 'cloudWatchLogs',
  'cw-create-stream-denied': 'cloudWatchLogs',
  'cw-describe-streams-denied': 'cloudWatchLogs',
  'cw-put-events-denied': 'cloudWatchLogs',
  's3-put-denied': 's3',
  's3-put-acl-denied': 's3',
  's3-bucket-policy-missing': 's3',
  's3-key-generate-denied': 's3',
  's3-key-elsewhere': 's3',
  's3-owner-cannot-read': 's3',
  's3-encryption-check-skipped': 's3',
};

/**
 * The line that a session goes along, with what is told of each step.
 *
 * @public
 */
export function stageMarks(
  readiness: Readiness,
  preferences: SessionPreferences,
  sessionType: SessionType = 'Standard_Stream',
): StageMark[] {
  const { online, starts, logged } = readiness;
  const asked = preferencesOf(preferences, sessionType);
  const reached = online !== 'no';
  const start = reached ? startVerdict(readiness) : 'not-reached';
  const step = (id: StepId) => ({ id, verdict: stepVerdict(readiness, id) });
  const after = (id: StepId) =>
    reached ? step(id) : { id, verdict: 'not-reached' as const };
  const logs = (['s3', 'cloudWatchLogs'] as const)
    .filter(
      id => asked[id === 's3' ? 's3BucketName' : 'cloudWatchLogGroupName'],
    )
    .map(id => ({ id, verdict: logged[id] ?? ('not-reached' as const) }));
  return [
    {
      stage: 'online',
      verdict: online,
      steps: [step('credentials'), step('register'), step('connect')],
    },
    { stage: 'start', verdict: start, steps: startSteps(asked).map(after) },
    {
      stage: 'log',
      verdict:
        starts === 'no'
          ? 'not-reached'
          : worst(logs.map(({ verdict }) => verdict)),
      steps: logs,
    },
  ];
}

/** `starts` is about the node being online as well; this is not. */
function startVerdict({ problems }: Readiness): Verdict {
  const severities = problems
    .filter(({ stage }) => stage === 'start')
    .map(({ severity }) => severity);
  return verdictOf(severities);
}

function stepVerdict({ problems }: Readiness, id: StepId): Verdict {
  return verdictOf(
    problems
      .filter(({ code }) => STEPS[code] === id)
      .map(({ severity }) => severity),
  );
}

function verdictOf(
  severities: ReadonlyArray<'error' | 'info' | 'unknown'>,
): Verdict {
  if (severities.includes('error')) {
    return 'no';
  }
  return severities.includes('unknown') ? 'unknown' : 'yes';
}

function startSteps(asked: SessionPreferences): StepId[] {
  const steps: Array<[StepId, unknown]> = [
    ['preferences', asked.unreadable || parametersOf(asked).length > 0],
    ['channel', true],
    ['session-key', asked.kmsKeyId],
    [
      'log-group-encryption',
      asked.cloudWatchLogGroupName && asked.cloudWatchEncryptionEnabled,
    ],
    ['bucket-encryption', asked.s3BucketName && asked.s3EncryptionEnabled],
    ['run-as', asked.runAsEnabled],
  ];
  return steps.filter(([, isTaken]) => isTaken).map(([id]) => id);
}

function worst(
  verdicts: ReadonlyArray<Verdict | 'not-reached'>,
): Verdict | 'not-reached' | null {
  const order = ['no', 'unknown', 'yes'] as const;
  return order.find(verdict => verdicts.includes(verdict)) ?? null;
}
