import { asList, PolicyStatement } from '../policy/PolicyDocument';
import { Context, KeyValues } from './AccessRequest';
import { Operator, OPERATORS } from './operators';
import { all, any, not, Ternary } from './ternary';

/**
 * Whether a request meets all conditions of a statement.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function meetsConditions(
  conditions: PolicyStatement['Condition'],
  context: Context,
  version: string | undefined,
): Ternary {
  return all(
    Object.entries(conditions ?? {}).flatMap(([name, keys]) =>
      Object.entries(keys).map(([key, values]) =>
        meets(
          parse(name),
          context(key),
          asList(values).map(String),
          (actual, wanted, operator) =>
            operator.compare(actual, wanted, context, version),
        ),
      ),
    ),
  );
}

/** An operator's name in its parts. */
interface Parsed {
  /** `undefined` where no such operator is known. */
  operator: Operator | 'Null' | undefined;
  set?: 'ForAllValues' | 'ForAnyValue';
  ifExists: boolean;
}

function parse(name: string): Parsed {
  const [, set, base, ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(name) ?? [];
  return {
    operator: base === 'Null' ? 'Null' : OPERATORS[base],
    set: set as Parsed['set'],
    ifExists: ifExists !== undefined,
  };
}

type Compare = (actual: string, wanted: string, operator: Operator) => Ternary;

function meets(
  { operator, set, ifExists }: Parsed,
  actual: KeyValues,
  wanted: readonly string[],
  compare: Compare,
): Ternary {
  if (operator === undefined || actual === undefined) {
    return 'unknown';
  }
  if (operator === 'Null') {
    return wanted.some(
      value => (value.toLowerCase() === 'true') === (actual === 'absent'),
    );
  }
  if (actual === 'absent' || (actual.length === 0 && set !== undefined)) {
    return meetsWithoutKey(operator, set, ifExists);
  }
  // A negated operator wants none of its values, the others any of theirs.
  const each = actual.map(value => {
    const hit = any(wanted.map(one => compare(value, one, operator)));
    return operator.negated ? not(hit) : hit;
  });
  const every = set === 'ForAllValues' || (!set && operator.negated);
  return every ? all(each) : any(each);
}

function meetsWithoutKey(
  operator: Operator,
  set: Parsed['set'],
  ifExists: boolean,
): boolean {
  if (ifExists || set === 'ForAllValues') {
    return true;
  }
  return set === undefined && operator.negated;
}
