import { Context, KeyState } from './context';
import { ANY_TEXT, matches, NOT_KNOWN, patternOf } from './pattern';
import { Ternary } from './ternary';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
const VARIABLE = /\$\{\s*([^},]+?)\s*(?:,\s*'([^']*)'\s*)?\}/g;
const CHARACTERS = ['*', '?', '$'];

/** Variables came with this version; before it they are plain text. */
const WITH_VARIABLES = '2012-10-17';

/** A value that a policy compares with. */
export interface PolicyValue {
  text: string;
  /** The pattern of its text; `undefined` where that has variables. */
  pattern: string | undefined;
}

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
): PolicyValue {
  const isVariable = version === WITH_VARIABLES && text.includes('${');
  return { text, pattern: isVariable ? undefined : patternOf(text) };
}

/**
 * Puts a request's values in for the variables of a policy value. A value put
 * in is literal; one that is not known may be any text. `undefined` where the
 * request lacks one: then nothing is equal to the policy value or like it.
 */
export function expand(
  value: PolicyValue,
  context: Context,
  wildcards: boolean,
): Expanded | undefined {
  const { text } = value;
  if (value.pattern !== undefined) {
    return { pattern: wildcards ? value.pattern : text, known: true };
  }
  const written = wildcards ? patternOf : (part: string) => part;
  let pattern = '';
  let known = true;
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const [whole, name, fallback] = match;
    pattern += written(text.slice(end, match.index));
    end = match.index + whole.length;
    const part = CHARACTERS.includes(name)
      ? name
      : valueOf(context(name), fallback);
    if (part === undefined) {
      return undefined;
    }
    known &&= part !== ANY_TEXT;
    pattern += part;
  }
  return { pattern: pattern + written(text.slice(end)), known };
}

/** Whether a policy value with wildcards and variables matches a text. */
export function matchesValue(
  value: PolicyValue,
  text: string,
  context: Context,
): Ternary {
  return value.pattern === undefined
    ? matchesExpanded(expand(value, context, true), text)
    : matches(value.pattern, text);
}

/** Whether an expanded value matches a text, compared as a whole. */
export function matchesExpanded(
  expanded: Expanded | undefined,
  text: string,
): Ternary {
  const result = expanded !== undefined && matches(expanded.pattern, text);
  return result === true && !expanded?.known ? 'unknown' : result;
}

/** The variables of a value that are not known. */
export function unknownVariables(
  { text, pattern }: PolicyValue,
  context: Context,
): string[] {
  return pattern === undefined
    ? [...text.matchAll(VARIABLE)]
        .filter(
          ([, name, fallback]) =>
            !CHARACTERS.includes(name) &&
            valueOf(context(name), fallback) === ANY_TEXT,
        )
        .map(([, name]) => name)
    : [];
}

/** What a variable stands for: `undefined` for nothing, ANY_TEXT if unknown. */
function valueOf(
  states: readonly KeyState[],
  fallback: string | undefined,
): string | undefined {
  if (states.length !== 1 || states[0] === 'some') {
    return ANY_TEXT;
  }
  const [state] = states;
  // Of a key with several values, none can be put in.
  const value = state === 'absent' || state.length !== 1 ? fallback : state[0];
  return value?.includes(NOT_KNOWN) ? ANY_TEXT : value;
}
