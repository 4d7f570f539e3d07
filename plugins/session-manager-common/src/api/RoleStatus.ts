import { AccountFault, AwsFault } from '../fault/AwsFault';
import { Change } from '../plan/Change';
import { ReadinessState } from '../readiness/headline';
import { Problem } from '../readiness/Readiness';
import { Verdict } from '../ternary/ternary';
import { ReadinessSummary } from './RoleReadiness';

/**
 * The answer of `GET /entities/:kind/:namespace/:name/roles`.
 *
 * @public
 */
export interface EntityRoles {
  roles: RoleStatus[];
  /**
   * What could not be looked through for roles tagged with the entity, such
   * as an account that refuses; the list may lack roles then.
   */
  incomplete: AccountFault[];
  /** Annotation values that are no role ARN. */
  invalidAnnotations: string[];
  /** Whether the caller may have a role made for the service, or ask for one. */
  mayCreate: boolean;
  /** Present where there are more roles than are read at once. */
  notRead?: { count: number; limit: number };
  /** ISO 8601: when AWS was asked. */
  checkedAt: string;
}

/**
 * A Session Manager role of a service.
 *
 * @public
 */
export type RoleStatus = RoleIdentity &
  (FoundRole | ClaimedRole | MissingRole | FaultyRole);

/** @public */
export interface RoleIdentity {
  roleArn: string;
  roleName: string;
  accountId: string;
  /** As configured. */
  accountName?: string;
  /** The role in the AWS console. */
  consoleUrl: string;
  /** How the role is known to be the service's. */
  foundBy: 'annotation' | 'tag';
  /** Present where an annotation alone says that the role is the service's. */
  claim?: RoleClaim;
  /** What the caller may have done with the role; absent of what is only claimed. */
  may?: RoleActions;
}

/**
 * What the caller may have done with a role, by what the runs ask.
 *
 * @public
 */
export interface RoleActions {
  /** To make or repair it: at once, or by a request where the account wants one. */
  change: boolean;
  /** To attach its instance profile to instances; each is asked about as well. */
  attach: boolean;
  /**
   * Why it would be refused to attach. `approved-role`: the account takes only
   * roles that an approved request made as they are.
   */
  attachLacks?: 'permission' | 'approved-role';
}

/**
 * How much of a role a caller is shown. `claim`: that there is such a role and
 * how it stands, without its documents. `hidden`: nothing.
 *
 * @public
 */
export type RoleShown = 'whole' | 'claim' | 'hidden';

/**
 * What is behind an annotation that names a role whose tags do not.
 *
 * @public
 */
export interface RoleClaim {
  /** `claimed`: nobody has confirmed it. */
  state: 'claimed' | 'confirmed';
  /**
   * The service in the role's tags. Absent where there is none, or the caller
   * may neither read the role nor confirm whose it is.
   */
  taggedFor?: string;
  /** Who confirmed it, and when (ISO 8601). */
  confirmedBy?: string;
  confirmedAt?: string;
  /** Whether the caller may confirm it, or take that back. */
  mayConfirm: boolean;
}

/**
 * A role that only an annotation calls the service's, for a caller who may not
 * read it: how it stands, without its documents.
 *
 * @public
 */
export interface ClaimedRole {
  status: 'claimed';
  readiness: ClaimedReadiness;
}

/** @public */
export interface ClaimedReadiness {
  region: string;
  state: ReadinessState;
  online: Verdict;
  starts: Verdict;
  logged: { s3: Verdict | null; cloudWatchLogs: Verdict | null };
  problems: ClaimedProblem[];
}

/** @public */
export type ClaimedProblem = Pick<Problem, 'code' | 'stage' | 'severity'>;

/** @public */
export interface FoundRole {
  status: 'found';
  description: string;
  drift: Drift;
  /** Absent where AWS did not answer in time. */
  readiness?: ReadinessSummary;
  /** Absent for hybrid nodes, and where the role is in none. */
  instanceProfile?: { name: string; arn: string; instances: InstanceUse };
  /** ISO 8601; absent where the role was never used, or AWS does not know. */
  lastUsed?: { at: string; region?: string };
}

/**
 * How many instances use the profile, in the regions asked; or why that is
 * not known.
 *
 * @public
 */
export type InstanceUse =
  | {
      count: number;
      regions: string[];
      /** Those of the regions that have some. */
      usedIn?: string[];
    }
  | { fault: AwsFault };

/**
 * Whether the role is as its spec says. `unmanaged`: the portal did not make
 * it, so there is no spec to compare with.
 *
 * @public
 */
export type Drift =
  | { state: 'in-sync' }
  | { state: 'drifted'; changes: Change[] }
  | {
      state: 'unmanaged';
      /**
       * The ARN of another role, whose spec the role's tags hold: they were
       * copied, and are ignored.
       */
      recordOf?: string;
    };

/**
 * An annotation names the role, but IAM has none.
 *
 * @public
 */
export interface MissingRole {
  status: 'missing';
}

/** @public */
export interface FaultyRole {
  status: 'fault';
  fault: AwsFault;
}
