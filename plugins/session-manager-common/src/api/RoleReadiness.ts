import { PreferencesReading } from '../readiness/PreferencesReading';
import { SecondOpinion } from '../readiness/SecondOpinion';
import { NamedPolicy, PolicyDocument } from '../policy/PolicyDocument';
import { SessionFacts } from '../readiness/facts';
import { Headline } from '../readiness/headline';
import { Problem, Readiness } from '../readiness/Readiness';
import { SpecChange } from '../readiness/repairedSpec';
import { OtherManager } from '../plan/otherManager';
import { RoleSpec } from '../roleSpec/roleSpec';
import { AwsFault } from '../fault/AwsFault';
import { ClaimedRole, FaultyRole, MissingRole } from './RoleStatus';

/**
 * The answer of `GET /entities/:kind/:namespace/:name/readiness`: whether a
 * session on the role would start and be logged in a region, and all that this
 * is told from.
 *
 * @public
 */
export type RoleReadiness = {
  roleArn: string;
  /** ISO 8601: when AWS was asked; of several times, the oldest. */
  checkedAt: string;
} & (RoleEvidence | ClaimedRole | MissingRole | FaultyRole);

/** @public */
export interface RoleEvidence {
  status: 'found';
  region: string;
  /** The regions that the role can be asked about: those of its account. */
  regions: string[];
  readiness: Readiness;
  /** The role's own, in the order that `DecisiveStatement.policy` counts. */
  policies: NamedPolicy[];
  boundary?: NamedPolicy;
  /** Who may assume it. */
  trust?: PolicyDocument;
  preferences: PreferencesReading;
  facts: SessionFacts;
  secondOpinion: SecondOpinion;
  instances: SeenInstances;
  /** Absent where nothing is the role's to mend, or what is asked is not known. */
  repair?: RoleRepair;
}

/**
 * What a role has to be asked for again with, so that its problems are mended.
 *
 * @public
 */
export interface RoleRepair {
  spec: RoleSpec;
  /** What differs from the spec as it was; empty where making it again does. */
  changes: SpecChange[];
  /** The portal did not make the role: it would be taken over. */
  adopt: boolean;
  /** Another tool keeps the role, and puts back what is changed here. */
  managedBy?: OtherManager;
  /** Then: a role of another name beside it, which needs no taking over. */
  beside?: RoleSpec;
}

/**
 * The instances in the region that use the role, as Systems Manager sees them.
 *
 * @public
 */
export type SeenInstances =
  | {
      status: 'read';
      instances: SeenInstance[];
      /** How many there are; more than are listed where they are many. */
      count: number;
    }
  | { status: 'fault'; fault: AwsFault };

/** @public */
export interface SeenInstance {
  instanceId: string;
  computerName?: string;
  /** `unseen`: Systems Manager does not know the instance. */
  ping: 'online' | 'connection-lost' | 'inactive' | 'unseen';
  /** ISO 8601: when the agent was heard of last. */
  lastPingAt?: string;
  agentVersion?: string;
  isLatestAgent?: boolean;
  platform?: string;
  /** Whether what is seen is what the prediction says. */
  fits: 'yes' | 'no' | 'unknown';
  notes: InstanceNote[];
}

/**
 * What people have to know of an instance:
 *
 * - `waits-for-credentials`: the profile would let it get online, and it is
 *   not. A profile that was attached or mended after the start is noticed only
 *   when the agent next asks for credentials, 25 to 30 minutes later, or when
 *   it is restarted.
 * - `default-host-management`: it runs on the role of Default Host Management,
 *   not on this one, until the profile may call
 *   `ssm:UpdateInstanceInformation`.
 * - `online-against-prediction`: it is online, and the role's policies say
 *   that it cannot be. Credentials that it got before may still work.
 *
 * @public
 */
export type InstanceNote =
  | 'waits-for-credentials'
  | 'default-host-management'
  | 'online-against-prediction';

/**
 * The readiness of a role in a list: without the evidence.
 *
 * @public
 */
export interface ReadinessSummary extends Omit<Readiness, 'problems'> {
  /** The region that it is told for: the worst of those looked at. */
  region: string;
  /** The regions looked at: where its instances are, else the first. */
  regions: string[];
  problems: ProblemSummary[];
  /** What leads. */
  headline: Headline;
  /** Whether the preferences of the region are known. */
  preferences: PreferencesReading['status'];
  /** How many calls AWS's simulator decides otherwise. */
  disagreements: number;
}

/**
 * A problem without the statements that decided it and without its repair.
 *
 * @public
 */
export type ProblemSummary = Omit<Problem, 'decisive' | 'repair'>;
