import { agreed, all, Ternary, Verdict, verdictOf } from '../ternary/ternary';
import { keeperOf } from '../roleSpec/ownershipTags';
import { Assumer, NodeKind } from '../trust/judgeTrust';
import { RolePurpose, trustedPurpose } from '../trust/trustedPurpose';
import { advise } from './advice';
import { SessionRole } from './sessionRole';
import { Missing, SessionFacts } from './facts';
import { nodeKindsOf } from './nodeKinds';
import { preferencesOf, SessionPreferences, SessionType } from './preferences';
import { Problem, ProblemCode, Readiness } from './Readiness';
import { sessionOf } from './session';
import { StageResult } from './stage';
import { stageCloudWatch } from './stageCloudWatch';
import { OnlineResult, stageOnline } from './stageOnline';
import { stageS3 } from './stageS3';
import { stageStart } from './stageStart';
import { worseOf } from './worseOf';

/** What Default Host Management makes up for. */
const OF_CREDENTIALS: readonly ProblemCode[] = [
  'trust-does-not-admit-the-node',
  'update-instance-information-denied',
];

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
 * known. It is told for the kind of node in the facts, else for each that the
 * role's trust policy lets in. Throws a `RangeError` where the role's ARN is
 * none.
 *
 * @public
 */
export function predict(input: PredictionInput): Readiness {
  const { role, facts } = input;
  const purpose = purposeOf(role);
  if (purpose) {
    return forElse(role, purpose);
  }
  const [kind, other] = facts.target
    ? [facts.target]
    : nodeKindsOf(role, facts.region);
  const first = predictForKind(input, kind);
  return other
    ? ofBothKinds(
        worseOf(
          { kind, readiness: first },
          { kind: other, readiness: predictForKind(input, other) },
        ),
        facts,
      )
    : first;
}

/**
 * In the standard-instances tier nobody has a session to a hybrid node,
 * whatever its role: the role is as ready as it is for EC2 instances, and what
 * hybrid nodes lack is said of them alone.
 */
function ofBothKinds(
  readiness: Readiness,
  { instanceTier: tier }: SessionFacts,
): Readiness {
  const { byNodeKind, problems } = readiness;
  const isStandard = tier && 'known' in tier && tier.known === 'standard';
  return byNodeKind && isStandard
    ? {
        ...readiness,
        ...byNodeKind.ec2,
        problems: problems.map(problem =>
          problem.nodeKind === 'hybrid'
            ? { ...problem, severity: 'info' }
            : problem,
        ),
      }
    : readiness;
}

/**
 * What a role is for that is none of a node's. One that an instance profile
 * holds, or that was made for sessions, is meant for nodes whatever its trust
 * policy says.
 */
function purposeOf(role: SessionRole): RolePurpose | undefined {
  const { arn, trust, tags = {}, instanceProfileArns = [] } = role;
  const isForNodes =
    instanceProfileArns.length > 0 || keeperOf(tags) !== undefined;
  return trust && !isForNodes ? trustedPurpose({ arn, trust }) : undefined;
}

function forElse({ arn }: SessionRole, purpose: RolePurpose): Readiness {
  return {
    online: 'no',
    starts: 'no',
    logged: { s3: null, cloudWatchLogs: null },
    problems: [
      {
        code: 'trust-does-not-admit-the-node',
        stage: 'online',
        severity: 'info',
        action: 'sts:AssumeRole',
        resource: arn,
        decisive: [],
        repair: advise('role-for-nodes', { purpose: purpose.label }),
      },
    ],
    purpose,
  };
}

function predictForKind(input: PredictionInput, kind: NodeKind): Readiness {
  const { registers, isCarried, ...own } = predictFor(input, kind);
  const { defaultHostManagement: lends } = input.facts;
  const isOff = !lends || ('known' in lends && !lends.known);
  if (kind !== 'ec2' || isOff || registers === true || isCarried === false) {
    return own;
  }
  const lent = 'known' in lends ? lends.known : undefined;
  const other = lent && predictFor({ ...input, role: lent }, 'host-management');
  if (registers === false && isCarried === true && other) {
    const { registers: _, isCarried: __, ...readiness } = other;
    return {
      ...readiness,
      problems: [...ofCredentials(own, 'info'), ...readiness.problems],
      insteadOfRole: lent.arn,
    };
  }
  return {
    ...eitherOf(own, other, input),
    problems: [
      ...ofCredentials(own, 'unknown', 'unknown' in lends ? lends : undefined),
      ...own.problems.filter(({ code }) => !OF_CREDENTIALS.includes(code)),
    ],
  };
}

/** What is told for the role alone. */
function predictFor(
  {
    role,
    preferences,
    facts,
    sessionType = 'Standard_Stream',
  }: PredictionInput,
  assumer: Assumer,
): Readiness & Pick<OnlineResult, 'registers' | 'isCarried'> {
  const session = sessionOf(
    role,
    preferencesOf(preferences, sessionType),
    facts,
    assumer,
  );
  const { registers, isCarried, ...online } = stageOnline(session);
  const start = stageStart(session);
  const cloudWatch = stageCloudWatch(session);
  const s3 = stageS3(session);
  const starts = all([online.happens, start.happens]);
  return {
    registers,
    isCarried,
    online: verdictOf(online.happens),
    starts: verdictOf(starts),
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
  return log && starts !== false ? verdictOf(all([starts, log.happens])) : null;
}

/**
 * An instance that gets no credentials of its own role, or may not register
 * with them, runs on the role of Default Host Management, so that the refusal
 * by itself is no fault
 * (common/identity/credentialproviders/ec2roleprovider/ec2_role_provider.go).
 */
function ofCredentials(
  { problems }: Readiness,
  severity: Problem['severity'],
  lends?: { unknown: Missing },
): Problem[] {
  const settled = lends && {
    repair: advise('settle-fact', {
      reason: lends.unknown.reason,
      settle: lends.unknown.settle,
    }),
  };
  return problems
    .filter(({ code }) => OF_CREDENTIALS.includes(code))
    .map(problem => ({ ...problem, severity, ...settled }));
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
    other ? agreed([of(own), of(other)]) : 'unknown';
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
