/** How well a text is one of an agent's message. */
export interface Match {
  /** How many characters of the message are in the text. */
  length: number;
  /** Whether the whole message is; else a part of it. */
  whole: boolean;
}

const ESCAPE = '\u001b';
const ANSI_COLOURS = new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'g');

/** Shorter, a piece of a message could be anything. */
const SHORTEST = 16;

/**
 * What is compared of a text: letters and digits, in lower case. What terminals
 * and chats do to a message (line breaks within words, quotes, colours, curly
 * apostrophes, other spaces) is about the rest.
 */
export function essence(text: string): string {
  return text
    .normalize('NFKD')
    .replace(ANSI_COLOURS, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * How a message with `*` for what differs is in a text, of which only the
 * essence is given; `undefined` where it is not.
 */
export function matchMessage(message: string, text: string): Match | undefined {
  const pieces = message.split('*').map(essence).filter(Boolean);
  const length = pieces.join('').length;
  if (inOrder(pieces, text)) {
    return { length, whole: true };
  }
  const part = Math.max(
    ...pieces.map(piece => commonEnd(piece, text)),
    isPieceOf(pieces, text) ? text.length : 0,
  );
  return part >= SHORTEST ? { length: part, whole: false } : undefined;
}

function inOrder(pieces: readonly string[], text: string): boolean {
  let from = 0;
  return pieces.every(piece => {
    const at = text.indexOf(piece, from);
    from = at + piece.length;
    return at >= 0;
  });
}

/** Whether the text is from the middle of the message. */
function isPieceOf(pieces: readonly string[], text: string): boolean {
  return pieces.some(piece => piece.includes(text));
}

/** How much of a piece's beginning or end the text has. */
function commonEnd(piece: string, text: string): number {
  return Math.max(
    longest(length => text.includes(piece.slice(0, length)), piece.length),
    longest(length => text.includes(piece.slice(-length)), piece.length),
  );
}

/** The longest that holds, where all that are shorter hold as well. */
function longest(holds: (length: number) => boolean, most: number): number {
  let [least, above] = [0, most + 1];
  while (above - least > 1) {
    const middle = Math.floor((least + above) / 2);
    if (holds(middle)) {
      least = middle;
    } else {
      above = middle;
    }
  }
  return least;
}
