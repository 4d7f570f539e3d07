import { parseArn } from '../aws/arn';
import { PolicyStatement } from '../policy/PolicyDocument';
import { Advice, advice, AdviceSentence, advise } from './advice';
import { AgentCall, AGENT_CALLS, AgentCallId } from './agentCalls';
import { agentMessageOf } from './messages';
import { CallOutcome } from './calls';
import { Missing } from './facts';
import { nearMissOf } from './nearMiss';
import { parametersIn } from './preferences';
import { remediesOf } from './remedies';
import { Problem, ProblemCode, Refuser, Repair } from './Readiness';
import type { Session } from './session';

interface CallProblemOptions {
  /** Where it is another problem than the call's own. */
  code?: ProblemCode;
  /** Whether its refusal changes no outcome. */
  harmless?: boolean;
}

/** The problem of a call that is refused, or may be; none where it is not. */
export function refused(
  session: Session,
  id: AgentCallId,
  outcome: CallOutcome,
  options: CallProblemOptions = {},
): Problem[] {
  return outcome.decision.outcome === 'allowed'
    ? []
    : [callProblem(session, id, outcome, options)];
}

function callProblem(
  session: Session,
  id: AgentCallId,
  { call, decision, refusedBy, missing }: CallOutcome,
  { code = AGENT_CALLS[id].code, harmless = false }: CallProblemOptions,
): Problem {
  const { stage, action, shown }: AgentCall = AGENT_CALLS[id];
  const unknown = decision.outcome === 'unknown';
  const resource = shown ? session.place(shown) : call.resource;
  return {
    code,
    stage,
    severity: severityOf(unknown, harmless),
    action,
    resource,
    ...(unknown ? {} : { agentMessage: agentMessageOf(code) }),
    decisive: decision.decisive,
    ...(unknown ? {} : { refusedBy }),
    repair: unknown
      ? settling(session, id, resource, decision, missing)
      : repairOf(session, id, resource, call, refusedBy),
  };
}

function severityOf(unknown: boolean, harmless: boolean): Problem['severity'] {
  if (unknown) {
    return 'unknown';
  }
  return harmless ? 'info' : 'error';
}

/** A problem that is not about a permission. */
export function plainProblem(
  code: ProblemCode,
  stage: Problem['stage'],
  about: Pick<Problem, 'action' | 'resource'>,
  repair: Advice,
  severity: Problem['severity'] = 'error',
): Problem {
  return {
    code,
    stage,
    severity,
    ...about,
    agentMessage: agentMessageOf(code),
    decisive: [],
    repair,
  };
}

/** A problem that may be one: a fact is missing. */
export function openProblem(
  code: ProblemCode,
  stage: Problem['stage'],
  about: Pick<Problem, 'action' | 'resource'>,
  missing: Missing | Advice,
): Problem {
  const { agentMessage, ...problem } = plainProblem(
    code,
    stage,
    about,
    'settle' in missing ? settledBy(missing) : missing,
    'unknown',
  );
  return problem;
}

/** A problem that may be one: Parameter Store holds what it is about. */
export function openValue(
  code: ProblemCode,
  stage: Problem['stage'],
  texts: readonly string[],
): Problem {
  return openProblem(
    code,
    stage,
    {},
    advise('settle-parameter', {
      parameters: parametersIn(texts).join(', '),
    }),
  );
}

function settledBy({ reason, settle }: Missing): Advice {
  return advise('settle-fact', { reason, settle });
}

function settling(
  session: Session,
  id: AgentCallId,
  resource: string,
  { decisive, reason }: CallOutcome['decision'],
  missing: Missing | undefined,
): Advice {
  const { action }: AgentCall = AGENT_CALLS[id];
  if (reason === 'policies-too-complex') {
    return advise('settle-complex', { action });
  }
  const keys = [
    ...new Set(decisive.flatMap(({ unsettled = [] }) => unsettled)),
  ];
  if (keys.length > 0) {
    const { reads, others } = remediesOf(keys, session, id);
    return advice([
      ...(others.length > 0
        ? [
            {
              id: 'settle-keys' as const,
              values: { action, keys: others.join(', ') },
            },
          ]
        : []),
      ...reads.flatMap(read => settledBy(read).sentences),
    ]);
  }
  if (missing) {
    return settledBy(missing);
  }
  const element = decisive
    .flatMap(({ unsettledElements = [] }) => unsettledElements)
    .find(one => one === 'Principal' || one === 'NotPrincipal');
  if (element) {
    return advise('settle-principal', { action, element });
  }
  return advise(
    resource.includes('*') ? 'settle-resource' : 'settle-statements',
    { action, resource },
  );
}

/** Who refuses tells who can mend. */
function repairOf(
  session: Session,
  id: AgentCallId,
  resource: string,
  call: CallOutcome['call'],
  refusedBy: readonly Refuser[],
): Repair {
  const { action, grantOn }: AgentCall = AGENT_CALLS[id];
  const statement: PolicyStatement = {
    Effect: 'Allow',
    Action: action,
    Resource: grantOn ? session.place(grantOn) : call.resource,
  };
  const nearMiss = refusedBy.includes('role')
    ? nearMissOf(session.policies, action, call.resource)
    : undefined;
  if (refusedBy.every(side => side === 'role')) {
    return { kind: 'allow', statement, ...(nearMiss ? { nearMiss } : {}) };
  }
  return advice(
    [
      ...refusedBy.map(side => sentenceOf(side, action, resource, session)),
      ...(nearMiss ? [nearMiss] : []),
    ],
    {
      ...(refusedBy.includes('role') ? { statement } : {}),
      ...(refusedBy.includes('resource')
        ? { ownerStatement: statementForOwner(session, call, statement) }
        : {}),
    },
  );
}

function sentenceOf(
  side: Refuser,
  action: string,
  resource: string,
  { preferences }: Session,
): AdviceSentence {
  if (side !== 'resource') {
    return { id: side, values: { action, resource } };
  }
  return action.startsWith('kms:')
    ? { id: 'key-policy', values: { action, key: resource } }
    : {
        id: 'bucket-policy',
        values: { action, bucket: preferences.s3BucketName },
      };
}

function statementForOwner(
  { roleArn }: Session,
  { action, resource }: CallOutcome['call'],
  { Resource }: PolicyStatement,
): Advice['ownerStatement'] {
  const onKey = parseArn(resource)?.service === 'kms';
  return {
    policy: onKey ? 'key' : 'bucket',
    statement: {
      Effect: 'Allow',
      Principal: { AWS: roleArn },
      Action: action,
      // In a key policy, * is the key itself:
      // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
      Resource: onKey ? '*' : Resource,
    },
  };
}

/** A repair that tells nothing of what the role's policy names. */
export function withoutNearMiss(repair: Repair): Repair {
  if (repair.kind === 'allow') {
    const { nearMiss, ...rest } = repair;
    return rest;
  }
  const { text, sentences, kind, ...statements } = repair;
  return advice(
    sentences.filter(({ id }) => !id.startsWith('near-miss-')),
    statements,
  );
}

/** A problem whose repair has its statements changed. */
export function withStatements(
  problem: Problem,
  change: (statement: PolicyStatement) => PolicyStatement,
): Problem {
  const { repair } = problem;
  const { statement } = repair;
  const owner = repair.kind === 'advice' ? repair.ownerStatement : undefined;
  return {
    ...problem,
    repair: {
      ...repair,
      ...(statement ? { statement: change(statement) } : {}),
      ...(owner
        ? {
            ownerStatement: { ...owner, statement: change(owner.statement) },
          }
        : {}),
    },
  };
}
