import { ResolvedRoleSpec } from './roleSpec';
import { recordTags, specHash } from './recordedSpec';

/**
 * Names what made a role; only roles that carry it are ours to change.
 *
 * @public
 */
export const MANAGED_BY_TAG = 'backstage.io/managed-by';

/**
 * The value of {@link MANAGED_BY_TAG}.
 *
 * @public
 */
export const MANAGED_BY = 'session-manager';

/**
 * The service that a role is for.
 *
 * @public
 */
export const ENTITY_REF_TAG = 'backstage.io/entity-ref';

/**
 * The hash of the spec that a role was last made from.
 *
 * @public
 */
export const SPEC_TAG = 'backstage.io/session-manager-spec';

/**
 * Whether what carries these tags was made by the portal.
 *
 * @public
 */
export function isOurs(tags: Readonly<Record<string, string>>): boolean {
  return tags[MANAGED_BY_TAG] === MANAGED_BY;
}

/**
 * The role's tags: its own, the ownership tags, and the spec itself, so that
 * drift can be told without a database.
 *
 * @public
 */
export function roleTags(spec: ResolvedRoleSpec): Record<string, string> {
  return { ...spec.roleTags, ...ownershipTags(spec), ...recordTags(spec) };
}

/**
 * The instance profile's tags: the role's own and the ownership tags.
 *
 * @public
 */
export function instanceProfileTags(
  spec: ResolvedRoleSpec,
): Record<string, string> {
  return { ...spec.roleTags, ...ownershipTags(spec) };
}

/**
 * The managed policy's tags: its own and the ownership tags.
 *
 * @public
 */
export function policyTags(spec: ResolvedRoleSpec): Record<string, string> {
  return { ...spec.policyTags, ...ownershipTags(spec) };
}

function ownershipTags(spec: ResolvedRoleSpec): Record<string, string> {
  return {
    [MANAGED_BY_TAG]: MANAGED_BY,
    [SPEC_TAG]: specHash(spec),
    ...(spec.entityRef ? { [ENTITY_REF_TAG]: spec.entityRef } : {}),
  };
}
