import { Context, KeyState } from './context';
import {
  ANY_TEXT,
  hasToken,
  matches,
  patternOf,
  resourcePatternOf,
} from './pattern';
import { StepBudget } from './steps';
import { Ternary } from '../ternary/ternary';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
const CHARACTERS = ['*', '?', '$'];

/** Variables came with this version; before it they are plain text. */
const WITH_VARIABLES = '2012-10-17';

/** A value that a policy compares with. */
export interface PolicyValue {
  text: string;
  /** The pattern of its text; `undefined` where that has variables. */
  pattern: string | undefined;
  /** Its pieces, where it has variables. */
  pieces?: readonly Piece[];
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

/**
 * What comes of a comparison. `unresolved` is that of a value with a variable
 * that the request has no value for, or of one that is not what its operator
 * compares: nothing is equal to it or like it. Whether what is *not* equal to
 * it then holds, AWS says both ways: it "might cause the entire statement to be
 * invalid", and inverted operators "do match against a null value".
 */
export type Comparison = Ternary | 'unresolved';

/** What is unresolved may be anything where it matters. */
export function openIfUnresolved(result: Comparison): Ternary {
  return result === 'unresolved' ? 'unknown' : result;
}

/** How the text of a value is read. */
export type Reading = 'exact' | 'pattern' | 'resource';

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
  steps: StepBudget,
  reading: 'pattern' | 'resource' = 'pattern',
): PolicyValue {
  steps.spend(1 + text.length);
  return version === WITH_VARIABLES && text.includes('${')
    ? { text, pattern: undefined, pieces: piecesOf(text, steps) }
    : { text, pattern: written(text, reading, true) };
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

/** Takes a value apart, from its beginning to its end and never back. */
function piecesOf(text: string, steps: StepBudget): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (;;) {
    const start = text.indexOf('${', end);
    if (start < 0) {
      return [...pieces, text.slice(end)];
    }
    pieces.push(text.slice(end, start));
    const variable = variableAt(text, start + 2, steps);
    if (!variable) {
      return [...pieces, undefined];
    }
    steps.spend(variable.end - end);
    pieces.push(variable);
    end = variable.end;
  }
}

/** Reads `name}`, or `name, 'fallback'}`; `end` is behind the brace. */
function variableAt(
  text: string,
  start: number,
  steps: StepBudget,
): (Variable & { end: number }) | undefined {
  let at = start;
  while (at < text.length && !'},{'.includes(text[at])) {
    steps.spend();
    at++;
  }
  const name = text.slice(start, at);
  if (name === '' || name !== name.trim()) {
    return undefined;
  }
  if (text[at] === '}') {
    return { name, end: at + 1 };
  }
  const quote = text[at] === ',' ? skipSpaces(text, at + 1, steps) : -1;
  const close = text[quote] === "'" ? text.indexOf("'", quote + 1) : -1;
  const brace = close < 0 ? -1 : skipSpaces(text, close + 1, steps);
  return text[brace] === '}'
    ? { name, fallback: text.slice(quote + 1, close), end: brace + 1 }
    : undefined;
}

function skipSpaces(text: string, start: number, steps: StepBudget): number {
  let at = start;
  while (text[at] === ' ') {
    steps.spend();
    at++;
  }
  return at;
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
  if (!value.pieces) {
    return { pattern: written(value.text, reading, true), known: true };
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
  scope.steps.spend();
  return value.pattern === undefined
    ? matchesExpanded(expand(value, scope, reading), text, scope)
    : matches(value.pattern, text, scope.steps);
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
  { pieces = [] }: PolicyValue,
  scope: Scope,
): Array<[string, string | undefined]> {
  return pieces.flatMap(piece =>
    typeof piece === 'object' ? [[piece.name, valueOf(piece, scope)]] : [],
  );
}

/** What a variable stands for: `undefined` for nothing, ANY_TEXT if unknown. */
function valueOf(
  { name, fallback }: Variable,
  { context, steps }: Scope,
): string | undefined {
  steps.spend();
  if (CHARACTERS.includes(name)) {
    return name;
  }
  const states: readonly KeyState[] = context(name);
  if (states.length !== 1 || states[0] === 'some') {
    return ANY_TEXT;
  }
  const [state] = states;
  // Of a key with several values, none can be put in.
  const value = state === 'absent' || state.length !== 1 ? fallback : state[0];
  return value !== undefined && hasToken(value) ? ANY_TEXT : value;
}
