import { all, Ternary } from '../access/ternary';
import { SessionRole } from './calls';
import { SessionFacts } from './facts';
import { preferencesOf, SessionPreferences, SessionType } from './preferences';
import { Problem, ProblemCode, Readiness, Verdict } from './Readiness';
import { sessionOf } from './session';
import { StageResult, verdict } from './stage';
import { stageCloudWatch } from './stageCloudWatch';
import { stageOnline } from './stageOnline';
import { stageS3 } from './stageS3';
import { stageStart } from './stageStart';

const REGISTRATION: ProblemCode = 'update-instance-information-denied';

/**
 * What a prediction is made from.
 *
 * @public
 */
export interface PredictionInput {
  role: SessionRole;
  preferences: SessionPreferences;
  facts: SessionFacts;
  /** A shell where absent. */
  sessionType?: SessionType;
}

/**
 * Tells whether a session on a role would start and be logged, from what the
 * agent calls and what each refusal does to it. Never `yes` for what is not
 * known. Throws a `RangeError` where the role's ARN is none.
 *
 * @public
 */
export function predict(input: PredictionInput): Readiness {
  const { registers, ...own } = predictFor(input);
  const { target = 'ec2', defaultHostManagement: lends } = input.facts;
  const isOff = !lends || ('known' in lends && !lends.known);
  if (target !== 'ec2' || isOff || registers === true) {
    return own;
  }
  const lent = 'known' in lends ? lends.known : undefined;
  const other = lent && predictFor({ ...input, role: lent });
  if (registers === false && other) {
    const { registers: _, ...readiness } = other;
    return {
      ...readiness,
      problems: [...registration(own, 'info'), ...readiness.problems],
      insteadOfRole: lent.arn,
    };
  }
  return {
    ...eitherOf(own, other, input),
    problems: [
      ...registration(own, 'unknown'),
      ...own.problems.filter(({ code }) => code !== REGISTRATION),
    ],
  };
}

/** What is told for the role alone. */
function predictFor({
  role,
  preferences,
  facts,
  sessionType = 'Standard_Stream',
}: PredictionInput): Readiness & { registers: Ternary } {
  const session = sessionOf(
    role,
    preferencesOf(preferences, sessionType),
    facts,
  );
  const { registers, ...online } = stageOnline(session);
  const start = stageStart(session);
  const cloudWatch = stageCloudWatch(session);
  const s3 = stageS3(session);
  const starts = all([online.happens, start.happens]);
  return {
    registers,
    online: verdict(online.happens),
    starts: verdict(starts),
    logged: {
      s3: logged(starts, s3),
      cloudWatchLogs: logged(starts, cloudWatch),
    },
    problems: [online, start, cloudWatch, s3].flatMap(
      stage => stage?.problems ?? [],
    ),
  };
}

function logged(starts: Ternary, log: StageResult | undefined): Verdict | null {
  return log && starts !== false ? verdict(all([starts, log.happens])) : null;
}

/**
 * An instance whose own role may not register runs on the role of Default Host
 * Management, so that the refusal by itself is no fault
 * (common/identity/credentialproviders/ec2roleprovider/ec2_role_provider.go).
 */
function registration(
  { problems }: Readiness,
  severity: Problem['severity'],
): Problem[] {
  return problems
    .filter(({ code }) => code === REGISTRATION)
    .map(problem => ({ ...problem, severity }));
}

/** What is sure whichever of the two roles the instance runs on. */
function eitherOf(
  own: Readiness,
  other: Readiness | undefined,
  { preferences, sessionType = 'Standard_Stream' }: PredictionInput,
): Omit<Readiness, 'problems'> {
  const { s3BucketName, cloudWatchLogGroupName } = preferencesOf(
    preferences,
    sessionType,
  );
  const both = <T extends Verdict | null>(of: (one: Readiness) => T) =>
    other && of(own) === of(other) ? of(own) : ('unknown' as const);
  return {
    online: both(({ online }) => online),
    starts: both(({ starts }) => starts),
    logged: {
      s3: s3BucketName ? both(({ logged: { s3 } }) => s3) : null,
      cloudWatchLogs: cloudWatchLogGroupName
        ? both(({ logged: { cloudWatchLogs } }) => cloudWatchLogs)
        : null,
    },
  };
}
