import { AwsFault } from '../fault/AwsFault';
import { SessionPreferences } from './preferences';

/**
 * The document that the preferences of an account and region are in. Without
 * one, Session Manager takes its defaults: no logs, no key.
 *
 * @public
 */
export type PreferencesReading = { document: PreferencesDocument } & (
  | { status: 'found' | 'absent'; preferences: SessionPreferences }
  | { status: 'unknown'; fault: AwsFault }
);

/** @public */
export interface PreferencesDocument {
  name: string;
  region: string;
  /** The version that counts, and when it was made, ISO 8601. */
  version?: string;
  createdAt?: string;
}
