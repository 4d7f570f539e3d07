import { ProblemCode, Stage } from '../Readiness';

/**
 * Something that people see or find when a session does not do what they
 * want, and what it means.
 *
 * @public
 */
export interface AgentMessage {
  id: string;
  /** As it is said; `*` stands for what differs. The first says the most. */
  texts: readonly string[];
  /**
   * Where AWS's own error follows a fixed beginning: the beginnings, and which
   * kind of error makes it this message. AWS's services and SDKs word the same
   * refusal differently, so that the texts are only shown then.
   */
  after?: { heads: readonly string[]; error: 'refusal' | 'failure' };
  /** Where it is seen: whoever starts a session, or in the agent's log. */
  seenIn: 'terminal' | 'agent-log';
  /**
   * `client` is the user's side: their machine, and what they may do. `setup`
   * is what an administrator meets who sets preferences or hybrid nodes up.
   */
  stage: Stage | 'client' | 'setup';
  /** The problems that are told by it. */
  tells: readonly ProblemCode[];
  /** Other problems that it may come with. */
  comesWith?: readonly ProblemCode[];
  /** The preferences that it has to do with. */
  preferences: readonly string[];
  meaning: string;
  remedy: string;
  /** The file that it is said in. */
  source: string;
}
