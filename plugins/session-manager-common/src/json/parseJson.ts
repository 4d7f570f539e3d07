/**
 * More than any document that AWS accepts: a session document has at most 64
 * KiB.
 */
const MOST_CHARACTERS = 262_144;

/** More than valid policies and documents need. */
const DEEPEST = 64;

/**
 * Parses a JSON text from outside. Throws a `SyntaxError` if it is too long, or
 * nested so deeply that recursive code could fail.
 *
 * @public
 */
export function parseJson(text: string): unknown {
  if (text.length > MOST_CHARACTERS) {
    throw new SyntaxError(
      `The JSON document has ${text.length} characters; at most ${MOST_CHARACTERS} are read.`,
    );
  }
  if (depthOf(text) > DEEPEST) {
    throw new SyntaxError(
      `The JSON document is nested more than ${DEEPEST} levels deep.`,
    );
  }
  return JSON.parse(text);
}

/** Returns the nesting depth of objects and lists. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isText = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (isText) {
      if (char === '\\') {
        at++;
      } else if (char === '"') {
        isText = false;
      }
    } else if (char === '"') {
      isText = true;
    } else if (char === '{' || char === '[') {
      depth++;
      deepest = Math.max(deepest, depth);
    } else if (char === '}' || char === ']') {
      depth--;
    }
  }
  return deepest;
}
