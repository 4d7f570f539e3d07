import { Cause, causeOf, CAUSES } from './causes';
import { Problem, Readiness, Stage } from '../model/Readiness';
import { Verdict } from '../../ternary/ternary';
import { RolePurpose } from '../../trust/trustedPurpose';
import { fill } from '../model/sentence';

/**
 * The four outcomes of a prediction, and `not-for-nodes` for a role with
 * another purpose.
 *
 * @public
 */
export type ReadinessState =
  'ready' | 'logs-lost' | 'sessions-fail' | 'unknown' | 'not-a-node-role';

/**
 * The states of a prediction, the most severe first.
 *
 * @public
 */
export const READINESS_STATES: readonly ReadinessState[] = [
  'sessions-fail',
  'logs-lost',
  'unknown',
  'ready',
  'not-a-node-role',
];

/**
 * Returns the item with the most severe state; of equal ones, the first. Throws
 * if the list is empty.
 *
 * @public
 */
export function worstReadiness<T extends { readiness: Readiness }>(
  found: readonly T[],
): T {
  const rank = ({ readiness }: T) =>
    READINESS_STATES.indexOf(readinessState(readiness));
  return found.reduce((worst, one) => (rank(one) < rank(worst) ? one : worst));
}

/**
 * The sentences of headlines. The `{{places}}` are filled with the values and
 * the cause of a {@link HeadlineSentence}.
 *
 * @public
 */
export const HEADLINES = {
  'ready-unlogged':
    'Sessions start. Session logging is off in the session preferences.',
  'ready-s3': 'Sessions start and are logged to S3.',
  'ready-cloudWatchLogs': 'Sessions start and are logged to CloudWatch Logs.',
  'ready-both': 'Sessions start and are logged to S3 and CloudWatch Logs.',
  starts: 'Sessions start.',
  'lost-s3': 'Logs to S3 will be lost: {{cause}}.',
  'lost-cloudWatchLogs': 'Logs to CloudWatch Logs will be lost: {{cause}}.',
  'unknown-s3': 'It is unknown whether logs reach S3: {{cause}}.',
  'unknown-cloudWatchLogs':
    'It is unknown whether logs reach CloudWatch Logs: {{cause}}.',
  'fail-online': 'Sessions fail because the node stays offline: {{cause}}.',
  'fail-start': 'Sessions fail: {{cause}}.',
  'unknown-online': 'It is unknown whether the node comes online: {{cause}}.',
  'unknown-start': 'It is unknown whether sessions start: {{cause}}.',
  'policies-not-read':
    'It is unknown whether sessions start: not all policies of the role could be read.',
  'not-for-nodes':
    'This role is for {{purpose}}, not for nodes: neither EC2 nor Systems Manager can assume it.',
  'worse-on-ec2':
    'This applies to EC2 instances; the prediction for hybrid nodes is better.',
  'worse-on-hybrid':
    'This applies to hybrid nodes; the prediction for EC2 instances is better.',
  'fail-on-hybrid': 'Sessions to hybrid nodes fail: {{cause}}.',
  'instead-of-role':
    'The node does not use this role. It uses {{role}}, which Default Host Management provides.',
} as const;

/** @public */
export type HeadlineId = keyof typeof HEADLINES;

/** @public */
export interface HeadlineSentence {
  id: HeadlineId;
  values: Readonly<Record<string, string>>;
  cause?: Cause;
}

/**
 * The summary of a prediction: its state and one or two sentences.
 *
 * @public
 */
export interface Headline {
  state: ReadinessState;
  sentences: HeadlineSentence[];
  /** The sentences in English, joined by spaces. */
  text: string;
}

/**
 * Summarizes a prediction.
 *
 * @param readiness - `undefined` if nothing can be predicted, because not all
 * policies of the role were read
 *
 * @public
 */
export function headline(readiness: Readiness | undefined): Headline {
  const sentences = readiness
    ? sentencesAbout(readiness)
    : [plain('policies-not-read')];
  return {
    state: readiness ? readinessState(readiness) : 'unknown',
    sentences,
    text: sentences.map(textOf).join(' '),
  };
}

function sentencesAbout(readiness: Readiness): HeadlineSentence[] {
  return readiness.purpose
    ? [notForNodes(readiness.purpose)]
    : [
        ...sentencesOf(readiness),
        ...onlyOnOneKind(readiness),
        ...insteadOf(readiness),
      ];
}

/**
 * Returns the most severe state that is certain, or the unknown state if the
 * outcome may be better.
 *
 * @public
 */
