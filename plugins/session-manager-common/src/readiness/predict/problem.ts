import { parseArn } from '../../aws/arn';
import { PolicyStatement } from '../../policy/PolicyDocument';
import {
  Advice,
  advice,
  AdviceSentence,
  advise,
  Repair,
} from '../model/advice';
import { AgentCall, AGENT_CALLS, AgentCallId } from '../model/agentCalls';
import { agentMessageOf } from '../model/messages';
import { CallOutcome } from './calls';
import { UnknownReason } from '../model/facts';
import { nearMissOf } from './nearMiss';
import { parametersIn } from '../model/preferences';
import { remediesOf } from './remedies';
import { Problem, ProblemCode, Refuser } from '../model/Readiness';
import type { Session } from './session';

interface CallProblemOptions {
  /** The code, if it differs from the one of the call. */
  code?: ProblemCode;
  /** Whether a denial does not change the outcome. */
  harmless?: boolean;
}

/**
 * Returns the problem of a call that is denied or unknown, and no problem if it
 * is allowed.
 */
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
      ? unknownRepair(session, id, resource, decision, missing)
      : repairOf(session, id, resource, call, refusedBy),
  };
}

function severityOf(unknown: boolean, harmless: boolean): Problem['severity'] {
  if (unknown) {
    return 'unknown';
  }
  return harmless ? 'info' : 'error';
}

/** A problem that does not concern a permission. */
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

/** A possible problem that depends on a missing fact. */
export function openProblem(
  code: ProblemCode,
  stage: Problem['stage'],
  about: Pick<Problem, 'action' | 'resource'>,
  missing: UnknownReason | Advice,
): Problem {
  const { agentMessage, ...problem } = plainProblem(
    code,
    stage,
    about,
    'remedy' in missing ? unknownAdvice(missing) : missing,
    'unknown',
  );
  return problem;
}

/** A possible problem that depends on a value in Parameter Store. */
export function openValue(
  code: ProblemCode,
  stage: Problem['stage'],
  texts: readonly string[],
): Problem {
  return openProblem(
    code,
    stage,
    {},
    advise('unknown-parameter', {
      parameters: parametersIn(texts).join(', '),
    }),
  );
}

/** The advice to make an unknown fact known. */
export function unknownAdvice({ reason, remedy }: UnknownReason): Advice {
  return advise('unknown-fact', { reason, remedy });
}

function unknownRepair(
  session: Session,
  id: AgentCallId,
  resource: string,
  { decisive, reason }: CallOutcome['decision'],
  missing: UnknownReason | undefined,
): Advice {
  const { action }: AgentCall = AGENT_CALLS[id];
  if (reason === 'policies-too-complex') {
    return advise('policies-too-complex', { action });
  }
  const keys = [
    ...new Set(decisive.flatMap(({ unknownKeys = [] }) => unknownKeys)),
  ];
  if (keys.length > 0) {
    const { reads, others } = remediesOf(keys, session, id);
    return advice([
      ...(others.length > 0
        ? [
            {
              id: 'unknown-condition-keys' as const,
              values: { action, keys: others.join(', ') },
            },
          ]
        : []),
      ...reads.flatMap(read => unknownAdvice(read).sentences),
    ]);
  }
  if (missing) {
    return unknownAdvice(missing);
  }
  const element = decisive
    .flatMap(({ unknownElements = [] }) => unknownElements)
    .find(one => one === 'Principal' || one === 'NotPrincipal');
  if (element) {
    return advise('unknown-principal', { action, element });
  }
  return advise(
    resource.includes('*') ? 'unknown-resource' : 'unknown-conditions',
    { action, resource },
  );
}

/** The repair depends on the policies that deny the call. */
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

/** The repair without the names from the role's policy. */
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

/** The problem with changed statements in its repair. */
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
