// Characters that some readers treat as line breaks or as a byte order mark.
const INVISIBLE = /[\u007f-\u009f\u2028\u2029\ufeff]/g;

/**
 * Quotes a text for JSON and HCL. HCL needs additional escapes: see `hclText`.
 */
export function quoted(text: string): string {
  return escapeInvisible(JSON.stringify(text));
}

/** Escapes invisible characters in a quoted text. */
export function escapeInvisible(text: string): string {
  return text.replace(
    INVISIBLE,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
