import { MessageExplanation } from '../readiness/explain/explainMessage';
import { Readiness } from '../readiness/Readiness';
import { FaultyRole, MissingRole } from './RoleStatus';

/**
 * The body of `POST /explain`. With an entity and one of its roles, the
 * message is explained for that role.
 *
 * @public
 */
export interface ExplainRequest {
  /** What the terminal or the agent's log said. */
  message: string;
  /** In full, such as `component:default/payments`. */
  entityRef?: string;
  roleArn?: string;
  /** Absent: the region that the role's list tells of. */
  region?: string;
}

/**
 * The answer of `POST /explain`.
 *
 * @public
 */
export interface ExplainedMessage {
  explanation: MessageExplanation;
  /** The role that it was explained for; absent where none was asked about. */
  role?: ExplainedRole;
}

/**
 * What the explanation knows of the role: nothing where there is none, or AWS
 * does not tell.
 *
 * @public
 */
export type ExplainedRole = {
  roleArn: string;
  /** ISO 8601: when AWS was asked. */
  checkedAt: string;
} & (
  | { status: 'found'; region: string; readiness: Readiness }
  // The caller may not read it, so nothing is explained by it.
  | { status: 'claimed' }
  | MissingRole
  | FaultyRole
);
