import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  EntityRoles,
  ReadinessSummary,
  ResolvedRoleSpec,
  RoleReadiness,
  RoleDisclosure,
} from 'backstage-plugin-session-manager-common';
import { Reading } from '../cache/SharedReadCache';
import { Visibility } from '../permissions/RoleVisibility';
import { SpecReadiness } from '../readiness/readinessReader';
import { RepairBasis } from './repairBasis';
import { RoleReading } from './roleReader';

/** Reads the Session Manager roles of catalog entities from AWS. */
export interface RoleStatusService {
  /**
   * The roles of an entity that the caller may read. Errors and timeouts of AWS
   * are part of the result. Throws a `NotFoundError`, without calling AWS, if
   * the catalog does not show the entity to the caller, and a `NotAllowedError`
   * if they may read none of its roles.
   */
  getEntityRoles(request: EntityRolesRequest): Promise<EntityRoles>;

  /**
   * A role of an entity, and how it is shown to the caller. Throws an
   * `InputError` for an invalid ARN, a `NotFoundError` if the catalog does not
   * show the entity to the caller or the role is not the entity's, and a
   * `NotAllowedError` if they may not read its roles.
   */
  getRole(
    request: Omit<RoleReadinessRequest, 'region'>,
  ): Promise<{ reading: Reading<RoleReading>; visibility?: Visibility }>;

  /**
   * How much of a role is shown to the caller, as a role of the entity or of
   * the service in its own tags. The result is the same for a missing role, a
   * missing entity, and one that the caller may not read. Throws if AWS returns
   * an error.
   */
  getVisibility(request: {
    roleArn: string;
    entityRef?: string;
    credentials: BackstageCredentials;
  }): Promise<RoleDisclosure>;

  /**
   * Whether sessions on a role of an entity start and are logged, and why; for
   * a role that is only claimed, only the verdicts. Throws as `getRole` does,
   * and an `InputError` for a region that the role's account does not have.
   */
  getRoleReadiness(request: RoleReadinessRequest): Promise<RoleReadiness>;

  /**
   * The worst readiness of a role over its regions, whoever owns the role: for
   * the portal's own use. Undefined if IAM does not have the role. Throws if
   * AWS returns an error.
   */
  summarizeRole(roleArn: string): Promise<ReadinessSummary | undefined>;

  /**
   * What a repair of a role is derived from, whoever owns the role: for the
   * portal's own use. Throws a `NotFoundError` if IAM does not have the role,
   * and a `ServiceUnavailableError` if AWS returns an error.
   */
  getRepairBasis(roleArn: string): Promise<RepairBasis>;

  /**
   * The predicted readiness of the role that a spec describes. Throws a
   * `NotAllowedError` for an account that the portal does not have, and an
   * `InputError` for a region that the account does not have.
   */
  predictReadiness(
    spec: ResolvedRoleSpec,
    options?: { region?: string },
  ): Promise<SpecReadiness>;
}

export interface RoleReadinessRequest extends EntityRolesRequest {
  roleArn: string;
  /** Default: the region of its instances, or else the account's first. */
  region?: string;
}

export interface EntityRolesRequest {
  entityRef: string;
  /** The caller's; they determine which entities are visible. */
  credentials: BackstageCredentials;
  /** Read from AWS again, unless it was read in the last seconds. */
  refresh?: boolean;
}
