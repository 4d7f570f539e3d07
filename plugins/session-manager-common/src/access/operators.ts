import { Context } from './context';
import { contains } from './ipAddress';
import { ANY_TEXT, matches, NOT_KNOWN } from './pattern';
import { all, Ternary } from './ternary';
import {
  expand,
  matchesExpanded,
  matchesValue,
  PolicyValue,
} from './variables';

/**
 * Compares a value of the request with one of the policy. Negated operators
 * have the comparison of what they negate.
 */
export interface Operator {
  negated: boolean;
  compare: Comparison;
  /** Whether any value that the request may have passes the comparison. */
  passesAny(wanted: PolicyValue): boolean;
}

type Comparison = (
  actual: string,
  wanted: PolicyValue,
  context: Context,
) => Ternary;

const stringEquals: Comparison = (actual, wanted, context) =>
  matchesExpanded(expand(wanted, context, false), actual);

const stringEqualsIgnoreCase: Comparison = (actual, wanted, context) => {
  const expanded = expand(wanted, context, false);
  return matchesExpanded(
    expanded && { ...expanded, pattern: expanded.pattern.toLowerCase() },
    actual.toLowerCase(),
  );
};

const stringLike: Comparison = (actual, wanted, context) =>
  matchesValue(wanted, actual, context);

/** Each part is matched by itself, so that a `*` stays within one. */
const arnLike: Comparison = (actual, wanted, context) => {
  const expanded = expand(wanted, context, true);
  const arn = partsOf(actual);
  if (!expanded || !arn) {
    return false;
  }
  const pattern = partsOf(expanded.pattern);
  const result = pattern
    ? all(pattern.map((part, index) => matches(part, arn[index])))
    : expanded.pattern === ANY_TEXT;
  return result === true && !expanded.known ? 'unknown' : result;
};

function partsOf(arn: string): string[] | undefined {
  const [prefix, partition, service, region, account, ...resource] =
    arn.split(':');
  return prefix === 'arn' && resource.length > 0
    ? [partition, service, region, account, resource.join(':')]
    : undefined;
}

/** For values without wildcards and variables. */
const plain =
  (holds: (actual: string, wanted: string) => boolean): Comparison =>
  (actual, { text }) =>
    actual.includes(NOT_KNOWN) ? 'unknown' : holds(actual, text);

const bool = plain(
  (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
);
const binary = plain((actual, wanted) => actual === wanted);
const ip = plain((actual, wanted) => contains(wanted, actual));

type Holds = (actual: number, wanted: number) => boolean;

/** What is no number compares with nothing. */
const measured =
  (measure: (text: string) => number) =>
  (holds: Holds): Comparison =>
    plain((actual, wanted) => {
      const [a, b] = [measure(actual), measure(wanted)];
      return !Number.isNaN(a) && !Number.isNaN(b) && holds(a, b);
    });

const numbers = measured(text =>
  /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN,
);

const ISO_DATE =
  /^\d{4}-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?)?$/i;

/** ISO 8601, or seconds since 1970. */
const dates = measured(text => {
  if (/^\d+$/.test(text)) {
    return Number(text) * 1000;
  }
  return ISO_DATE.test(text) ? Date.parse(text) : NaN;
});

const never = () => false;
const isAnyText = ({ pattern }: PolicyValue) =>
  pattern !== undefined && pattern !== '' && !pattern.replaceAll(ANY_TEXT, '');

function pair(
  name: string,
  negatedName: string,
  compare: Comparison,
  passesAny: Operator['passesAny'] = never,
): Array<[string, Operator]> {
  return [
    [name, { negated: false, compare, passesAny }],
    [negatedName, { negated: true, compare, passesAny }],
  ];
}

function compared(
  kind: 'Numeric' | 'Date',
  by: (holds: Holds) => Comparison,
): Array<[string, Operator]> {
  const is = (name: string, holds: Holds): [string, Operator] => [
    `${kind}${name}`,
    { negated: false, compare: by(holds), passesAny: never },
  ];
  return [
    ...pair(
      `${kind}Equals`,
      `${kind}NotEquals`,
      by((a, b) => a === b),
    ),
    is('LessThan', (a, b) => a < b),
    is('LessThanEquals', (a, b) => a <= b),
    is('GreaterThan', (a, b) => a > b),
    is('GreaterThanEquals', (a, b) => a >= b),
  ];
}

/**
 * The condition operators, by their name in lower case; but `Null`, which is
 * about the key and not its value.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  [
    ...pair('StringEquals', 'StringNotEquals', stringEquals),
    ...pair(
      'StringEqualsIgnoreCase',
      'StringNotEqualsIgnoreCase',
      stringEqualsIgnoreCase,
    ),
    ...pair('StringLike', 'StringNotLike', stringLike, isAnyText),
    ...compared('Numeric', numbers),
    ...compared('Date', dates),
    ['Bool', { negated: false, compare: bool, passesAny: never }] as [
      string,
      Operator,
    ],
    ['BinaryEquals', { negated: false, compare: binary, passesAny: never }] as [
      string,
      Operator,
    ],
    ...pair('IpAddress', 'NotIpAddress', ip),
    // The two ARN operators behave alike.
    ...pair('ArnEquals', 'ArnNotEquals', arnLike, isAnyText),
    ...pair('ArnLike', 'ArnNotLike', arnLike, isAnyText),
  ].map(([name, operator]) => [name.toLowerCase(), operator]),
);
