import { Ternary } from '../ternary/ternary';
import { trustPolicy } from '../policy/trustPolicy';
import { asList, PolicyStatement } from '../policy/PolicyDocument';
import { judgeTrust, TrustDecision } from '../trust/judgeTrust';
import { Advice, advice, advise } from './advice';
import { Missing } from './facts';
import { agentMessageOf } from './messages';
import { Problem } from './Readiness';
import type { Session } from './session';
import { StageResult } from './stage';

/** Whether a node gets the role's credentials at all. */
export interface CredentialsResult {
  /** Whether the service that lends them may assume the role. */
  trust: StageResult;
  /** Whether an instance can have the role. */
  profile: StageResult;
}

const TRUST_NOT_READ: Missing = {
  reason: 'Who may assume the role is not known.',
  settle: 'Let the portal read the role’s trust policy: allow iam:GetRole.',
};
const PROFILES_NOT_READ: Missing = {
  reason: 'Whether an instance profile holds the role is not known.',
  settle:
    'Let the portal read the role’s instance profiles: allow iam:ListInstanceProfilesForRole.',
};

/**
 * EC2 assumes the role for an instance whose profile holds it, and Systems
 * Manager for a hybrid node and for Default Host Management. Without that there
 * are no credentials to call anything with
 * (common/identity/credentialproviders).
 */
export function stageCredentials(session: Session): CredentialsResult {
  return { trust: trustStep(session), profile: profileStep(session) };
}

function trustStep(session: Session): StageResult {
  const { roleArn, trust, assumer, region } = session;
  if (!trust) {
    return {
      happens: 'unknown',
      problems: [trustProblem(session, 'unknown', settledBy(TRUST_NOT_READ))],
    };
  }
  const decision = judgeTrust({ arn: roleArn, trust, region }, assumer);
  return {
    happens: decision.admits,
    problems:
      decision.admits === true
        ? []
        : [
            trustProblem(
              session,
              decision.admits,
              decision.admits === 'unknown'
                ? settling(decision)
                : repairOf(session, decision),
              decision.decisive,
            ),
          ],
  };
}

function trustProblem(
  { roleArn, assumer }: Session,
  admits: Ternary,
  repair: Advice,
  decisive: Problem['decisive'] = [],
): Problem {
  const code = 'trust-does-not-admit-the-node';
  return {
    code,
    stage: 'online',
    severity: admits === 'unknown' ? 'unknown' : 'error',
    action: 'sts:AssumeRole',
    resource: roleArn,
    // What the agent of a hybrid node says then is not established.
    ...(admits === false && assumer === 'ec2'
      ? { agentMessage: agentMessageOf(code) }
      : {}),
    decisive,
    repair,
  };
}

function settling({ service, decisive }: TrustDecision): Advice {
  const keys = [
    ...new Set(decisive.flatMap(({ unsettled = [] }) => unsettled)),
  ];
  return keys.length > 0
    ? advise('settle-trust-keys', { service, keys: keys.join(', ') })
    : advise('settle-trust', { service });
}

function repairOf(
  session: Session,
  { service, isDenied }: TrustDecision,
): Advice {
  return isDenied
    ? advise('trust-deny', { service })
    : advice([{ id: 'trust-service', values: { service } }], {
        trustStatement: statementFor(session),
      });
}

/** What the portal itself would write. */
function statementFor({
  assumer,
  partition,
  accountId,
  roleArn,
}: Session): PolicyStatement {
  const [statement] = asList(
    trustPolicy({
      roleName: roleArn.slice(roleArn.lastIndexOf('/') + 1),
      target: assumer === 'ec2' ? 'ec2' : 'hybrid',
      partition,
      accountId,
    }).Statement,
  );
  return statement;
}

function profileStep({
  roleArn,
  assumer,
  instanceProfileArns,
}: Session): StageResult {
  if (assumer !== 'ec2' || (instanceProfileArns?.length ?? 0) > 0) {
    return { happens: true, problems: [] };
  }
  const code = 'not-in-instance-profile';
  const isKnown = instanceProfileArns !== undefined;
  return {
    happens: isKnown ? false : 'unknown',
    problems: [
      {
        code,
        stage: 'online',
        severity: isKnown ? 'error' : 'unknown',
        resource: roleArn,
        ...(isKnown ? { agentMessage: agentMessageOf(code) } : {}),
        decisive: [],
        repair: isKnown
          ? advise('make-instance-profile')
          : settledBy(PROFILES_NOT_READ),
      },
    ],
  };
}

function settledBy({ reason, settle }: Missing): Advice {
  return advise('settle-fact', { reason, settle });
}
