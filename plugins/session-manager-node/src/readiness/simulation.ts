import {
  ContextEntry,
  EvaluationResult,
  ResourceSpecificResult,
} from '@aws-sdk/client-iam';
import {
  PredictedCall,
  Disagreement,
  SimulatorResult,
} from 'backstage-plugin-session-manager-common';

const BOOLEANS = ['aws:securetransport', 'aws:viaawsservice'];

/** A call with its simulator input. */
interface SimulatedCall extends PredictedCall {
  /** The resource with example values for unknown parts. */
  example: string;
}

/**
 * One request for all calls: the simulator evaluates every action on every
 * resource, with one context for all.
 */
export function simulationOf(calls: readonly PredictedCall[]): {
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

/** Compares the simulator's decisions with those of the role's policies. */
export function simulatorResultOf(
  calls: readonly PredictedCall[],
  results: readonly EvaluationResult[],
): Extract<SimulatorResult, { status: 'given' }> {
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

/**
 * `undefined` if the simulator lacks information that the decision depends on.
 */
function verdictOn(
  call: SimulatedCall,
  results: readonly EvaluationResult[],
): SimulatedVerdict | undefined {
  const result = results.find(
    ({ EvalActionName }) =>
      EvalActionName?.toLowerCase() === call.action.toLowerCase(),
  );
  // With several resources, each has its own result; in an older format of the
  // answer there is a complete result for each.
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
  // Across accounts, the resource's policy must also allow the call, but the
  // simulator does not have it.
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

/** Whether a key is missing that the call has or may have. */
function isMissing(
  call: PredictedCall,
  missing: readonly string[] = [],
): boolean {
  return missing.some(key => !lacks(call, key.toLowerCase()));
}

/** Whether a call definitely has no value for a condition key. */
function lacks({ context, absentKeys }: PredictedCall, key: string): boolean {
  return (
    !Object.hasOwn(context, key) &&
    absentKeys.some(absent =>
      absent.endsWith('*')
        ? key.startsWith(absent.slice(0, -1))
        : absent === key,
    )
  );
}

function simulated(calls: readonly PredictedCall[]): SimulatedCall[] {
  return calls.map(call => ({ ...call, example: exampleOf(call) }));
}

// Examples in the real formats: an instance, a hybrid node, a session.
const ID = '0123456789abcdef0';

function exampleOf({ action, resource }: PredictedCall): string {
  return action.startsWith('ssmmessages:') ? resource : filled(resource);
}

/** A text with an example for each unknown part. */
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
function contextOf(calls: readonly PredictedCall[]): ContextEntry[] {
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
