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
  /** Where it is seen: whoever starts a session, or in the agent's log. */
  seenIn: 'terminal' | 'agent-log';
  /** `client` is before or beside the node: on the user's own machine. */
  stage: Stage | 'client';
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
