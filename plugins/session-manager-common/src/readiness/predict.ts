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
import { verdictsOf, worseOf } from './worseOf';

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
  const kinds = facts.target ? [facts.target] : nodeKindsOf(role, facts.region);
  return kinds.length > 1
    ? predictForBoth(input)
    : predictForKind(input, kinds[0]);
}

/**
 * In the standard-instances tier nobody has a session to a hybrid node,
 * whatever its role. What the tier alone keeps from hybrid nodes is said of
 * them, and changes nothing for EC2 instances; whatever else hybrid nodes lack
 * counts as it does in the other tier.
 */
function predictForBoth(input: PredictionInput): Readiness {
  const ec2 = predictForKind(input, 'ec2');
  const hybrid = predictForKind(input, 'hybrid');
  const { instanceTier: tier } = input.facts;
  if (!tier || !('known' in tier) || tier.known !== 'standard') {
    return worseOf(
      { kind: 'ec2', readiness: ec2 },
      { kind: 'hybrid', readiness: hybrid },
    );
  }
  const facts: SessionFacts = {
    ...input.facts,
    instanceTier: { known: 'advanced' },
  };
  const apartFromTier = predictForKind({ ...input, facts }, 'hybrid');
  const ofTier = hybrid.problems
    .filter(({ code }) => code === 'standard-instances-tier')
    .map((problem): Problem => ({ ...problem, severity: 'info' }));
  return {
    ...worseOf(
      { kind: 'ec2', readiness: ec2 },
      {
        kind: 'hybrid',
        readiness: {
          ...apartFromTier,
          problems: [...ofTier, ...apartFromTier.problems],
        },
      },
    ),
    byNodeKind: { ec2: verdictsOf(ec2), hybrid: verdictsOf(hybrid) },
  };
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
  // Where nobody read who may assume the role, it may be no EC2 instance's.
  const isOfInstances = input.role.trust !== undefined;
  if (registers === false && isCarried === true && isOfInstances && other) {
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
