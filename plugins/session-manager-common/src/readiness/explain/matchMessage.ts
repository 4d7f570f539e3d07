import { AgentMessage } from '../model/messages/AgentMessage';
import { awsErrorKind } from './awsError';
import { normalizeText } from './normalizeText';

/** How much of an agent message a text contains. */
export interface Match {
  /** The number of matching characters. */
  length: number;
  /** Whether the text contains the complete message. */
  whole: boolean;
  /** The normalizeText of the fixed parts of the matching text or beginning. */
  fixed: string;
}

/** The minimum length, in characters, of a part that identifies a message. */
const SHORTEST = 16;

/**
 * Matches a message with the normalizeText of a text. Returns `undefined` if the text
 * does not contain it.
 */
export function matchMessage(
  { texts, after }: Pick<AgentMessage, 'texts' | 'after'>,
  searched: string,
): Match | undefined {
  const matches = after
    ? after.heads.map(head => matchHead(head, after, searched))
    : texts.map(text => matchText(text, searched));
  return matches
    .flatMap(match => match ?? [])
    .sort((a, b) => Number(b.whole) - Number(a.whole) || b.length - a.length)
    .at(0);
}

/**
 * Matches a fixed beginning that is followed by an error of the message's kind.
 */
function matchHead(
  head: string,
  { heads, error }: NonNullable<AgentMessage['after']>,
  text: string,
): Match | undefined {
  const pieces = piecesOf(head);
  const end = endOf(pieces, text);
  if (end === undefined) {
    const part = matchText(head, text);
    return part && { ...part, whole: false };
  }
  const tail = text.slice(end);
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
 * Matches a text, in which `*` stands for variable parts, with the normalizeText of
 * another. Returns `undefined` if there is no match.
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
  return message.split('*').map(normalizeText).filter(Boolean);
}

/**
 * Returns the position after the last piece if the text contains all pieces in
 * order, else `undefined`.
 */
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

/** Whether the text is a part of the middle of the message. */
function isPieceOf(pieces: readonly string[], text: string): boolean {
  return pieces.some(piece => piece.includes(text));
}

/**
 * Returns how many characters at the beginning or end of a piece the text has
 * in common with it.
 */
function commonEnd(piece: string, text: string): number {
  return Math.max(
    longest(length => text.includes(piece.slice(0, length)), piece.length),
    longest(length => text.includes(piece.slice(-length)), piece.length),
  );
}

/**
 * Returns the greatest length for which `holds` is true, provided that it is
 * true for all smaller ones.
 */
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
