import { Ternary } from './ternary';

// No ARN, condition value or action holds a control character, so these can
// stand for what is no text of its own.
/** In a pattern: any text. */
export const ANY_TEXT = '\u0001';
/** In a pattern: any one character. */
export const ANY_CHARACTER = '\u0002';
/** In a text: a part that is not known and has no `/` and `:`, such as an id. */
export const NOT_KNOWN = '\u0003';

/** The pattern that a policy writes with `*` and `?`. */
export function patternOf(written: string): string {
  return written.includes('*') || written.includes('?')
    ? written.replaceAll('*', ANY_TEXT).replaceAll('?', ANY_CHARACTER)
    : written;
}

/** A text whose `*` stand for parts that are not known. */
export function textOf(written: string): string {
  return written.includes('*') ? written.replaceAll('*', NOT_KNOWN) : written;
}

/** Whether no part of a text is not known. */
export function isWhollyKnown(text: string): boolean {
  return !text.includes(NOT_KNOWN);
}

/**
 * Whether an IAM pattern matches: `*` stands for any text, `?` for one
 * character. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 *
 * @public
 */
export function matchesPattern(pattern: string, value: string): boolean {
  return covers(patternOf(pattern), value);
}

/**
 * Whether a pattern matches a text; `unknown` where it matches only some of
 * what the parts that are not known may be.
 */
export function matches(pattern: string, text: string): Ternary {
  if (covers(pattern, text)) {
    return true;
  }
  return text.includes(NOT_KNOWN) && overlaps(pattern, text)
    ? 'unknown'
    : false;
}

/**
 * Whether the pattern matches the text from its beginning to its end, whatever
 * the parts are that are not known.
 */
export function covers(pattern: string, text: string): boolean {
  // Greedy with one point to come back to: linear for what policies hold, and
  // never exponential, unlike a regular expression made from the pattern.
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === ANY_TEXT) {
      star = p++;
      resume = t;
    } else if (p < pattern.length && coversOne(pattern[p], text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === ANY_TEXT) {
    p++;
  }
  return p === pattern.length;
}

function coversOne(token: string, char: string): boolean {
  return (token === ANY_CHARACTER || token === char) && char !== NOT_KNOWN;
}

/** Whether the pattern matches some of what the text may be. */
function overlaps(pattern: string, text: string): boolean {
  // rest[t]: whether what is left of the pattern overlaps the text from t on.
  let rest = Array.from({ length: text.length + 1 }, (_, t) =>
    isUnknown(text.slice(t)),
  );
  for (let p = pattern.length - 1; p >= 0; p--) {
    const after = rest;
    rest = new Array<boolean>(text.length + 1);
    rest[text.length] = pattern[p] === ANY_TEXT && after[text.length];
    for (let t = text.length - 1; t >= 0; t--) {
      rest[t] = meets(pattern[p], text[t], {
        next: after[t + 1],
        skipToken: after[t],
        skipChar: rest[t + 1],
      });
    }
  }
  return rest[0];
}

function meets(
  token: string,
  char: string,
  then: { next: boolean; skipToken: boolean; skipChar: boolean },
): boolean {
  if (token === ANY_TEXT) {
    return then.skipToken || then.skipChar;
  }
  if (char === NOT_KNOWN) {
    return then.skipChar || (!'/:'.includes(token) && then.skipToken);
  }
  return coversOne(token, char) && then.next;
}

function isUnknown(text: string): boolean {
  return [...text].every(char => char === NOT_KNOWN);
}
