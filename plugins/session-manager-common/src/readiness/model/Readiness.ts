import { DecisiveStatement } from '../../access/evaluateAccess';
import { Verdict } from '../../ternary/ternary';
import { NodeKind } from '../../trust/evaluateTrust';
import { RolePurpose } from '../../trust/trustedPurpose';
import { Repair } from './advice';

/**
 * The prediction for a role: whether a session would start and be logged.
 *
 * @public
 */
export interface Readiness {
  /** Whether the node registers and connects, so that sessions can reach it. */
  online: Verdict;
  /** Whether a session starts. */
  starts: Verdict;
  /**
   * `null` if the preferences do not configure the log, or no session starts.
   */
  logged: { s3: Verdict | null; cloudWatchLogs: Verdict | null };
  /** In the order in which they occur. */
  problems: Problem[];
  /**
   * The ARN of the role that the prediction applies to, if it is not the
   * requested one: the Default Host Management role, used when the node's own
   * role cannot register the node.
   */
  insteadOfRole?: string;
  /** Set if the role is not for nodes. Readiness then does not apply to it. */
  purpose?: RolePurpose;
  /**
   * Set if both kinds of node can use the role and the verdicts differ. The
   * top-level verdicts are then the worse of the two, except that the
   * standard-instances tier, which affects hybrid nodes only, does not lower
   * them.
   */
  byNodeKind?: Readonly<Record<NodeKind, NodeVerdicts>>;
}

/**
 * The verdicts for one kind of node.
 *
 * @public
 */
export type NodeVerdicts = Pick<Readiness, 'online' | 'starts' | 'logged'>;

/**
 * When a problem occurs: before any session, when a session starts, or when its
 * log is written.
 *
 * @public
 */
export type Stage = 'online' | 'start' | 'log';

/** @public */
export interface Problem {
  code: ProblemCode;
  stage: Stage;
  /**
   * `info` does not change the outcome. `unknown` means that the problem may or
   * may not occur.
   */
  severity: 'error' | 'info' | 'unknown';
  /** The denied IAM action. Absent if the problem is not about an action. */
  action?: string;
  /** The affected resource. `*` stands for an unknown part. */
  resource?: string;
  /**
   * The agent's message: shown to the user in stage `start`, written to the
   * agent's log otherwise. `*` stands for variable parts. Absent if it is not
   * certain that the agent writes the message.
   */
  agentMessage?: string;
  /**
   * The policy statements that decided the call, or that could not be
   * evaluated.
   */
  decisive: DecisiveStatement[];
  /** The affected kind of node, if the other kind is not affected. */
  nodeKind?: NodeKind;
  /**
   * Which policies must allow the action. Absent if the problem is not about an
   * action.
   */
  refusedBy?: Refuser[];
  repair: Repair;
}

/**
 * Why a call is denied: the role's policies, its permissions boundary or the
 * resource's policy do not allow it, or a statement in any of them denies it.
 *
 * @public
 */
export type Refuser = 'role' | 'boundary' | 'resource' | 'deny';

/** @public */
export type ProblemCode =
  | 'trust-does-not-admit-the-node'
  | 'not-in-instance-profile'
  | 'update-instance-information-denied'
  | 'create-control-channel-denied'
  | 'open-control-channel-denied'
  | 'create-data-channel-denied'
  | 'open-data-channel-denied'
  | 'session-key-decrypt-denied'
  | 's3-encryption-check-denied'
  | 's3-encryption-check-failed'
  | 's3-bucket-not-encrypted'
  | 'cw-encryption-check-denied'
  | 'cw-encryption-group-missing'
  | 'cw-group-not-encrypted'
  | 'cw-streaming-dropped'
  | 'cw-group-check-denied'
  | 'cw-group-missing'
  | 'cw-create-stream-denied'
  | 'cw-describe-streams-denied'
  | 'cw-put-events-denied'
  | 's3-put-denied'
  | 's3-put-acl-denied'
  | 's3-bucket-policy-missing'
  | 's3-key-generate-denied'
  | 's3-key-elsewhere'
  | 's3-owner-cannot-read'
  | 's3-encryption-check-skipped'
  | 'run-as-user-missing'
  | 'preferences-unknown'
  | 'preferences-unreadable'
  | 'preferences-parameter-denied'
  | 'preferences-parameter-unknown'
  | 'session-key-elsewhere'
  | 'standard-instances-tier';
