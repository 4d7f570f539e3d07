import { AgentMessage } from '../messages/AgentMessage';
import { awsErrorKind } from './awsError';
import { essence } from './essence';

/** How well a text is one of an agent's message. */
export interface Match {
  /** How many characters of the message are in the text. */
  length: number;
  /** Whether the whole message is; else a part of it. */
  whole: boolean;
  /** The essence of what is fixed of the text or beginning that matched. */
  fixed: string;
}

/** Shorter, a piece of a message could be anything. */
const SHORTEST = 16;

/**
 * How well a message is in a text, of which only the essence is given;
 * `undefined` where it is not.
 */
export function matchMessage(
  { texts, after }: Pick<AgentMessage, 'texts' | 'after'>,
  said: string,
): Match | undefined {
  const matches = after
    ? after.heads.map(head => matchHead(head, after, said))
    : texts.map(text => matchText(text, said));
  return matches
    .flatMap(match => match ?? [])
    .sort((a, b) => Number(b.whole) - Number(a.whole) || b.length - a.length)
    .at(0);
}

/** A fixed beginning is the message by the kind of the error that follows. */
function matchHead(
  head: string,
  { heads, error }: NonNullable<AgentMessage['after']>,
  said: string,
): Match | undefined {
  const pieces = piecesOf(head);
  const end = endOf(pieces, said);
  if (end === undefined) {
    const part = matchText(head, said);
    return part && { ...part, whole: false };
  }
  const tail = said.slice(end);
  const isOfAnother = heads.some(other => tail.startsWith(piecesOf(other)[0]));
  const kind = isOfAnother ? undefined : awsErrorKind(tail);
  const fixed = pieces.join('');
  if (kind === 'cut') {
    return { length: fixed.length, whole: false, fixed };
  }
  return kind === error
    ? { length: fixed.length, whole: true, fixed }
    : undefined;
}

/**
 * How a text with `*` for what differs is in another, of which only the essence
 * is given; `undefined` where it is not.
 */
function matchText(message: string, text: string): Match | undefined {
  const pieces = piecesOf(message);
  const fixed = pieces.join('');
  if (endOf(pieces, text) !== undefined) {
    return { length: fixed.length, whole: true, fixed };
  }
  const part = Math.max(
    ...pieces.map(piece => commonEnd(piece, text)),
    isPieceOf(pieces, text) ? text.length : 0,
  );
  return part >= SHORTEST ? { length: part, whole: false, fixed } : undefined;
}

function piecesOf(message: string): string[] {
  return message.split('*').map(essence).filter(Boolean);
}

/** Where the pieces end that a text has in order; `undefined` if it lacks one. */
function endOf(pieces: readonly string[], text: string): number | undefined {
  let end = 0;
  for (const piece of pieces) {
    const at = text.indexOf(piece, end);
    if (at < 0) {
      return undefined;
    }
    end = at + piece.length;
  }
  return end;
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
