import { Ternary } from '../../ternary/ternary';
import { trustPolicy } from '../../documents/trustPolicy';
import { asList, PolicyStatement } from '../../policy/PolicyDocument';
import { evaluateTrust, TrustDecision } from '../../trust/evaluateTrust';
import { Advice, advice, advise } from '../model/advice';
import { UnknownReason } from '../model/facts';
import { agentMessageOf } from '../model/messages';
import { Problem } from '../model/Readiness';
import { unknownAdvice } from './problem';
import type { Session } from './session';
import { StageResult } from './stage';

/** Whether the node gets credentials of the role. */
export interface CredentialsResult {
  /** Whether the service that provides the credentials can assume the role. */
  trust: StageResult;
  /** Whether the role is in an instance profile. */
  profile: StageResult;
}

const TRUST_NOT_READ: UnknownReason = {
  reason: 'Who may assume the role is not known.',
  remedy: 'Let the portal read the role’s trust policy: allow iam:GetRole.',
};
const PROFILES_NOT_READ: UnknownReason = {
  reason: 'Whether an instance profile holds the role is not known.',
  remedy:
    'Let the portal read the role’s instance profiles: allow iam:ListInstanceProfilesForRole.',
};

/**
 * EC2 assumes the role for an instance with its instance profile, Systems
 * Manager for a hybrid node and for Default Host Management. Otherwise the
 * agent has no credentials (common/identity/credentialproviders).
 */
export function stageCredentials(session: Session): CredentialsResult {
  return { trust: trustStep(session), profile: profileStep(session) };
}

function trustStep(session: Session): StageResult {
  const { roleArn, trust, assumer, region } = session;
  if (!trust) {
    return {
      happens: 'unknown',
      problems: [
        trustProblem(session, 'unknown', unknownAdvice(TRUST_NOT_READ)),
      ],
    };
  }
  const decision = evaluateTrust({ arn: roleArn, trust, region }, assumer);
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
                ? unknownRepair(decision)
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
    // The message of the agent on a hybrid node is not known.
    ...(admits === false && assumer === 'ec2'
      ? { agentMessage: agentMessageOf(code) }
      : {}),
    decisive,
    repair,
  };
}

function unknownRepair({ service, decisive }: TrustDecision): Advice {
  const keys = [
    ...new Set(decisive.flatMap(({ unknownKeys = [] }) => unknownKeys)),
  ];
  return keys.length > 0
    ? advise('trust-condition-keys', { service, keys: keys.join(', ') })
    : advise('unknown-trust', { service });
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

/** The statement that the portal itself would create. */
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
          : unknownAdvice(PROFILES_NOT_READ),
      },
    ],
  };
}
