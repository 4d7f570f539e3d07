import { InputError } from '@backstage/errors';
import {
  parseJson,
  parseSessionDocument,
  SessionPreferences,
} from 'backstage-plugin-session-manager-common';

/**
 * The preferences in a session document. Throws an `InputError` that says what
 * is wrong with one that cannot be read.
 */
export function preferencesIn(content: string): SessionPreferences {
  let document: unknown;
  try {
    document = parseJson(content);
  } catch {
    throw new InputError('it is no JSON');
  }
  if (
    typeof document !== 'object' ||
    document === null ||
    Array.isArray(document)
  ) {
    throw new InputError('it is no JSON object');
  }
  return parseSessionDocument({ ...document });
}
