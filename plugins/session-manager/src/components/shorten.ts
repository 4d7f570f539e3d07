const ELLIPSIS = '…';

/** Shortens a text in the middle, where ARNs differ least. */
export function shortenMiddle(text: string, length = 40): string {
  if (text.length <= length) {
    return text;
  }
  const kept = length - ELLIPSIS.length;
  const head = Math.floor(kept / 3);
  return `${text.slice(0, head)}${ELLIPSIS}${text.slice(head - kept)}`;
}
