import { PreferencesReading } from './PreferencesReading';
import { SessionFacts } from './facts';

/**
 * Everything apart from the role that affects its sessions in an account and
 * region. It is the same for every role there.
 *
 * @public
 */
export interface SessionEnvironment {
  preferences: PreferencesReading;
  facts: SessionFacts;
}
