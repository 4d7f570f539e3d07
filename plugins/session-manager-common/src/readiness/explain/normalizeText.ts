const ESCAPE = '\u001b';
const ANSI_COLOURS = new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'g');

/**
 * Reduces a text to its letters and digits, in lower case, for comparison.
 * Terminals and chats change other characters only (line breaks within words,
 * quotation marks, colours, curly apostrophes, other spaces).
 */
export function normalizeText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(ANSI_COLOURS, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
