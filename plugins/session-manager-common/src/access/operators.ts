import { contains } from './ipAddress';
import { ANY_TEXT, matches, NOT_KNOWN } from './pattern';
import { all, Comparison } from '../ternary/ternary';
import {
  expand,
  matchesExpanded,
  matchesValue,
  PolicyValue,
  Scope,
} from './variables';

/**
 * Compares a value of the request with one of the policy. Negated operators use
 * the comparison that they negate.
 */
export interface Operator {
  negated: boolean;
  compare: Compare;
  /** Whether a `*` in the policy matches any value. */
  hasWildcards: boolean;
}

type Compare = (
  actual: string,
  wanted: PolicyValue,
  scope: Scope,
) => Comparison;

const stringEquals: Compare = (actual, wanted, scope) =>
  matchesExpanded(expand(wanted, scope, 'exact'), actual, scope);

const stringEqualsIgnoreCase: Compare = (actual, wanted, scope) => {
  const expanded = expand(wanted, scope, 'exact');
  return matchesExpanded(
    expanded && { ...expanded, pattern: expanded.pattern.toLowerCase() },
    actual.toLowerCase(),
    scope,
  );
};

const stringLike: Compare = (actual, wanted, scope) =>
  matchesValue(wanted, actual, scope);

/**
 * Each part is compared separately, so that a `*` does not match across colons.
 */
const arnLike: Compare = (actual, wanted, scope) => {
  const expanded = expand(wanted, scope, 'pattern');
  const arn = partsOf(actual);
  if (!expanded || !arn) {
    return 'unresolved';
  }
  const pattern = partsOf(expanded.pattern);
  if (!pattern && expanded.pattern !== ANY_TEXT) {
    return 'unresolved';
  }
  const result =
    !pattern ||
    all(pattern.map((part, index) => matches(part, arn[index], scope.steps)));
  return result === true && !expanded.known ? 'unknown' : result;
};

function partsOf(arn: string): string[] | undefined {
  const [prefix, partition, service, region, account, ...resource] =
    arn.split(':');
  return prefix === 'arn' && resource.length > 0
    ? [partition, service, region, account, resource.join(':')]
    : undefined;
}

/** For values without wildcards. IAM does not allow variables in them. */
const plain =
  (holds: (actual: string, wanted: string) => Comparison): Compare =>
  (actual, { text, pieces }, { steps }) => {
    steps.spend(1 + actual.length + text.length);
    return pieces.length > 0 || actual.includes(NOT_KNOWN)
      ? 'unknown'
      : holds(actual, text);
  };

const bool = plain(
  (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
);
const binary = plain((actual, wanted) => actual === wanted);
const ip = plain((actual, wanted) => contains(wanted, actual));

type Holds = (actual: number, wanted: number) => boolean;

/** Converts a text to a number; `unresolved` if it is not of the type. */
type Measure = (text: string) => number | 'unknown' | 'unresolved';

const measured =
  (measure: Measure) =>
  (holds: Holds): Compare =>
    plain((actual, wanted) => {
      const [a, b] = [measure(actual), measure(wanted)];
      if (typeof a === 'number' && typeof b === 'number') {
        return holds(a, b);
      }
      return a === 'unresolved' || b === 'unresolved'
        ? 'unresolved'
        : 'unknown';
    });

/** The number of digits that a JavaScript number can represent exactly. */
const MOST_DIGITS = 15;

/** "An integer or decimal value": AWS does not document other notations. */
const numbers = measured(text => {
  if (/^-?\d+(?:\.\d+)?$/.test(text)) {
    return text.length <= MOST_DIGITS ? Number(text) : 'unknown';
  }
  return /^[+-]?\.?\d[\d.e+-]*$/i.test(text) ? 'unknown' : 'unresolved';
});

// https://www.w3.org/TR/NOTE-datetime
const W3C_DATE =
  /^(\d{4})-(\d\d)-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * A W3C date, or seconds since 1970. Fewer digits could also be a year or a
 * date without hyphens, and more could be milliseconds: AWS does not document
 * it.
 */
const dates = measured(text => {
  if (/^\d{9,10}$/.test(text)) {
    return Number(text) * 1000;
  }
  const date = W3C_DATE.exec(text);
  if (date && Number(date[3]) <= daysIn(Number(date[1]), Number(date[2]))) {
    const time = Date.parse(text);
    return Number.isNaN(time) ? 'unknown' : time;
  }
  return /^[+-]?\d[\dTZe:.+-]*$/i.test(text) ? 'unknown' : 'unresolved';
});

/** JavaScript reads February 30 as March 2. */
function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function pair(
  name: string,
  negatedName: string,
  compare: Compare,
  hasWildcards = false,
): Array<[string, Operator]> {
  return [
    [name, { negated: false, compare, hasWildcards }],
    [negatedName, { negated: true, compare, hasWildcards }],
  ];
}

function single(name: string, compare: Compare): [string, Operator] {
  return [name, { negated: false, compare, hasWildcards: false }];
}

function compared(
  kind: 'Numeric' | 'Date',
  by: (holds: Holds) => Compare,
): Array<[string, Operator]> {
  const is = (name: string, holds: Holds) =>
    single(`${kind}${name}`, by(holds));
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
 * The condition operators by name in lower case, except `Null`, which tests the
 * presence of a key.
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
    ...pair('StringLike', 'StringNotLike', stringLike, true),
    ...compared('Numeric', numbers),
    ...compared('Date', dates),
    single('Bool', bool),
    single('BinaryEquals', binary),
    ...pair('IpAddress', 'NotIpAddress', ip),
    // The two ARN operators behave identically.
    ...pair('ArnEquals', 'ArnNotEquals', arnLike, true),
    ...pair('ArnLike', 'ArnNotLike', arnLike, true),
  ].map(([name, operator]) => [name.toLowerCase(), operator]),
);
