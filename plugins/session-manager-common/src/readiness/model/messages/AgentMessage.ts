import { ProblemCode, Stage } from '../Readiness';

/**
 * A message that users or administrators see when a session fails, its meaning
 * and its remedy.
 *
 * @public
 */
export interface AgentMessage {
  id: string;
  /**
   * The texts of the message; `*` stands for variable parts. The first text is
   * the most complete one.
   */
  texts: readonly string[];
  /**
   * Set if a fixed beginning (`heads`) is followed by an AWS error: the kind of
   * the error decides whether the text is this message. AWS services and SDKs
   * word the same error differently, so `texts` are then for display only.
   */
  after?: { heads: readonly string[]; error: 'refusal' | 'failure' };
  /**
   * Where the message appears: in the terminal of the user, or in the agent's
   * log.
   */
  seenIn: 'terminal' | 'agent-log';
  /**
   * `client` concerns the user's machine or permissions. `setup` concerns
   * administrators who set up preferences or hybrid nodes.
   */
  stage: Stage | 'client' | 'setup';
  /** The problems that this message reports. */
  problemCodes: readonly ProblemCode[];
  /** Other problems that can cause this message. */
  relatedCodes?: readonly ProblemCode[];
  /** The names of the preferences involved. */
  preferences: readonly string[];
  meaning: string;
  remedy: string;
  /** The source file or page of the message. */
  source: string;
}
