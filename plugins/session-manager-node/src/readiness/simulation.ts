import {
  ContextEntry,
  EvaluationResult,
  ResourceSpecificResult,
} from '@aws-sdk/client-iam';
import {
  AskedCall,
  Disagreement,
  SecondOpinion,
} from 'backstage-plugin-session-manager-common';

const BOOLEANS = ['aws:securetransport', 'aws:viaawsservice'];

/** A call as the simulator is asked about it. */
interface SimulatedCall extends AskedCall {
  /** The resource with examples for the parts that are not known. */
  example: string;
}

/**
 * One request that asks about all calls: the simulator takes every action on
 * every resource, with one context for all.
 */
export function simulationOf(calls: readonly AskedCall[]): {
  ActionNames: string[];
  ResourceArns: string[];
  ContextEntries: ContextEntry[];
} {
  return {
    ActionNames: unique(calls.map(({ action }) => action)),
    ResourceArns: unique(simulated(calls).map(({ example }) => example)),
    ContextEntries: contextOf(calls),
  };
}

/** Compares what the simulator says with what the role's policies say. */
export function opinionOf(
  calls: readonly AskedCall[],
  results: readonly EvaluationResult[],
): Extract<SecondOpinion, { status: 'given' }> {
  const compared = simulated(calls).map(call => compare(call, results));
  return {
    status: 'given',
    compared: compared.filter(one => one !== 'undecided').length,
    disagreements: compared.flatMap(one =>
      typeof one === 'object' ? [one] : [],
    ),
    undecided: compared.filter(one => one === 'undecided').length,
  };
}

function compare(
  call: SimulatedCall,
  results: readonly EvaluationResult[],
): Disagreement | 'agreed' | 'undecided' {
  const verdict = verdictOn(call, results);
  if (verdict === undefined || call.roleSide === 'unknown') {
    return 'undecided';
  }
  if (verdict.decision === call.roleSide) {
    return 'agreed';
  }
  const { code, stage, action, resource, roleSide } = call;
  return {
    code,
    stage,
    action,
    resource,
    predicted: roleSide,
    simulated: verdict.decision,
    ...(verdict.deniedBy ? { deniedBy: verdict.deniedBy } : {}),
  };
}

interface SimulatedVerdict {
  decision: 'allowed' | 'denied';
  deniedBy?: Disagreement['deniedBy'];
}

/** `undefined` where the simulator lacks something that decides. */
function verdictOn(
  call: SimulatedCall,
  results: readonly EvaluationResult[],
): SimulatedVerdict | undefined {
  const result = results.find(
    ({ EvalActionName }) =>
      EvalActionName?.toLowerCase() === call.action.toLowerCase(),
  );
  // Of several resources, each has its own result; an older form of the
  // answer has one whole result for each.
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
  const own = results
    .filter(other => other.EvalActionName === result?.EvalActionName)
    .flatMap(other => [
      ...(other.ResourceSpecificResults ?? []),
      ...(other.EvalResourceName === call.example ? [asSpecific(other)] : []),
    ])
    .find(({ EvalResourceName }) => EvalResourceName === call.example);
  const decision = own?.EvalResourceDecision ?? result?.EvalDecision;
  if (!result || !decision) {
    return undefined;
  }
  if (
    isMissing(call, own?.MissingContextValues ?? result.MissingContextValues)
  ) {
    return undefined;
  }
  if (decision === 'allowed') {
    return { decision };
  }
  const deniedBy = denierOf(result, own);
  // Across accounts the resource's policy, which it is not given, must allow.
  return deniedBy === 'policies' &&
    decision === 'implicitDeny' &&
    call.isForeign
    ? undefined
    : { decision: 'denied', deniedBy };
}

function asSpecific(result: EvaluationResult): ResourceSpecificResult {
  const { EvalDecision, EvalResourceName, ...rest } = result;
  return { ...rest, EvalResourceName, EvalResourceDecision: EvalDecision };
}

function denierOf(
  { OrganizationsDecisionDetail: organization, ...result }: EvaluationResult,
  own: ResourceSpecificResult | undefined,
): NonNullable<Disagreement['deniedBy']> {
  if (organization?.AllowedByOrganizations === false) {
    return 'organization';
  }
  const boundary = (own ?? result).PermissionsBoundaryDecisionDetail;
  return boundary?.AllowedByPermissionsBoundary === false
    ? 'boundary'
    : 'policies';
}

/** Whether a key is missing that the call has, or may have. */
function isMissing(call: AskedCall, missing: readonly string[] = []): boolean {
  return missing.some(key => !lacks(call, key.toLowerCase()));
}

/** Whether a call surely has no value for a condition key. */
function lacks({ context, absentKeys }: AskedCall, key: string): boolean {
  return (
    !Object.hasOwn(context, key) &&
    absentKeys.some(absent =>
      absent.endsWith('*')
        ? key.startsWith(absent.slice(0, -1))
        : absent === key,
    )
  );
}

function simulated(calls: readonly AskedCall[]): SimulatedCall[] {
  return calls.map(call => ({ ...call, example: exampleOf(call) }));
}

// The forms of real ones: an instance, a hybrid node, a session.
const ID = '0123456789abcdef0';

function exampleOf({ action, resource }: AskedCall): string {
  return action.startsWith('ssmmessages:') ? resource : filled(resource);
}

/** A text with an example for each part that is not known. */
function filled(text: string): string {
  return text
    .replace(/:instance\/\*$/, `:instance/i-${ID}`)
    .replace(/:managed-instance\/\*$/, `:managed-instance/mi-${ID}`)
    .replace(/\*/g, `session-${ID}`);
}

/**
 * The keys that have the same values in all calls that have them, and that no
 * call lacks.
 */
function contextOf(calls: readonly AskedCall[]): ContextEntry[] {
  const keys = unique(calls.flatMap(({ context }) => Object.keys(context)));
  return keys.flatMap(key => {
    const [values, ...others] = unique(
      calls.flatMap(({ context }) =>
        Object.hasOwn(context, key) ? JSON.stringify(context[key]) : [],
      ),
    );
    return others.length > 0 || calls.some(call => lacks(call, key))
      ? []
      : {
          ContextKeyName: key,
          ContextKeyType: BOOLEANS.includes(key) ? 'boolean' : 'string',
          ContextKeyValues: JSON.parse(values),
        };
  });
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
