import { parseArn } from '../aws/arn';
import { Context } from './AccessRequest';
import { contains } from './ipAddress';
import { Ternary } from './ternary';
import { expand, matchesValue } from './variables';

/**
 * Compares a value of the request with one of the policy. Negated operators
 * have the comparison of what they negate.
 */
export interface Operator {
  negated: boolean;
  compare(
    actual: string,
    wanted: string,
    context: Context,
    version: string | undefined,
  ): Ternary;
}

type Comparison = Operator['compare'];

const likeCase =
  (fold: (text: string) => string): Comparison =>
  (actual, wanted, context, version) =>
    equalsLiteral(fold(actual), wanted, context, version, fold);

const stringLike: Comparison = (actual, wanted, context, version) =>
  matchesValue(wanted, actual, context, version);

/** Each of the six parts is matched by itself, so that `*` stays within one. */
const arnLike: Comparison = (actual, wanted, context, version) => {
  const arn = parseArn(actual);
  const pattern = parseArn(wanted);
  if (!arn || !pattern) {
    return wanted === '*';
  }
  const parts = [
    'partition',
    'service',
    'region',
    'accountId',
    'resource',
  ] as const;
  const matches = parts.map(part =>
    matchesValue(pattern[part], arn[part], context, version),
  );
  if (matches.includes(false)) {
    return false;
  }
  return matches.includes('unknown') ? 'unknown' : true;
};

const numbers =
  (holds: (actual: number, wanted: number) => boolean): Comparison =>
  (actual, wanted) => {
    const [a, b] = [Number(actual), Number(wanted)];
    return !Number.isNaN(a) && !Number.isNaN(b) && holds(a, b);
  };

const dates =
  (holds: (actual: number, wanted: number) => boolean): Comparison =>
  (actual, wanted) => {
    const [a, b] = [millisOf(actual), millisOf(wanted)];
    return !Number.isNaN(a) && !Number.isNaN(b) && holds(a, b);
  };

const bool: Comparison = (actual, wanted) =>
  actual.toLowerCase() === wanted.toLowerCase();

const literal: Comparison = (actual, wanted) => actual === wanted;

const ip: Comparison = (actual, wanted) => contains(wanted, actual);

const is = (compare: Comparison): Operator => ({ negated: false, compare });
const isNot = (compare: Comparison): Operator => ({ negated: true, compare });

const sameCase = likeCase(text => text);
const anyCase = likeCase(text => text.toLowerCase());

/**
 * The condition operators but `Null`, which is about the key and not its value.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const OPERATORS: Readonly<Record<string, Operator | undefined>> = {
  StringEquals: is(sameCase),
  StringNotEquals: isNot(sameCase),
  StringEqualsIgnoreCase: is(anyCase),
  StringNotEqualsIgnoreCase: isNot(anyCase),
  StringLike: is(stringLike),
  StringNotLike: isNot(stringLike),
  NumericEquals: is(numbers((a, b) => a === b)),
  NumericNotEquals: isNot(numbers((a, b) => a === b)),
  NumericLessThan: is(numbers((a, b) => a < b)),
  NumericLessThanEquals: is(numbers((a, b) => a <= b)),
  NumericGreaterThan: is(numbers((a, b) => a > b)),
  NumericGreaterThanEquals: is(numbers((a, b) => a >= b)),
  DateEquals: is(dates((a, b) => a === b)),
  DateNotEquals: isNot(dates((a, b) => a === b)),
  DateLessThan: is(dates((a, b) => a < b)),
  DateLessThanEquals: is(dates((a, b) => a <= b)),
  DateGreaterThan: is(dates((a, b) => a > b)),
  DateGreaterThanEquals: is(dates((a, b) => a >= b)),
  Bool: is(bool),
  BinaryEquals: is(literal),
  IpAddress: is(ip),
  NotIpAddress: isNot(ip),
  // The two ARN operators behave alike.
  ArnEquals: is(arnLike),
  ArnLike: is(arnLike),
  ArnNotEquals: isNot(arnLike),
  ArnNotLike: isNot(arnLike),
};

/** Equal but for variables: the wildcards of the policy's text are literal. */
function equalsLiteral(
  actual: string,
  wanted: string,
  context: Context,
  version: string | undefined,
  fold: (text: string) => string,
): Ternary {
  if (!wanted.includes('${')) {
    return actual === fold(wanted);
  }
  // Escaped, * and ? are literal to the expansion as well.
  const escaped = wanted.replace(
    /(\$\{[^}]*\})|([*?])/g,
    (_, variable, char) => variable ?? `\${${char}}`,
  );
  const expanded = expand(escaped, context, version);
  if (!expanded) {
    return false;
  }
  if (!expanded.known) {
    return 'unknown';
  }
  const text = expanded.tokens
    .map(token => (typeof token === 'string' ? token : token.literal))
    .join('');
  return actual === fold(text);
}

/** ISO 8601 or seconds since 1970. */
function millisOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
