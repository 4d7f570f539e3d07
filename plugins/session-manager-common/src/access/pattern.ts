import { StepBudget, unlimited } from './steps';
import { Ternary } from '../ternary/ternary';

// IAM's grammar has no control characters
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html),
// and a policy with one is not evaluated, so they can be used as tokens.
/** In a pattern: any text. */
export const ANY_TEXT = '\u0001';
/** In a pattern: any one character. */
const ANY_CHARACTER = '\u0002';
/** In a text: an unknown part without `/` and `:`, such as an id. */
export const NOT_KNOWN = '\u0003';
/** In a pattern: any text without a colon. */
const ANY_IN_SEGMENT = '\u0004';
/** In a pattern: any one character except a colon. */
const ANY_CHARACTER_IN_SEGMENT = '\u0005';

const TOKENS = new RegExp(`[${ANY_TEXT}-${ANY_CHARACTER_IN_SEGMENT}]`);

/** Whether a text contains a token of patterns. */
export function hasToken(text: string): boolean {
  return TOKENS.test(text);
}

/** Converts a value with `*` and `?` to a pattern. */
export function patternOf(written: string): string {
  return written.includes('*') || written.includes('?')
    ? written.replace(/\*+/g, ANY_TEXT).replaceAll('?', ANY_CHARACTER)
    : written;
}

/**
 * Converts a `Resource` to a pattern. A wildcard matches within its segment,
 * the part between two colons; only a `*` at the end of a segment matches
 * across the colon. `isEnd` is whether the text is the end of the value.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function resourcePatternOf(written: string, isEnd = true): string {
  if (!written.includes('*') && !written.includes('?')) {
    return written;
  }
  return written
    .replace(/\*+/g, (stars, at: number) => {
      const next = at + stars.length;
      const endsSegment =
        next === written.length ? isEnd : written[next] === ':';
      return endsSegment ? ANY_TEXT : ANY_IN_SEGMENT;
    })
    .replaceAll('?', ANY_CHARACTER_IN_SEGMENT);
}

/** Converts a text in which `*` stands for unknown parts. */
export function textOf(written: string): string {
  return written.includes('*') ? written.replaceAll('*', NOT_KNOWN) : written;
}

/** Whether a text has no unknown part. */
export function isWhollyKnown(text: string): boolean {
  return !text.includes(NOT_KNOWN);
}

/**
 * Whether an IAM pattern matches: `*` stands for any text, `?` for one
 * character.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 *
 * @public
 */
export function matchesPattern(pattern: string, value: string): boolean {
  return covers(patternOf(pattern), value, unlimited());
}

/**
 * Whether a pattern matches a text; `unknown` if it matches for some values of
 * the unknown parts only.
 */
export function matches(
  pattern: string,
  text: string,
  steps: StepBudget,
): Ternary {
  if (covers(pattern, text, steps)) {
    return true;
  }
  return text.includes(NOT_KNOWN) && overlaps(pattern, text, steps)
    ? 'unknown'
    : false;
}

/**
 * Whether the pattern matches the entire text for all values of its unknown
 * parts. Takes at most pattern length times text length steps.
 */
export function covers(
  pattern: string,
  text: string,
  steps: StepBudget,
): boolean {
  // Most patterns differ from the text before their first wildcard.
  let start = 0;
  while (
    start < pattern.length &&
    start < text.length &&
    !isStar(pattern[start])
  ) {
    steps.spend();
    if (!coversOne(pattern[start], text[start])) {
      return false;
    }
    start++;
  }
  return pattern.includes(ANY_TEXT, start) &&
    pattern.includes(ANY_IN_SEGMENT, start)
    ? coversByTable(pattern, text, start, steps)
    : coversGreedily(pattern, text, start, steps);
}

/**
 * For wildcards of one kind, backtracking to the last one is sufficient,
 * because it can match whatever an earlier one would. A `*` within a segment
 * cannot be extended once the pattern has passed the colon.
 */
function coversGreedily(
  pattern: string,
  text: string,
  start: number,
  steps: StepBudget,
): boolean {
  let p = start;
  let t = start;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    steps.spend();
    if (p < pattern.length && isStar(pattern[p])) {
      star = p++;
      resume = t;
    } else if (p < pattern.length && coversOne(pattern[p], text[t])) {
      p++;
      t++;
    } else if (star >= 0 && starCovers(pattern[star], text[resume])) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.length && isStar(pattern[p])) {
    p++;
  }
  return p === pattern.length;
}

/**
 * For patterns with both kinds of wildcards: computes a row per position in the
 * pattern.
 */
function coversByTable(
  pattern: string,
  text: string,
  start: number,
  steps: StepBudget,
): boolean {
  const size = text.length - start;
  // reached[t]: whether the pattern so far matches the first t characters.
  let reached = new Uint8Array(size + 1);
  reached[0] = 1;
  for (let p = start; p < pattern.length; p++) {
    const token = pattern[p];
    const next = new Uint8Array(size + 1);
    let isAny = 0;
    for (let t = 0; t <= size; t++) {
      steps.spend();
      const fromStar =
        t > 0 && isStar(token) && next[t - 1] === 1
          ? Number(starCovers(token, text[start + t - 1]))
          : 0;
      const fromToken = isStar(token)
        ? reached[t]
        : Number(
            t > 0 &&
              reached[t - 1] === 1 &&
              coversOne(token, text[start + t - 1]),
          );
      next[t] = fromStar || fromToken ? 1 : 0;
      isAny ||= next[t];
    }
    if (!isAny) {
      return false;
    }
    reached = next;
  }
  return reached[size] === 1;
}

function isStar(token: string): boolean {
  return token === ANY_TEXT || token === ANY_IN_SEGMENT;
}

function starCovers(star: string, char: string): boolean {
  return star === ANY_TEXT || char !== ':';
}

function coversOne(token: string, char: string): boolean {
  return (
    char !== NOT_KNOWN &&
    (token === char ||
      token === ANY_CHARACTER ||
      (token === ANY_CHARACTER_IN_SEGMENT && char !== ':'))
  );
}

/**
 * Whether the pattern matches the text for some values of its unknown parts.
 */
function overlaps(pattern: string, text: string, steps: StepBudget): boolean {
  // rest[t]: whether the rest of the pattern matches the text from t on for
  // some values.
  let rest = new Array<boolean>(text.length + 1);
  rest[text.length] = true;
  for (let t = text.length - 1; t >= 0; t--) {
    rest[t] = rest[t + 1] && text[t] === NOT_KNOWN;
  }
  for (let p = pattern.length - 1; p >= 0; p--) {
    const after = rest;
    rest = new Array<boolean>(text.length + 1);
    rest[text.length] = isStar(pattern[p]) && after[text.length];
    for (let t = text.length - 1; t >= 0; t--) {
      steps.spend();
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
  if (isStar(token)) {
    return then.skipToken || (starCovers(token, char) && then.skipChar);
  }
  if (char === NOT_KNOWN) {
    return then.skipChar || (!'/:'.includes(token) && then.skipToken);
  }
  return coversOne(token, char) && then.next;
}