export function readinessState({
  purpose,
  starts,
  logged,
}: Pick<Readiness, 'starts' | 'logged' | 'purpose'>): ReadinessState {
  if (purpose) {
    return 'not-a-node-role';
  }
  const logs = [logged.s3, logged.cloudWatchLogs];
  if (starts === 'no') {
    return 'sessions-fail';
  }
  if (starts === 'unknown') {
    return 'unknown';
  }
  if (logs.includes('no')) {
    return 'logs-lost';
  }
  return logs.includes('unknown') ? 'unknown' : 'ready';
}

function sentencesOf(readiness: Readiness): HeadlineSentence[] {
  const { online, starts, logged } = readiness;
  if (online === 'no') {
    return [aboutStage(readiness, 'online', online)];
  }
  if (starts === 'no') {
    return [aboutStage(readiness, 'start', starts)];
  }
  if (online === 'unknown') {
    return [aboutStage(readiness, 'online', online)];
  }
  if (starts === 'unknown') {
    return [aboutStage(readiness, 'start', starts)];
  }
  const destinations = (['s3', 'cloudWatchLogs'] as const).filter(
    destination => logged[destination] !== null,
  );
  const doubtful = destinations.filter(
    destination => logged[destination] !== 'yes',
  );
  if (doubtful.length === 0) {
    return [
      plain(
        destinations.length === 2
          ? 'ready-both'
          : `ready-${destinations[0] ?? 'unlogged'}`,
      ),
    ];
  }
  return [
    plain('starts'),
    ...doubtful.map(destination => aboutLog(readiness, destination)),
  ];
}

function aboutStage(
  { problems }: Readiness,
  stage: 'online' | 'start',
  verdict: Verdict,
): HeadlineSentence {
  return because(
    `${verdict === 'no' ? 'fail' : 'unknown'}-${stage}`,
    deciding(problems, stage, verdict),
  );
}

const IN_S3 = /^s3-/;

function aboutLog(
  { problems, logged }: Readiness,
  destination: 's3' | 'cloudWatchLogs',
): HeadlineSentence {
  const verdict = logged[destination] ?? 'unknown';
  const about = problems.filter(
    ({ code }) => IN_S3.test(code) === (destination === 's3'),
  );
  return because(
    `${verdict === 'no' ? 'lost' : 'unknown'}-${destination}`,
    deciding(about, 'log', verdict),
  );
}

/** Returns the first problem that causes the verdict. */
function deciding(
  problems: readonly Problem[],
  stage: Stage,
  verdict: Verdict,
): Problem | undefined {
  const severity = verdict === 'no' ? 'error' : 'unknown';
  return problems.find(
    problem => problem.stage === stage && problem.severity === severity,
  );
}

function because(
  id: HeadlineId,
  problem: Problem | undefined,
): HeadlineSentence {
  return problem ? { ...plain(id), cause: causeOf(problem) } : plain(id);
}

function notForNodes({ label }: RolePurpose): HeadlineSentence {
  return { id: 'not-for-nodes', values: { purpose: label } };
}

/**
 * Returns the sentence to add if the outcome applies to one kind of node only.
 */
function onlyOnOneKind(readiness: Readiness): HeadlineSentence[] {
  const { byNodeKind, starts, problems } = readiness;
  if (!byNodeKind) {
    return [];
  }
  if (byNodeKind.hybrid.starts === 'no' && starts !== 'no') {
    const tier = problems.find(
      ({ code }) => code === 'standard-instances-tier',
    );
    return [because('fail-on-hybrid', tier)];
  }
  const state = readinessState(readiness);
  const [ec2, hybrid] = [byNodeKind.ec2, byNodeKind.hybrid].map(
    verdicts => readinessState(verdicts) === state,
  );
  if (ec2 === hybrid) {
    return [];
  }
  return [plain(ec2 ? 'worse-on-ec2' : 'worse-on-hybrid')];
}

function insteadOf({ insteadOfRole }: Readiness): HeadlineSentence[] {
  return insteadOfRole
    ? [{ id: 'instead-of-role', values: { role: insteadOfRole } }]
    : [];
}

function plain(id: HeadlineId): HeadlineSentence {
  return { id, values: {} };
}

function textOf({ id, values, cause }: HeadlineSentence): string {
  return fill(HEADLINES[id], {
    ...values,
    ...(cause ? { cause: fill(CAUSES[cause.id], cause.values) } : {}),
  });
}
