const ESCAPE = '\u001b';
const ANSI_COLOURS = new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'g');

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
