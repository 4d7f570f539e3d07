import { RoleSpec } from '../roleSpec/roleSpec';
import { AccountFault, AwsFault } from '../fault/AwsFault';
import { RoleStatus } from './RoleStatus';
import { DecidedReview, FrozenReview } from '../requests/frozenReview';
import { RequestAbilities } from '../requests/transition';
import {
  RequestActor,
  RequestHistoryEntry,
  RoleRequest,
} from '../requests/RoleRequest';
import {
  ApprovalKind,
  RequestPartKind,
  RequestStatus,
} from '../requests/RequestState';

/**
 * The body of `POST /requests`.
 *
 * @public
 */
export interface NewRoleRequest {
  spec: RoleSpec;
  reason: string;
  adopt?: boolean;
  exclusive?: boolean;
  /** The template whose task files it; only for the scaffolder to say. */
  templateRef?: string;
}

/**
 * The answer of `POST /requests`. A role has one pending request at most:
 * where there is one already, it is the answer, and nothing is filed.
 *
 * @public
 */
export interface FiledRequest {
  request: RoleRequest;
  /** Whether it was filed now. */
  created: boolean;
  /** Whether it asks for exactly what was asked for now. */
  sameSpec: boolean;
}

/**
 * The list's views: one's own; pending ones that one may approve; all that one
 * may see.
 *
 * @public
 */
export type RequestView = 'mine' | 'to-approve' | 'all';

/** @public */
export type RequestSortField = 'createdAt' | 'updatedAt' | 'roleName';

/**
 * The query of `GET /requests`.
 *
 * @public
 */
export interface RequestQuery {
  /** Default: all. */
  view?: RequestView;
  status?: readonly RequestStatus[];
  /** What let it be carried out. */
  approval?: readonly ApprovalKind[];
  accountId?: string;
  entityRef?: string;
  /** Text in the role's name, the service, the requester or the reason. */
  q?: string;
  /** Default: the newest first. */
  sort?: { field: RequestSortField; order: 'asc' | 'desc' };
  /** Of another page's `pageInfo`; everything else must be as it was there. */
  cursor?: string;
  /** 1 to 100; default: 25. */
  limit?: number;
}

/**
 * The answer of `GET /requests`: one page.
 *
 * @public
 */
export interface RequestList {
  items: RoleRequest[];
  /** Those of the page that the database has no consistent record of. */
  unreadable: Array<{ id: string }>;
  totals: RequestTotals;
  pageInfo: { nextCursor?: string; prevCursor?: string };
}

/**
 * How many requests there are that the caller may see.
 *
 * @public
 */
export interface RequestTotals {
  /** That fit the query, on all its pages. */
  items: number;
  /** By view, whatever the filters. */
  views: { mine: number; 'to-approve': number; all: number };
}

/**
 * The answer of `GET /requests/:id`.
 *
 * @public
 */
export interface RequestDetails {
  request: RoleRequest;
  /** Oldest first. */
  history: RequestHistoryEntry[];
  /** Who may still approve, while it is pending. */
  approvers: {
    /** How many more different people must approve. */
    missing: number;
    /** Users and groups, as in the rules. */
    refs: string[];
  };
  /** What the caller may do now. */
  caller: RequestAbilities;
  review: RequestReview;
  /** Whose the content is, where a template filled it in. */
  contentOrigin?: RequestContentOrigin;
  /** What was decided about, as it was then; the oldest first. */
  decisions: RequestDecisionRecord[];
}

/**
 * The template that filled in a request: what it asks for may be the choice of
 * the template's authors and not of the requester.
 *
 * @public
 */
export interface RequestContentOrigin {
  templateRef: string;
  /** Users and groups, as the catalog has it now. */
  owners: string[];
  /** Whether the caller is among the owners. */
  callerOwns: boolean;
}

/**
 * A decision, and what it was about. It never changes.
 *
 * @public
 */
export interface RequestDecisionRecord {
  /** ISO 8601. */
  at: string;
  event: 'approve' | 'auto-approve' | 'break-glass' | 'reject';
  actor: RequestActor;
  specHash: string;
  /** The hash of the review. */
  reviewHash: string;
  /**
   * All of it for those who decide. Others get no plan, and the sentences where
   * they may read what exists.
   */
  review: FrozenReview;
}

/**
 * What an approver reads before deciding.
 *
 * @public
 */
export interface RequestReview extends DecidedReview {
  /** The hash of what is decided about; for those who decide. */
  hash?: string;
  /** The service's other roles, or why they are not known. */
  otherRoles:
    | {
        roles: RoleStatus[];
        /** The accounts that could not be looked through for more. */
        incomplete?: AccountFault[];
      }
    | { reason: string };
  /** Why that is not known. */
  readinessFault?: AwsFault;
}

/**
 * The body of `POST /requests/:id/approve`, `reject`, `withdraw`, `retry`,
 * `confirm`, `revoke`, `break-glass` and `review`.
 *
 * @public
 */
export interface RequestDecision {
  /** Needed for all but to approve, to withdraw and to retry. */
  comment?: string;
  /** That of the request as it was read: the decision is about this. */
  specHash: string;
  /**
   * That of the review as it was read: an approval is refused where it would be
   * another now. Absent: the approval is for what the review is now.
   */
  reviewHash?: string;
  /** Needed to break the glass: the role's name once more. */
  confirmRoleName?: string;
}

/**
 * The body of `POST /runs`, for the scaffolder only: a task begins to create a
 * role in an account that takes roles without approval.
 *
 * @public
 */
export interface NewRun extends Omit<NewRoleRequest, 'reason'> {
  taskId: string;
  /** Who started the task. */
  requester: { kind: 'user' | 'service'; ref: string };
}

/**
 * The body of `POST /requests/:id/claim`, for the scaffolder only: the task is
 * about to carry the request out.
 *
 * @public
 */
export interface RequestClaim {
  taskId: string;
}

/**
 * The body of `POST /requests/:id/report`, for the scaffolder only: what the
 * task that claimed the request has done, or why it failed.
 *
 * @public
 */
export type RequestReport =
  | {
      taskId: string;
      outcome: 'done';
      parts: RequestPartKind[];
      /** Those of the parts that were as approved already. */
      unchanged?: RequestPartKind[];
    }
  | { taskId: string; outcome: 'failed'; error: string };

/**
 * The channel of Backstage's signals that tells of every change of a request.
 *
 * @public
 */
export const REQUESTS_CHANNEL = 'session-manager:requests';

/**
 * A message of {@link REQUESTS_CHANNEL}. It tells no more than that there is
 * something to read again.
 *
 * @public
 */
export type RequestSignal = { type: 'request-changed'; requestId: string };

/**
 * The path of a request's page in the portal, where notifications lead.
 *
 * @public
 */
export function requestPath(requestId: string): string {
  return `/session-manager/requests/${requestId}`;
}
