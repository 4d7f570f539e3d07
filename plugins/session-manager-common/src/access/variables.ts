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

/** Variables came with this version; before it they are plain text. */
const WITH_VARIABLES = '2012-10-17';

/** A value that a policy compares with. */
export interface PolicyValue {
  text: string;
  /** The pattern of its text; `undefined` where that has variables. */
  pattern: string | undefined;
  /** Its pieces, where it has variables; else none. */
  pieces: readonly Piece[];
}

/**
 * A piece of a value: text, a variable, or (`undefined`) what follows a `${`
 * that no variable begins with. AWS refuses such a policy, so nobody can tell
 * what it would do.
 */
type Piece = string | Variable | undefined;

interface Variable {
  name: string;
  fallback?: string;
}

/** A request and the budget that it is compared in. */
export interface Scope {
  context: Context;
  steps: StepBudget;
}

/** How the text of a value is read. */
type Reading = 'exact' | 'pattern' | 'resource';

/** A policy value as a pattern. */
export interface Expanded {
  pattern: string;
  /** Whether every variable in it is known. */
  known: boolean;
}

/** Reads a value of a policy of some version. */
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

/** Takes a value apart, from its beginning to its end and never back. */
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
    const [whole, name, fallback] = variable;
    pieces.push({ name, fallback });
    end = start + whole.length;
  }
}

/**
 * Puts a request's values in for the variables of a policy value. A value put
 * in is literal; one that is not known may be any text. `undefined` where the
 * request lacks one.
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
    // Many variables with long values are a longer text than the policy's own.
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

/** Whether an expanded value matches a text, compared as a whole. */
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

/** Whether a value has a variable that the request has no value for. */
export function isUnresolved(value: PolicyValue, scope: Scope): boolean {
  return variablesOf(value, scope).some(([, stands]) => stands === undefined);
}

/** The variables of a value that are not known, or that nothing stands for. */
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

/** What a variable stands for: `undefined` for nothing, ANY_TEXT if unknown. */
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
  // Of a key with several values, none can be put in.
  if (value === undefined || others.length > 0) {
    return fallback;
  }
  return hasToken(value) ? ANY_TEXT : value;
}
