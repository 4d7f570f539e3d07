import { Context } from './AccessRequest';
import { matchesTokens, overlaps, Token, tokensOf } from './pattern';
import { Ternary } from './ternary';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
const VARIABLE = /\$\{\s*([^},]+?)\s*(?:,\s*'([^']*)'\s*)?\}/g;
const LITERALS = ['*', '?', '$'];

/** Variables came with this version; before it they are plain text. */
const WITH_VARIABLES = '2012-10-17';

/** A policy value with its variables put in. */
export interface Expanded {
  tokens: Token[];
  /** Whether every variable in it is known. */
  known: boolean;
}

/**
 * Puts a request's values in for the variables of a policy value. A value put
 * in is literal text; an unknown one may be any. `undefined` where the request
 * lacks one: then the value matches nothing.
 */
export function expand(
  value: string,
  context: Context,
  version: string | undefined,
): Expanded | undefined {
  if (version !== WITH_VARIABLES) {
    return { tokens: tokensOf(value), known: true };
  }
  const tokens: Token[] = [];
  let known = true;
  let end = 0;
  for (const match of value.matchAll(VARIABLE)) {
    tokens.push(...tokensOf(value.slice(end, match.index)));
    end = match.index + match[0].length;
    const [, key, fallback] = match;
    if (LITERALS.includes(key)) {
      tokens.push({ literal: key });
      continue;
    }
    const values = context(key);
    if (values === undefined) {
      known = false;
      tokens.push('*');
    } else if (values === 'absent' || values.length !== 1) {
      if (fallback === undefined) {
        return undefined;
      }
      tokens.push(...literals(fallback));
    } else {
      tokens.push(...literals(values[0]));
    }
  }
  tokens.push(...tokensOf(value.slice(end)));
  return { tokens, known };
}

/**
 * Whether a policy value with wildcards and variables matches a text. Where a
 * `*` in the text stands for a part that is not known, matching only some of
 * what it may be is unknown.
 */
export function matchesValue(
  value: string,
  text: string,
  context: Context,
  version: string | undefined,
): Ternary {
  const expanded = expand(value, context, version);
  if (!expanded) {
    return false;
  }
  if (matchesTokens(expanded.tokens, text)) {
    return expanded.known || 'unknown';
  }
  const partly = text.includes('*') && overlaps(expanded.tokens, text);
  return partly ? 'unknown' : false;
}

function literals(text: string): Token[] {
  return [...text].map(literal => ({ literal }));
}
