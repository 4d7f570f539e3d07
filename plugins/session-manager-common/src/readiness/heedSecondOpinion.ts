import { Verdict } from '../ternary/ternary';
import { Disagreement, SecondOpinion } from './SecondOpinion';
import { advise } from './advice';
import {
  NodeVerdicts,
  Problem,
  ProblemCode,
  Readiness,
  Stage,
} from './Readiness';

/** What is refused to no session's harm. */
const HARMLESS: readonly ProblemCode[] = [
  'cw-describe-streams-denied',
  's3-encryption-check-skipped',
];

/**
 * Takes back what AWS's own simulator contradicts: where it denies a call that
 * the prediction holds for allowed, what needs the call is not known any more.
 * The contrary changes nothing: what a prediction denies, it denies for a
 * reason that can be looked at. Some refusals do harm to some sessions only;
 * what is not told of the session is thought to be such that they do.
 *
 * @public
 */
export function heedSecondOpinion(
  readiness: Readiness,
  opinion: SecondOpinion,
  session: {
    target?: 'ec2' | 'hybrid';
    /** Whether its log is streamed to CloudWatch Logs. */
    streams?: boolean;
  } = {},
): Readiness {
  const doubts =
    opinion.status === 'given' ? opinion.disagreements.filter(isDoubt) : [];
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

/** What disagrees and is denied is predicted to be allowed. */
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
