import { HumanDuration } from '@backstage/types';
import {
  AccountSettings,
  AnnotationTrust,
  ApprovalRules,
} from 'backstage-plugin-session-manager-common';

/**
 * The `sessionManager` section of the configuration, checked and with its
 * defaults.
 *
 * @public
 */
export interface SessionManagerConfig {
  /** The default region; absent where none is configured. */
  region?: string;
  /** Absent: any account that the credentials reach. */
  accounts?: readonly AccountConfig[];
  /** What an annotation is worth that names a role. */
  annotations: AnnotationTrust;
  /** `deadline`: how long one account may take for one answer. */
  status: { refresh: HumanDuration; deadline: HumanDuration };
  instances: { tag: InstanceTagConfig };
  requests: RequestsConfig;
  limits: LimitsConfig;
}

/**
 * The tag by which EC2 instances are known to be an entity's.
 *
 * @public
 */
export interface InstanceTagConfig {
  key: string;
  /** What of the entity the tag's value is. */
  value: 'entity-ref' | 'name';
}

/**
 * An account that roles can be made in. Its partition may be left to be
 * found out.
 *
 * @public
 */
export interface AccountConfig extends Omit<AccountSettings, 'partition'> {
  partition?: string;
  /** The regions whose instances are counted. */
  regions?: readonly string[];
  /** Present: roles are made only from an approved request. */
  approval?: ApprovalConfig;
}

/**
 * Who must approve a role, and within what time.
 *
 * @public
 */
export interface ApprovalConfig extends ApprovalRules {
  expireAfter: HumanDuration;
  /** How long an approval can be used. */
  useWithin: HumanDuration;
}

/**
 * How approved requests are carried out.
 *
 * @public
 */
export interface RequestsConfig {
  /** The template whose task does it. */
  templateRef: string;
  /** How often requests are looked after. */
  sweep: HumanDuration;
}

/**
 * How much one person, or what is done for one service, may take up.
 *
 * @public
 */
export interface LimitsConfig {
  /** Requests of one person or service account that are not finished. */
  openRequestsPerRequester: number;
  /** Requests for one entity that are not finished. */
  openRequestsPerEntity: number;
  /** Requests that one person or service account files in 24 hours. */
  requestsPerDay: number;
  /** Codes that wait for one person, or did in the last 15 minutes. */
  handoversPerUser: number;
}
