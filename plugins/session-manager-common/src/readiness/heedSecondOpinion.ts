import { Disagreement, SecondOpinion } from '../status/RoleReadiness';
import { advise } from './advice';
import { Problem, ProblemCode, Readiness, Stage, Verdict } from './Readiness';

/**
 * Takes back what AWS's own simulator contradicts: where it denies a call that
 * the prediction holds for allowed, what needs the call is not known any more.
 * The contrary changes nothing: what a prediction denies, it denies for a
 * reason that can be looked at.
 *
 * @public
 */
export function heedSecondOpinion(
  readiness: Readiness,
  opinion: SecondOpinion,
): Readiness {
  const doubts =
    opinion.status === 'given' ? opinion.disagreements.filter(isDoubt) : [];
  if (doubts.length === 0) {
    return readiness;
  }
  const doubted = (part: Part) => doubts.some(one => decides(one, part));
  const offline = doubted('online');
  const stopped = offline || doubted('start');
  const { online, starts, logged, problems, ...rest } = readiness;
  return {
    ...rest,
    online: offline ? doubt(online) : online,
    starts: stopped ? doubt(starts) : starts,
    logged: {
      s3: stopped || doubted('s3') ? doubt(logged.s3) : logged.s3,
      cloudWatchLogs:
        stopped || doubted('cloudWatchLogs')
          ? doubt(logged.cloudWatchLogs)
          : logged.cloudWatchLogs,
    },
    problems: inOrder([...problems, ...doubts.map(problemOf)]),
  };
}

type Part = 'online' | 'start' | 's3' | 'cloudWatchLogs';

function isDoubt({ predicted, simulated }: Disagreement): boolean {
  return predicted === 'allowed' && simulated === 'denied';
}

function doubt<T extends Verdict | null>(verdict: T): T | 'unknown' {
  return verdict === 'yes' ? 'unknown' : verdict;
}

/** What is refused to no log's harm. */
const HARMLESS: readonly ProblemCode[] = [
  'cw-describe-streams-denied',
  's3-encryption-check-skipped',
];

function decides({ code, stage, action }: Disagreement, part: Part): boolean {
  if (stage !== 'log') {
    return stage === part;
  }
  return (
    !HARMLESS.includes(code) &&
    part === (action.startsWith('logs:') ? 'cloudWatchLogs' : 's3')
  );
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
