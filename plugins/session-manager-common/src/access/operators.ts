import { contains } from './ipAddress';
import { ANY_TEXT, matches, NOT_KNOWN } from './pattern';
import { all } from '../ternary/ternary';
import {
  Comparison,
  expand,
  matchesExpanded,
  matchesValue,
  PolicyValue,
  Scope,
} from './variables';

/**
 * Compares a value of the request with one of the policy. Negated operators
 * have the comparison of what they negate.
 */
export interface Operator {
  negated: boolean;
  compare: Compare;
  /** Whether any value that the request may have passes the comparison. */
  passesAny(wanted: PolicyValue): boolean;
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

/** Each part is matched by itself, so that a `*` stays within one. */
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

/** For values without wildcards; IAM refuses variables in them. */
const plain =
  (holds: (actual: string, wanted: string) => Comparison): Compare =>
  (actual, { text, pieces }, { steps }) => {
    steps.spend(1 + actual.length + text.length);
    return pieces || actual.includes(NOT_KNOWN)
      ? 'unknown'
      : holds(actual, text);
  };

const bool = plain(
  (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
);
const binary = plain((actual, wanted) => actual === wanted);
const ip = plain((actual, wanted) => contains(wanted, actual));

type Holds = (actual: number, wanted: number) => boolean;

/** What a text measures: `unresolved` where it is nothing of the kind. */
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

/** More digits than a number here tells apart. */
const MOST_DIGITS = 15;

/** "An integer or decimal value": of other ways to write one AWS tells nothing. */
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
 * A date of the W3C's, or seconds since 1970. Fewer digits may as well be a
 * year or a date without hyphens, and more may be milliseconds: AWS does not
 * tell.
 */
const dates = measured(text => {
  if (/^\d{9,10}$/.test(text)) {
    return Number(text) * 1000;
  }
  const [, year, month, day] = W3C_DATE.exec(text) ?? [];
  if (year && isDay(Number(year), Number(month), Number(day))) {
    const time = Date.parse(text);
    return Number.isNaN(time) ? 'unknown' : time;
  }
  return /^[+-]?\d[\dTZe:.+-]*$/i.test(text) ? 'unknown' : 'unresolved';
});

/** JavaScript takes the 30th of February for the 2nd of March. */
function isDay(year: number, month: number, day: number): boolean {
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
  );
}

const never = () => false;
const isAnyText = ({ pattern }: PolicyValue) =>
  pattern !== undefined && pattern !== '' && !pattern.replaceAll(ANY_TEXT, '');

function pair(
  name: string,
  negatedName: string,
  compare: Compare,
  passesAny: Operator['passesAny'] = never,
): Array<[string, Operator]> {
  return [
    [name, { negated: false, compare, passesAny }],
    [negatedName, { negated: true, compare, passesAny }],
  ];
}

function compared(
  kind: 'Numeric' | 'Date',
  by: (holds: Holds) => Compare,
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
