import { RoleReadiness } from '../schema/openapi/generated/models/RoleReadiness.model';
import { RoleStatus } from '../schema/openapi/generated/models/RoleStatus.model';

/**
 * What is known of a role before it is read.
 *
 * @public
 */
export type RoleIdentity = Omit<RoleStatus, 'status'>;

/**
 * What was read of a role.
 *
 * @public
 */
export type FoundRole = Omit<
  Extract<RoleStatus, { status: 'found' }>,
  keyof RoleIdentity
>;

/**
 * A role that an annotation names but that does not exist in IAM.
 *
 * @public
 */
export type MissingRole = Omit<
  Extract<RoleStatus, { status: 'missing' }>,
  keyof RoleIdentity
>;

/**
 * Why a role could not be read.
 *
 * @public
 */
export type FaultyRole = Omit<
  Extract<RoleStatus, { status: 'fault' }>,
  keyof RoleIdentity
>;

/**
 * The prediction for a role in a region, with all evidence.
 *
 * @public
 */
export type RoleEvidence = Omit<
  Extract<RoleReadiness, { status: 'found' }>,
  'roleArn' | 'checkedAt'
>;
