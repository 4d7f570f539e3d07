import { isError } from '@backstage/errors';

/** The scaffolder's message, which its client wraps in JSON. */
export function scaffolderMessage(error: unknown): string {
  const text = isError(error) ? error.message : String(error);
  try {
    return JSON.parse(text.slice(text.indexOf('{'))).error.message;
  } catch {
    return text;
  }
}
