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
  /** Whether it has variables. */
  variable: boolean;
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
  return { text, variable: version === WITH_VARIABLES && text.includes('${') };
}

/**
 * Puts a request's values in for the variables of a policy value. A value put
 * in is literal; one that is not known may be any text. `undefined` where the
 * request lacks one: then nothing is equal to the policy value or like it.
 */
export function expand(
  { text, variable }: PolicyValue,
  context: Context,
  wildcards: boolean,
): Expanded | undefined {
  const written = wildcards ? patternOf : (part: string) => part;
  if (!variable) {
    return { pattern: written(text), known: true };
  }
  let pattern = '';
  let known = true;
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const [whole, name, fallback] = match;
    pattern += written(text.slice(end, match.index));
    end = match.index + whole.length;
    const value = CHARACTERS.includes(name)
      ? name
      : valueOf(context(name), fallback);
    if (value === undefined) {
      return undefined;
    }
    known &&= value !== ANY_TEXT;
    pattern += value;
  }
  return { pattern: pattern + written(text.slice(end)), known };
}

/** Whether a policy value with wildcards and variables matches a text. */
export function matchesValue(
  value: PolicyValue,
  text: string,
  context: Context,
): Ternary {
  return matchesExpanded(expand(value, context, true), text);
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
  { text, variable }: PolicyValue,
  context: Context,
): string[] {
  return variable
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
