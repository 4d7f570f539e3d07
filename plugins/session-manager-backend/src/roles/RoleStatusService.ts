import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  EntityRoles,
  ReadinessSummary,
  ResolvedRoleSpec,
  RoleReadiness,
  RoleShown,
} from 'backstage-plugin-session-manager-common';
import { Reading } from '../cache/SharedReadCache';
import { Visibility } from '../permissions/RoleVisibility';
import { SpecReadiness } from '../readiness/readinessReader';
import { RoleReading } from './roleReader';

/** Tells what AWS has of the Session Manager roles of catalog entities. */
export interface RoleStatusService {
  /**
   * The roles of an entity, as far as the caller may read them. What AWS
   * refuses or does not answer is part of the answer. Throws a `NotFoundError`,
   * without asking AWS, where the catalog shows the caller no such entity, and a
   * `NotAllowedError` where they may read none of its roles.
   */
  getEntityRoles(request: EntityRolesRequest): Promise<EntityRoles>;

  /**
   * A role of an entity, and how it is shown to the caller. Throws an
   * `InputError` for what is no ARN of a role, a `NotFoundError` where the
   * catalog shows the caller no such entity or the role is not the entity's, and
   * a `NotAllowedError` where they may not read its roles.
   */
  getRole(
    request: Omit<RoleReadinessRequest, 'region'>,
  ): Promise<{ reading: Reading<RoleReading>; visibility?: Visibility }>;

  /**
   * How much of a role is shown to the caller, as a role of the entity or of the
   * service in its own tags. Where there is no such role, or no such entity for
   * the caller, as little as where they may not read it. Throws where AWS does
   * not tell.
   */
  getVisibility(request: {
    roleArn: string;
    entityRef?: string;
    credentials: BackstageCredentials;
  }): Promise<RoleShown>;

  /**
   * Whether sessions on a role of an entity start and are logged, and why; of a
   * role that is only claimed, no more than how it stands. Throws as `getRole`
   * does, and an `InputError` for a region that the role's account does not
   * have.
   */
  getRoleReadiness(request: RoleReadinessRequest): Promise<RoleReadiness>;

  /**
   * The worst of the regions of a role that IAM has, whose ever it is: for the
   * portal itself. Absent where there is none. Throws where AWS does not tell.
   */
  summarizeRole(roleArn: string): Promise<ReadinessSummary | undefined>;

  /**
   * What would come of a role as a spec wants it. Throws a `NotAllowedError`
   * for an account that is not the portal's, an `InputError` for a region that
   * the account does not have.
   */
  predictReadiness(
    spec: ResolvedRoleSpec,
    options?: { region?: string },
  ): Promise<SpecReadiness>;
}

export interface RoleReadinessRequest extends EntityRolesRequest {
  roleArn: string;
  /** Absent: where its instances are, else the account's first. */
  region?: string;
}

export interface EntityRolesRequest {
  entityRef: string;
  /** The caller's own: they decide which entities there are. */
  credentials: BackstageCredentials;
  /** Ask AWS again, unless it was asked in the last seconds. */
  refresh?: boolean;
}
