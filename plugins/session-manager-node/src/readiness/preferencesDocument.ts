import { InputError } from '@backstage/errors';
import {
  parseJson,
  parseSessionDocument,
  SessionPreferences,
} from 'backstage-plugin-session-manager-common';

/**
 * Reads the preferences in a session document. Throws an `InputError` that says
 * what is wrong with an invalid document.
 */
export function preferencesIn(content: string): SessionPreferences {
  let document: unknown;
  try {
    document = parseJson(content);
  } catch {
    throw new InputError('it is not valid JSON');
  }
  if (
    typeof document !== 'object' ||
    document === null ||
    Array.isArray(document)
  ) {
    throw new InputError('it is not a JSON object');
  }
  return parseSessionDocument({ ...document });
}
