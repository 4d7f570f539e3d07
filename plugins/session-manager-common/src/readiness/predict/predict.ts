import {
  agreed,
  all,
  Ternary,
  Verdict,
  verdictOf,
} from '../../ternary/ternary';
import { managerOf } from '../../roleSpec/ownershipTags';
import { Assumer, NodeKind } from '../../trust/evaluateTrust';
import { RolePurpose, trustedPurpose } from '../../trust/trustedPurpose';
import { advise } from '../model/advice';
import { SessionRole } from '../model/sessionRole';
import { UnknownReason, SessionFacts } from '../model/facts';
import { nodeKindsOf } from '../model/nodeKinds';
import {
  preferencesOf,
  SessionPreferences,
  SessionType,
} from '../model/preferences';
import { Problem, ProblemCode, Readiness } from '../model/Readiness';
import { sessionOf } from './session';
import { StageResult } from './stage';
import { stageCloudWatch } from './stageCloudWatch';
import { OnlineResult, stageOnline } from './stageOnline';
import { stageS3 } from './stageS3';
import { stageStart } from './stageStart';
import { verdictsOf, mergeNodeKinds } from './mergeNodeKinds';

/** The problems that Default Host Management can compensate for. */
const OF_CREDENTIALS: readonly ProblemCode[] = [
  'trust-does-not-admit-the-node',
  'update-instance-information-denied',
];

/**
 * The input of a prediction.
 *
 * @public
 */
export interface PredictionInput {
  role: SessionRole;
  preferences: SessionPreferences;
  facts: SessionFacts;
  /** Defaults to a shell session. */
  sessionType?: SessionType;
}

/**
 * Predicts whether a session on a role would start and be logged, based on the
 * agent's calls and the effect of each denial. Missing facts never lead to
 * `yes`. The prediction is for `facts.target`, or for each kind of node that
 * the trust policy allows. Throws a `RangeError` if the role's ARN is not a
 * role ARN.
 *
 * @public
 */
export function predict(input: PredictionInput): Readiness {
  const { role, facts } = input;
  const purpose = purposeOf(role);
  if (purpose) {
    return forOtherPurpose(role, purpose);
  }
  const kinds = facts.target ? [facts.target] : nodeKindsOf(role, facts.region);
  return kinds.length > 1
    ? predictForBoth(input)
    : predictForKind(input, kinds[0]);
}

/**
 * Predicts for both kinds of node. In the standard-instances tier no session on
 * a hybrid node starts, whatever its role. That problem is reported for hybrid
 * nodes and does not lower the common verdicts; all other problems of hybrid
 * nodes count as in the advanced-instances tier.
 */
function predictForBoth(input: PredictionInput): Readiness {
  const ec2 = predictForKind(input, 'ec2');
  const hybrid = predictForKind(input, 'hybrid');
  const { instanceTier: tier } = input.facts;
  if (!tier || !('known' in tier) || tier.known !== 'standard') {
    return mergeNodeKinds(
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
    ...mergeNodeKinds(
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
 * The purpose of a role that is not for nodes. A role in an instance profile,
 * or one that was created for sessions, is for nodes whatever its trust policy.
 */
function purposeOf(role: SessionRole): RolePurpose | undefined {
  const { arn, trust, tags = {}, instanceProfileArns = [] } = role;
  const isForNodes =
    instanceProfileArns.length > 0 || managerOf(tags) !== undefined;
  return trust && !isForNodes ? trustedPurpose({ arn, trust }) : undefined;
}

function forOtherPurpose(
  { arn }: SessionRole,
  purpose: RolePurpose,
): Readiness {
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
  const { defaultHostManagement: hostManagement } = input.facts;
  const isOff =
    !hostManagement ||
    (!('unknown' in hostManagement) && !hostManagement.known);
  if (kind !== 'ec2' || isOff || registers === true || isCarried === false) {
    return own;
  }
  const hostManagementRole =
    'known' in hostManagement ? hostManagement.known : undefined;
  const other =
    hostManagementRole &&
    predictFor({ ...input, role: hostManagementRole }, 'host-management');
  // If the trust policy was not read, the role may not be for EC2 instances.
  const isOfInstances = input.role.trust !== undefined;
  if (registers === false && isCarried === true && isOfInstances && other) {
    const { registers: _, isCarried: __, ...readiness } = other;
    return {
      ...readiness,
      problems: [...ofCredentials(own, 'info'), ...readiness.problems],
      insteadOfRole: hostManagementRole.arn,
    };
  }
  return {
    ...eitherOf(own, other, input),
    problems: [
      ...ofCredentials(
        own,
        'unknown',
        'unknown' in hostManagement ? hostManagement : undefined,
      ),
      ...own.problems.filter(({ code }) => !OF_CREDENTIALS.includes(code)),
    ],
  };
}

/** Predicts for the role alone, without Default Host Management. */
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
 * An instance that gets no credentials of its own role, or that cannot register
 * with them, uses the Default Host Management role. The problem by itself is
 * then not an error
 * (common/identity/credentialproviders/ec2roleprovider/ec2_role_provider.go).
 */
function ofCredentials(
  { problems }: Readiness,
  severity: Problem['severity'],
  hostManagement?: { unknown: UnknownReason },
): Problem[] {
  const unknownRepair = hostManagement && {
    repair: advise('unknown-fact', {
      reason: hostManagement.unknown.reason,
      remedy: hostManagement.unknown.remedy,
    }),
  };
  return problems
    .filter(({ code }) => OF_CREDENTIALS.includes(code))
    .map(problem => ({ ...problem, severity, ...unknownRepair }));
}

/**
 * Combines two predictions if it is unknown which of the two roles the instance
 * uses.
 */
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
