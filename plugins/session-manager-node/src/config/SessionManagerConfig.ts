import { HumanDuration } from '@backstage/types';
import {
  AccountSettings,
  AnnotationTrust,
  ApprovalRules,
  ConnectSettings,
} from 'backstage-plugin-session-manager-common';

/**
 * The `sessionManager` section of the configuration, validated and with
 * defaults.
 *
 * @public
 */
export interface SessionManagerConfig {
  /** The default region; absent if none is configured. */
  region?: string;
  /** If absent: any account that the credentials reach. */
  accounts?: readonly AccountConfig[];
  /** How far an annotation that names a role is trusted. */
  annotations: AnnotationTrust;
  /** `deadline`: how long one account may take to answer. */
  status: { refresh: HumanDuration; deadline: HumanDuration };
  fleet: FleetConfig;
  instances: { tag: InstanceTagConfig };
  requests: RequestsConfig;
  limits: LimitsConfig;
}

/**
 * How the roles of all accounts are read and changed.
 *
 * @public
 */
export interface FleetConfig {
  /** How often all roles of each account are scanned. */
  refresh: HumanDuration;
  /** The template whose task changes a role of a batch. */
  templateRef: string;
  /** The template whose task attaches a role of a batch to instances. */
  attachTemplateRef: string;
  /** Where events of CloudTrail arrive; absent if none are received. */
  events?: { topic: string };
  /** Who is regularly told how the roles are; absent: nobody. */
  digest?: DigestConfig;
}

/**
 * Who is regularly told how the roles of all accounts are.
 *
 * @public
 */
export interface DigestConfig {
  /** Entity refs of users and groups. */
  recipients: readonly string[];
  frequency: HumanDuration;
}

/**
 * The tag that assigns EC2 instances to an entity.
 *
 * @public
 */
export interface InstanceTagConfig {
  key: string;
  /** What the tag's value contains. */
  value: 'entity-ref' | 'name';
}

/**
 * An account in which roles can be created. Its partition can be omitted and is
 * then determined from AWS.
 *
 * @public
 */
export interface AccountConfig extends Omit<AccountSettings, 'partition'> {
  partition?: string;
  /** Regions whose instances are counted. */
  regions?: readonly string[];
  /** If present, roles are created only from an approved request. */
  approval?: ApprovalConfig;
  /** How people connect to the nodes of the account. */
  connect?: ConnectSettings;
}

/**
 * Who must approve a role, and the time limits.
 *
 * @public
 */
export interface ApprovalConfig extends ApprovalRules {
  expireAfter: HumanDuration;
  /** How long an approval can be used. */
  useWithin: HumanDuration;
}

/**
 * How approved requests are executed.
 *
 * @public
 */
export interface RequestsConfig {
  /** The template whose task executes a request. */
  templateRef: string;
  /** How often requests are checked. */
  sweep: HumanDuration;
}

/**
 * Limits per user, service account and entity.
 *
 * @public
 */
export interface LimitsConfig {
  /** Open requests of one user or service account. */
  openRequestsPerRequester: number;
  /** Open requests for one entity. */
  openRequestsPerEntity: number;
  /** Requests that one user or service account files in 24 hours. */
  requestsPerDay: number;
  /** Codes stored for one user within 15 minutes. */
  handoversPerUser: number;
}
