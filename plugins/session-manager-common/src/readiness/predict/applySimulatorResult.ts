import { Verdict } from '../../ternary/ternary';
import { Disagreement, SimulatorResult } from '../model/SimulatorResult';
import { advise } from '../model/advice';
import {
  NodeVerdicts,
  Problem,
  ProblemCode,
  Readiness,
  Stage,
} from '../model/Readiness';

/** The problems whose denied call affects no session. */
const HARMLESS: readonly ProblemCode[] = [
  'cw-describe-streams-denied',
  's3-encryption-check-skipped',
];

/**
 * Lowers the verdicts that the IAM policy simulator contradicts: if it denies a
 * call that is predicted to be allowed, what depends on the call becomes
 * `unknown`. A call that it allows against the prediction changes nothing,
 * because the prediction lists the statements that deny the call. Some denials
 * affect certain sessions only; if `session` does not say which, they are
 * assumed to have an effect.
 *
 * @public
 */
export function applySimulatorResult(
  readiness: Readiness,
  simulatorResult: SimulatorResult,
  session: {
    target?: 'ec2' | 'hybrid';
    /** Whether the log is streamed to CloudWatch Logs. */
    streams?: boolean;
  } = {},
): Readiness {
  const doubts =
    simulatorResult.status === 'given'
      ? simulatorResult.disagreements.filter(isDoubt)
      : [];
  if (readiness.purpose || doubts.length === 0) {
    return readiness;
  }
  const harmless: ReadonlyArray<ProblemCode | false> = [
    ...HARMLESS,
    session.streams === false && 'cw-group-check-denied',
    session.target === 'hybrid' && 'update-instance-information-denied',
  ];
  const harmful = doubts.filter(({ code }) => !harmless.includes(code));
  const doubted = (part: Part) => harmful.some(one => decides(one, part));
  const offline = doubted('online');
  const stopped = offline || doubted('start');
  const doubting = ({
    online,
    starts,
    logged,
  }: NodeVerdicts): NodeVerdicts => ({
    online: offline ? doubt(online) : online,
    starts: stopped ? doubt(starts) : starts,
    logged: {
      s3: stopped || doubted('s3') ? doubt(logged.s3) : logged.s3,
      cloudWatchLogs:
        stopped || doubted('cloudWatchLogs')
          ? doubt(logged.cloudWatchLogs)
          : logged.cloudWatchLogs,
    },
  });
  const { byNodeKind } = readiness;
  return {
    ...readiness,
    ...doubting(readiness),
    problems: inOrder([...readiness.problems, ...doubts.map(problemOf)]),
    ...(byNodeKind && {
      byNodeKind: {
        ec2: doubting(byNodeKind.ec2),
        hybrid: doubting(byNodeKind.hybrid),
      },
    }),
  };
}

type Part = 'online' | 'start' | 's3' | 'cloudWatchLogs';

/**
 * A disagreement about a denied call means that the call is predicted to be
 * allowed.
 */
function isDoubt({ simulated }: Disagreement): boolean {
  return simulated === 'denied';
}

function doubt<T extends Verdict | null>(verdict: T): T | 'unknown' {
  return verdict === 'yes' ? 'unknown' : verdict;
}

function decides({ stage, action }: Disagreement, part: Part): boolean {
  if (stage !== 'log') {
    return stage === part;
  }
  return part === (action.startsWith('logs:') ? 'cloudWatchLogs' : 's3');
}

function problemOf(disagreement: Disagreement): Problem {
  const { code, stage, action, resource, deniedBy } = disagreement;
  return {
    code,
    stage,
    severity: 'unknown',
    action,
    resource,
    decisive: [],
    repair: advise(`simulator-${deniedBy ?? 'policies'}`, { action }),
  };
}

const ORDER: readonly Stage[] = ['online', 'start', 'log'];

function inOrder(problems: readonly Problem[]): Problem[] {
  return ORDER.flatMap(stage =>
    problems.filter(problem => problem.stage === stage),
  );
}
