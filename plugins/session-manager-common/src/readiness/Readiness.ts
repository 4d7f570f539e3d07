import { DecisiveStatement } from '../access/evaluateAccess';
import { PolicyStatement } from '../policy/PolicyDocument';

/**
 * Whether something will happen; `unknown` where a condition or a fact can't
 * be settled.
 *
 * @public
 */
export type Verdict = 'yes' | 'no' | 'unknown';

/**
 * Whether a session on a role would start and be logged.
 *
 * @public
 */
export interface Readiness {
  /** Whether the node is connected, so that a session can find it. */
  online: Verdict;
  /** Whether a session starts. */
  starts: Verdict;
  /** `null` where the preferences do not ask for it, or no session starts. */
  logged: { s3: Verdict | null; cloudWatchLogs: Verdict | null };
  /** In the order in which they are met. */
  problems: Problem[];
}

/**
 * When a problem is met: before any session, when one starts, or when its log
 * is written.
 *
 * @public
 */
export type Stage = 'online' | 'start' | 'log';

/** @public */
export interface Problem {
  /** `preferences-unknown`: what sessions need could not be read. */
  code: ProblemCode | 'preferences-unknown';
  stage: Stage;
  /** `info` changes no outcome; `unknown` may be a problem or none. */
  severity: 'error' | 'info' | 'unknown';
  /** The IAM action that is refused; absent where it is not about one. */
  action?: string;
  /** What it is about; `*` stands for a part that is not known. */
  resource?: string;
  /**
   * What the agent says, to the user at the start, in its log otherwise; `*`
   * stands for what differs. Absent where it is not sure to be said.
   */
  agentMessage?: string;
  /** The statements that decided, or are not settled. */
  decisive: DecisiveStatement[];
  repair: Repair;
}

/**
 * What mends a problem: statements for the role's policy, or a sentence for
 * what is not the role's to mend.
 *
 * @public
 */
export type Repair =
  | { kind: 'allow'; statement: PolicyStatement }
  | { kind: 'advice'; text: string };

/** @public */
export type ProblemCode =
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
  | 's3-encryption-check-skipped'
  | 'run-as-user-missing';
