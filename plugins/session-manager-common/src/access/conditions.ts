import { Context, KeyState } from './context';
import { Operator, OPERATORS } from './operators';
import { agreed, all, any, not, Ternary } from './ternary';
import { PolicyValue, unknownVariables } from './variables';

/** One line of a condition block: an operator, a key, and its values. */
export interface Condition {
  /** `undefined` where no such operator is known. */
  operator: Operator | 'Null' | undefined;
  set?: 'forallvalues' | 'foranyvalue';
  ifExists: boolean;
  key: string;
  values: readonly PolicyValue[];
}

/** Reads an operator's name: the set it is for, itself, and `IfExists`. */
export function readOperator(
  name: string,
): Pick<Condition, 'operator' | 'set' | 'ifExists'> {
  const [, set, base = '', ifExists] =
    /^(?:(forallvalues|foranyvalue):)?(.+?)(ifexists)?$/.exec(
      name.toLowerCase(),
    ) ?? [];
  return {
    operator: base === 'null' ? 'Null' : OPERATORS.get(base),
    set: set as Condition['set'],
    ifExists: ifExists !== undefined,
  };
}

/**
 * Whether a request meets all conditions of a statement.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function meetsConditions(
  conditions: readonly Condition[],
  context: Context,
): Ternary {
  return all(conditions.map(condition => meets(condition, context)));
}

/** The keys on which it depends whether the conditions are met. */
export function unsettledKeys(
  conditions: readonly Condition[],
  context: Context,
): string[] {
  return conditions
    .filter(condition => meets(condition, context) === 'unknown')
    .flatMap(({ key, values }) => {
      const variables = values.flatMap(value =>
        unknownVariables(value, context),
      );
      return variables.length > 0 && isKnown(context(key))
        ? variables
        : [key, ...variables];
    });
}

function isKnown(states: readonly KeyState[]): boolean {
  return states.length === 1 && states[0] !== 'some';
}

function meets(condition: Condition, context: Context): Ternary {
  return condition.operator === undefined
    ? 'unknown'
    : agreed(
        context(condition.key).map(state =>
          meetsWith(state, condition, context),
        ),
      );
}

function meetsWith(
  state: KeyState,
  { operator, set, ifExists, values }: Condition,
  context: Context,
): Ternary {
  if (operator === undefined) {
    return 'unknown';
  }
  if (operator === 'Null') {
    return values.some(
      ({ text }) => (text.toLowerCase() === 'true') === (state === 'absent'),
    );
  }
  if (state === 'absent') {
    return meetsWithoutKey(operator, set, ifExists);
  }
  if (state === 'some') {
    const hit = passes(operator, values);
    return operator.negated ? not(hit) : hit;
  }
  // A negated operator wants none of its values, the others any of theirs.
  const each = state.map(actual => {
    const hit = any(
      values.map(wanted => operator.compare(actual, wanted, context)),
    );
    return operator.negated ? not(hit) : hit;
  });
  const every = set === 'forallvalues' || (!set && operator.negated);
  return every ? all(each) : any(each);
}

/** Whether a value that is not known is among those of the policy. */
function passes(operator: Operator, values: readonly PolicyValue[]): Ternary {
  if (values.some(value => operator.passesAny(value))) {
    return true;
  }
  return values.length > 0 ? 'unknown' : false;
}

function meetsWithoutKey(
  operator: Operator,
  set: Condition['set'],
  ifExists: boolean,
): boolean {
  if (ifExists || set === 'forallvalues') {
    return true;
  }
  return set === undefined && operator.negated;
}
