import { AGENT_MESSAGES } from './agentMessages';
import { CallOutcome } from './calls';
import { Problem, ProblemCode, Repair, Stage } from './Readiness';

/** A problem of a call that is refused, or may be. */
export function callProblem(
  code: ProblemCode,
  stage: Stage,
  { call, decision, refusedBy, settle }: CallOutcome,
  options: { harmless?: boolean; resource?: string } = {},
): Problem {
  const unknown = decision.outcome === 'unknown';
  return {
    code,
    stage,
    severity: severityOf(unknown, options.harmless),
    action: call.action,
    resource: options.resource ?? call.resource,
    ...(unknown ? {} : { agentMessage: AGENT_MESSAGES[code] }),
    decisive: decision.decisive,
    repair: unknown
      ? advice(
          settle ??
            'Whether it is allowed depends on conditions that cannot be settled here: look at the statements named.',
        )
      : repairOf(call, refusedBy),
  };
}

/** A problem that is not about a permission. */
export function plainProblem(
  code: ProblemCode,
  stage: Stage,
  about: { action?: string; resource?: string },
  text: string,
  severity: Problem['severity'] = 'error',
): Problem {
  return {
    code,
    stage,
    severity,
    ...about,
    agentMessage: AGENT_MESSAGES[code],
    decisive: [],
    repair: advice(text),
  };
}

function severityOf(unknown: boolean, harmless?: boolean): Problem['severity'] {
  if (unknown) {
    return 'unknown';
  }
  return harmless ? 'info' : 'error';
}

const REFUSERS = {
  deny: (action: string) =>
    `A statement denies ${action}, which no permission overrules: change that statement.`,
  boundary: (action: string) =>
    `The role's permissions boundary does not allow ${action}: whoever keeps the boundary must add it.`,
  resource: (action: string, resource: string) =>
    `The policy of the resource does not let the role use ${action} on ${resource}: its owner must add the role.`,
};

function repairOf(
  { action, resource }: CallOutcome['call'],
  refusedBy: CallOutcome['refusedBy'],
): Repair {
  return refusedBy === undefined || refusedBy === 'role'
    ? {
        kind: 'allow',
        statement: { Effect: 'Allow', Action: action, Resource: resource },
      }
    : advice(REFUSERS[refusedBy](action, resource));
}

function advice(text: string): Repair {
  return { kind: 'advice', text };
}
