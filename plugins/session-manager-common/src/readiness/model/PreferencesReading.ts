import { AwsFault } from '../../fault/AwsFault';
import { SessionPreferences } from './preferences';

/**
 * The session preferences document of an account and region, as read from AWS.
 * If the document is `absent`, Session Manager uses its defaults: no logs and
 * no KMS key.
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
  /** The default version, and its creation time (ISO 8601). */
  version?: string;
  createdAt?: string;
}
