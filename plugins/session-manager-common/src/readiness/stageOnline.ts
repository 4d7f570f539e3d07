import { all } from '../access/ternary';
import { CallOutcome } from './calls';
import type { Session } from './predict';
import { callProblem } from './problem';
import { Problem, ProblemCode } from './Readiness';
import { isAllowed, StageResult } from './stage';

/** Whether the node gets connected: what the agent does before any session. */
export function stageOnline(session: Session): StageResult {
  const { partition, region, accountId, target } = session;
  const register = session.ask({
    action: 'ssm:UpdateInstanceInformation',
    resource:
      target === 'hybrid'
        ? `arn:${partition}:ssm:${region}:${accountId}:managed-instance/*`
        : `arn:${partition}:ec2:${region}:${accountId}:instance/*`,
    region,
  });
  // Only on EC2 do the agent's workers wait for it
  // (core/app/credentialrefresher/credentialrefresher.go).
  const gate = target === 'ec2';
  const channel = channelProblems(session, 'online', [
    ['create-control-channel-denied', 'ssmmessages:CreateControlChannel'],
    ['open-control-channel-denied', 'ssmmessages:OpenControlChannel'],
  ]);
  const registerProblems =
    register.decision.outcome === 'allowed'
      ? []
      : [
          callProblem(
            'update-instance-information-denied',
            'online',
            register,
            {
              harmless: !gate,
            },
          ),
        ];
  return {
    happens: all([gate ? isAllowed(register) : true, channel.happens]),
    problems: [...registerProblems, ...channel.problems],
  };
}

/** The calls on a channel of the message service, which has no finer ARN. */
export function channelProblems(
  session: Session,
  stage: 'online' | 'start',
  calls: ReadonlyArray<[ProblemCode, action: string]>,
): StageResult {
  const { partition, region, accountId } = session;
  const outcomes = calls.map(([code, action]): [ProblemCode, CallOutcome] => [
    code,
    session.ask({
      action,
      resource: `arn:${partition}:ssmmessages:${region}:${accountId}:*`,
      region,
    }),
  ]);
  return {
    happens: all(outcomes.map(([, outcome]) => isAllowed(outcome))),
    problems: outcomes.flatMap(([code, outcome]): Problem[] =>
      outcome.decision.outcome === 'allowed'
        ? []
        : [callProblem(code, stage, outcome)],
    ),
  };
}
