import { Context } from './context';
import {
  ANY_TEXT,
  hasToken,
  matches,
  patternOf,
  resourcePatternOf,
} from './pattern';
import { StepBudget } from './steps';
import { Comparison } from '../ternary/ternary';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
const CHARACTERS = ['*', '?', '$'];

/**
 * Variables were introduced with this version. In older policies they are plain
 * text.
 */
const WITH_VARIABLES = '2012-10-17';

/** A value in a policy. */
export interface PolicyValue {
  text: string;
  /** The pattern of the text; `undefined` if it has variables. */
  pattern: string | undefined;
  /** The parts of a value with variables; otherwise empty. */
  pieces: readonly Piece[];
}

/**
 * A part of a value: text, a variable, or `undefined` after a `${` that does
 * not begin a valid variable. AWS rejects such a policy, so its effect is
 * unknown.
 */
type Piece = string | Variable | undefined;

interface Variable {
  name: string;
  fallback?: string;
}

/** A request and its step budget. */
export interface Scope {
  context: Context;
  steps: StepBudget;
}

/** How the text of a value is compared. */
type Reading = 'exact' | 'pattern' | 'resource';

/** A policy value with its variables substituted. */
export interface Expanded {
  pattern: string;
  /** Whether all of its variables have known values. */
  known: boolean;
}

/** Parses a value of a policy with the given version. */
export function policyValue(
  text: string,
  version: string | undefined,
  reading: 'pattern' | 'resource' = 'pattern',
): PolicyValue {
  return version === WITH_VARIABLES && text.includes('${')
    ? { text, pattern: undefined, pieces: piecesOf(text) }
    : { text, pattern: written(text, reading, true), pieces: [] };
}

function written(text: string, reading: Reading, isEnd: boolean): string {
  switch (reading) {
    case 'exact':
      return text;
    case 'pattern':
      return patternOf(text);
    default:
      return resourcePatternOf(text, isEnd);
  }
}

/** `${name}`, or `${name, 'fallback'}`. */
const VARIABLE = /^\$\{([^,{}]+)(?:, *'([^']*)' *)?\}/;

/** Splits a value into its parts, without backtracking. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (;;) {
    const start = text.indexOf('${', end);
    if (start < 0) {
      return [...pieces, text.slice(end)];
    }
    pieces.push(text.slice(end, start));
    const variable = VARIABLE.exec(text.slice(start));
    if (!variable || variable[1] !== variable[1].trim()) {
      return [...pieces, undefined];
    }
    const [matched, name, fallback] = variable;
    pieces.push({ name, fallback });
    end = start + matched.length;
  }
}

/**
 * Substitutes a request's values for the variables of a policy value.
 * Substituted values are literal; unknown ones match any text. `undefined` if
 * the request has no value for a variable.
 */
export function expand(
  value: PolicyValue,
  scope: Scope,
  reading: Reading,
): Expanded | undefined {
  if (value.pattern !== undefined) {
    const pattern = reading === 'exact' ? value.text : value.pattern;
    return { pattern, known: true };
  }
  let pattern = '';
  let known = true;
  const last = value.pieces.length - 1;
  for (const [index, piece] of value.pieces.entries()) {
    if (typeof piece === 'string') {
      pattern += written(piece, reading, index === last);
      continue;
    }
    const part = piece ? valueOf(piece, scope) : ANY_TEXT;
    if (part === undefined) {
      return undefined;
    }
    known &&= part !== ANY_TEXT;
    // Many variables with long values can exceed the length of the policy.
    scope.steps.spend(part.length);
    pattern += part;
  }
  return { pattern, known };
}

/** Whether a policy value, read as a pattern, matches a text. */
export function matchesValue(
  value: PolicyValue,
  text: string,
  scope: Scope,
  reading: 'pattern' | 'resource' = 'pattern',
): Comparison {
  return matchesExpanded(expand(value, scope, reading), text, scope);
}

/** Whether an expanded value matches the entire text. */
export function matchesExpanded(
  expanded: Expanded | undefined,
  text: string,
  { steps }: Scope,
): Comparison {
  if (!expanded) {
    return 'unresolved';
  }
  const result = matches(expanded.pattern, text, steps);
  return result === true && !expanded.known ? 'unknown' : result;
}

/** Whether a value has a variable for which the request has no value. */
export function isUnresolved(value: PolicyValue, scope: Scope): boolean {
  return variablesOf(value, scope).some(([, stands]) => stands === undefined);
}

/** Returns the variables of a value that are unknown or have no value. */
export function openVariables(value: PolicyValue, scope: Scope): string[] {
  return variablesOf(value, scope)
    .filter(([, stands]) => stands === undefined || stands === ANY_TEXT)
    .map(([name]) => name);
}

function variablesOf(
  { pieces }: PolicyValue,
  scope: Scope,
): Array<[string, string | undefined]> {
  return pieces
    .filter(piece => typeof piece === 'object')
    .map(piece => [piece.name, valueOf(piece, scope)]);
}

/**
 * Returns the value of a variable: `undefined` if it has none, ANY_TEXT if
 * unknown.
 */
function valueOf(
  { name, fallback }: Variable,
  { context }: Scope,
): string | undefined {
  if (CHARACTERS.includes(name)) {
    return name;
  }
  const states = context(name);
  if (states.length !== 1 || states[0] === 'some') {
    return ANY_TEXT;
  }
  const [[value, ...others]] = states;
  // A key with several values cannot be substituted.
  if (value === undefined || others.length > 0) {
    return fallback;
  }
  return hasToken(value) ? ANY_TEXT : value;
}
