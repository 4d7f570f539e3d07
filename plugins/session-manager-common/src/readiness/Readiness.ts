import { DecisiveStatement } from '../access/evaluateAccess';
import { PolicyStatement } from '../policy/PolicyDocument';
import { Verdict } from '../ternary/ternary';
import { NodeKind } from '../trust/judgeTrust';
import { RolePurpose } from '../trust/trustedPurpose';
import { AdviceSentence } from './advice';

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
  /**
   * The ARN of the role that it is told for, where that is not the one asked
   * about: Default Host Management's, where the node's own may not register.
   */
  insteadOfRole?: string;
  /**
   * Present where the role is for something else than nodes, so that it is
   * neither ready nor failing.
   */
  purpose?: RolePurpose;
  /**
   * Present where both kinds of node may have the role and it is not the same
   * for both; what stands above is the worse of the two, apart from what the
   * standard-instances tier alone keeps from hybrid nodes.
   */
  byNodeKind?: Readonly<Record<NodeKind, NodeVerdicts>>;
}

/**
 * What is told of one kind of node.
 *
 * @public
 */
export type NodeVerdicts = Pick<Readiness, 'online' | 'starts' | 'logged'>;

/**
 * When a problem is met: before any session, when one starts, or when its log
 * is written.
 *
 * @public
 */
export type Stage = 'online' | 'start' | 'log';

/** @public */
export interface Problem {
  code: ProblemCode;
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
  /** The kind of node that has it, where the other kind does not. */
  nodeKind?: NodeKind;
  /** Who would have to allow the action; absent where it is not about one. */
  refusedBy?: Refuser[];
  repair: Repair;
}

/**
 * Who refuses: the role's policies or its boundary or the resource's policy
 * by their silence, or a statement anywhere that denies.
 *
 * @public
 */
export type Refuser = 'role' | 'boundary' | 'resource' | 'deny';

/**
 * What mends a problem: a statement for the role's policy, or a sentence where
 * that is not enough.
 *
 * @public
 */
export type Repair =
  | {
      kind: 'allow';
      statement: PolicyStatement;
      /** What the role's policy names that is almost the same. */
      nearMiss?: AdviceSentence;
    }
  | {
      kind: 'advice';
      /** The sentences in English. */
      text: string;
      sentences: AdviceSentence[];
      /** What the role's policy needs besides. */
      statement?: PolicyStatement;
      /** What the owner of the bucket or key would have to add. */
      ownerStatement?: { policy: 'bucket' | 'key'; statement: PolicyStatement };
      /** What the role's trust policy needs. */
      trustStatement?: PolicyStatement;
    };

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
