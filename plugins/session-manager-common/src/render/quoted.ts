// Line breaks to some readers, and the mark that some take for the beginning.
const INVISIBLE = /[\u007f-\u009f\u2028\u2029\ufeff]/g;

/**
 * A text in double quotes, as JSON, YAML and HCL all read it, but for what HCL
 * has besides: see `hclText`.
 */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    INVISIBLE,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
