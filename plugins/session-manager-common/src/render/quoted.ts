// Line breaks to some readers, and the mark that some take for the beginning.
const INVISIBLE = /[\u007f-\u009f\u2028\u2029\ufeff]/g;

/**
 * A text in double quotes, as JSON and HCL both read it, but for what HCL has
 * besides: see `hclText`.
 */
export function quoted(text: string): string {
  return escapeInvisible(JSON.stringify(text));
}

/** Escapes what stands in double quotes and is not seen. */
export function escapeInvisible(text: string): string {
  return text.replace(
    INVISIBLE,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
