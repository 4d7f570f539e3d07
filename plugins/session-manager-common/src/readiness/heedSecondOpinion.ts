import { Disagreement, SecondOpinion } from '../status/RoleReadiness';
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
  const doubted = (part: Part) => doubts.some(doubt => decides(doubt, part));
  const offline = doubted('online');
  const stopped = offline || doubted('start');
  const { online, starts, logged, problems } = readiness;
  return {
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

/** Calls whose refusal changes no log. */
const HARMLESS = ['logs:DescribeLogStreams', 's3:GetEncryptionConfiguration'];

function decides({ stage, action }: Disagreement, part: Part): boolean {
  if (stage !== 'log') {
    return stage === part;
  }
  return (
    !HARMLESS.includes(action) &&
    part === (action.startsWith('logs:') ? 'cloudWatchLogs' : 's3')
  );
}

const CODES: ReadonlyArray<[ProblemCode, action: string, stage?: Stage]> = [
  ['update-instance-information-denied', 'ssm:UpdateInstanceInformation'],
  ['create-control-channel-denied', 'ssmmessages:CreateControlChannel'],
  ['open-control-channel-denied', 'ssmmessages:OpenControlChannel'],
  ['create-data-channel-denied', 'ssmmessages:CreateDataChannel'],
  ['open-data-channel-denied', 'ssmmessages:OpenDataChannel'],
  ['session-key-decrypt-denied', 'kms:Decrypt'],
  ['cw-encryption-check-denied', 'logs:DescribeLogGroups', 'start'],
  ['cw-streaming-dropped', 'logs:DescribeLogGroups', 'log'],
  ['s3-encryption-check-denied', 's3:GetEncryptionConfiguration', 'start'],
  ['s3-encryption-check-skipped', 's3:GetEncryptionConfiguration', 'log'],
  ['cw-create-stream-denied', 'logs:CreateLogStream'],
  ['cw-describe-streams-denied', 'logs:DescribeLogStreams'],
  ['cw-put-events-denied', 'logs:PutLogEvents'],
  ['s3-put-acl-denied', 's3:PutObjectAcl'],
  ['s3-key-generate-denied', 'kms:GenerateDataKey'],
];

function problemOf(disagreement: Disagreement): Problem {
  const { stage, action, resource } = disagreement;
  const [code = 's3-put-denied'] =
    CODES.find(([, its, when = stage]) => its === action && when === stage) ??
    [];
  return {
    code,
    stage,
    severity: 'unknown',
    action,
    resource,
    decisive: [],
    repair: { kind: 'advice', text: adviceOf(disagreement) },
  };
}

const DENIERS = {
  organization:
    'A service control policy of the organization denies it: whoever keeps those policies must allow it.',
  boundary:
    'It says that the permissions boundary does not allow it: compare the boundary in IAM.',
  policies: 'It names no policy that allows it: compare the policies in IAM.',
};

function adviceOf({ action, deniedBy = 'policies' }: Disagreement): string {
  return `AWS's own policy simulator denies ${action}, which the role's policies allow. ${DENIERS[deniedBy]}`;
}

const ORDER: readonly Stage[] = ['online', 'start', 'log'];

function inOrder(problems: readonly Problem[]): Problem[] {
  return ORDER.flatMap(stage =>
    problems.filter(problem => problem.stage === stage),
  );
}
