import { KeyState } from './context';
import { Operator, OPERATORS } from './operators';
import { ANY_TEXT } from './pattern';
import {
  agreed,
  all,
  any,
  not,
  openIfUnresolved,
  Ternary,
} from '../ternary/ternary';
import { isUnresolved, openVariables, PolicyValue, Scope } from './variables';

/** One line of a condition block: an operator, a key, and its values. */
export interface Condition {
  /** `undefined` if the operator is unknown. */
  operator: Operator | 'Null' | undefined;
  set?: 'forallvalues' | 'foranyvalue';
  ifExists: boolean;
  key: string;
  values: readonly PolicyValue[];
}

const SETS = ['forallvalues', 'foranyvalue'] as const;
const IF_EXISTS = 'ifexists';

/**
 * Parses the name of an operator: the set operator, the operator, and
 * `IfExists`.
 */
export function readOperator(
  name: string,
): Pick<Condition, 'operator' | 'set' | 'ifExists'> {
  const written = name.toLowerCase();
  const set = SETS.find(one => written.startsWith(`${one}:`));
  const rest = set ? written.slice(set.length + 1) : written;
  const ifExists = rest.endsWith(IF_EXISTS);
  const base = ifExists ? rest.slice(0, -IF_EXISTS.length) : rest;
  return {
    operator: base === 'null' ? 'Null' : OPERATORS.get(base),
    set,
    ifExists,
  };
}

/**
 * Whether a request satisfies all conditions of a statement.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function meetsConditions(
  conditions: readonly Condition[],
  scope: Scope,
): Ternary {
  return all(conditions.map(condition => meets(condition, scope)));
}

/** Returns the keys that determine whether the conditions are satisfied. */
export function unknownConditionKeys(
  conditions: readonly Condition[],
  scope: Scope,
): string[] {
  return conditions
    .filter(condition => meets(condition, scope) === 'unknown')
    .flatMap(({ key, values }) => {
      const variables = values.flatMap(value => openVariables(value, scope));
      return variables.length > 0 && isKnown(scope.context(key))
        ? variables
        : [key, ...variables];
    });
}

function isKnown(states: readonly KeyState[]): boolean {
  return states.length === 1 && states[0] !== 'some';
}

function meets(condition: Condition, scope: Scope): Ternary {
  return agreed(
    scope
      .context(condition.key)
      .map(state => meetsWith(state, condition, scope)),
  );
}

function meetsWith(
  state: KeyState,
  condition: Condition,
  scope: Scope,
): Ternary {
  const { operator, set, values } = condition;
  if (operator === undefined) {
    return 'unknown';
  }
  if (operator === 'Null') {
    return meetsNull(state, condition);
  }
  if (state === 'some') {
    return passes(operator, values);
  }
  if (state.length === 0) {
    return meetsWithoutKey(operator, condition, scope);
  }
  const each = state.map(actual =>
    meetsOne(actual, operator, condition, scope),
  );
  switch (set) {
    case undefined:
      // "Multivalued context keys require a condition set operator": AWS does
      // not document the result without one.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
      return each.length === 1 ? each[0] : 'unknown';
    case 'forallvalues':
      return agreed([all(each), isEmpty(state) || all(each)]);
    default:
      return agreed([any(each), !isEmpty(state) && any(each)]);
  }
}

/** Set operators treat an empty text as no value. */
function isEmpty(state: readonly string[]): boolean {
  return state.every(value => value === '');
}

/**
 * A negated operator requires that no value matches, others that any value
 * matches.
 */
function meetsOne(
  actual: string,
  operator: Operator,
  { values }: Condition,
  scope: Scope,
): Ternary {
  const hits = values.map(wanted => operator.compare(actual, wanted, scope));
  if (!operator.negated) {
    return any(hits);
  }
  // IAM rejects an empty list and does not document its result.
  return hits.length > 0 ? not(any(hits.map(openIfUnresolved))) : 'unknown';
}

/** `true` requires an absent key, `false` a present one. */
function meetsNull(
  state: KeyState,
  { set, ifExists, values }: Condition,
): Ternary {
  return set || ifExists
    ? 'unknown'
    : any(
        values.map(({ text }) => {
          const wanted = text.toLowerCase();
          return wanted === 'true' || wanted === 'false'
            ? (wanted === 'true') === (state.length === 0)
            : 'unknown';
        }),
      );
}

/** The result for a present key with an unknown value. */
function passes(operator: Operator, values: readonly PolicyValue[]): Ternary {
  if (
    operator.hasWildcards &&
    values.some(({ pattern }) => pattern === ANY_TEXT)
  ) {
    return !operator.negated;
  }
  return values.length > 0 || operator.negated ? 'unknown' : false;
}

/**
 * The result for an absent key: true for negated operators and with `IfExists`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
function meetsWithoutKey(
  operator: Operator,
  { set, ifExists, values }: Condition,
  scope: Scope,
): Ternary {
  if (ifExists) {
    // ForAnyValue is false without the key, and IfExists is true.
    return set === 'foranyvalue' ? 'unknown' : true;
  }
  if (set === 'foranyvalue' || (!set && !operator.negated)) {
    return false;
  }
  return values.some(value => isUnresolved(value, scope)) ? 'unknown' : true;
}
