/** Any text, any one character, or a character that stands for itself. */
export type Token = '*' | '?' | { literal: string };

/** The tokens of an IAM pattern. */
export function tokensOf(pattern: string): Token[] {
  return [...pattern].map(char =>
    char === '*' || char === '?' ? char : { literal: char },
  );
}

/**
 * Whether an IAM pattern matches: `*` stands for any text, `?` for one
 * character. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 *
 * @public
 */
export function matchesPattern(pattern: string, value: string): boolean {
  return matchesTokens(tokensOf(pattern), value);
}

/**
 * Whether the tokens match the text from its beginning to its end. A `*` in
 * the text, a part that is not known, is matched by `*` only.
 */
export function matchesTokens(tokens: readonly Token[], text: string): boolean {
  // Greedy with one point to come back to: linear for what policies hold, and
  // never exponential, unlike a regular expression made from the pattern.
  const chars = [...text];
  let t = 0;
  let c = 0;
  let star = -1;
  let resume = 0;
  while (c < chars.length) {
    const token = tokens[t];
    if (token === '*') {
      star = t++;
      resume = c;
    } else if (token !== undefined && matchesOne(token, chars[c])) {
      t++;
      c++;
    } else if (star >= 0) {
      t = star + 1;
      c = ++resume;
    } else {
      return false;
    }
  }
  while (tokens[t] === '*') {
    t++;
  }
  return t === tokens.length;
}

function matchesOne(token: Exclude<Token, '*'>, char: string): boolean {
  return token === '?' ? char !== '*' : token.literal === char;
}

/**
 * Whether the pattern matches some of what a text may be, whose `*` stands for
 * a part that is not known and has no `/`, such as an id.
 */
export function overlaps(pattern: readonly Token[], text: string): boolean {
  const chars = [...text];
  // rest[c]: whether what is left of the pattern overlaps the text from c on.
  let rest = chars.map((_, c) => isUnknown(chars.slice(c)));
  rest.push(true);
  for (const token of [...pattern].reverse()) {
    const after = rest;
    rest = new Array<boolean>(chars.length + 1);
    rest[chars.length] = token === '*' && after[chars.length];
    for (let c = chars.length - 1; c >= 0; c--) {
      rest[c] = meets(token, chars[c], {
        next: after[c + 1],
        skipToken: after[c],
        skipChar: rest[c + 1],
      });
    }
  }
  return rest[0];
}

function meets(
  token: Token,
  char: string,
  then: { next: boolean; skipToken: boolean; skipChar: boolean },
): boolean {
  if (token === '*') {
    return then.skipToken || then.skipChar;
  }
  if (char === '*') {
    const slash = token !== '?' && token.literal === '/';
    return then.skipChar || (!slash && then.skipToken);
  }
  return matchesOne(token, char) && then.next;
}

function isUnknown(chars: readonly string[]): boolean {
  return chars.every(char => char === '*');
}
