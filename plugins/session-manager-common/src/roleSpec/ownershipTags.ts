import { ResolvedRoleSpec } from './roleSpec';
import { recordTags, specHash } from './recordedSpec';

/**
 * Names what keeps a role as its spec says; only roles that the portal keeps
 * are ours to change.
 *
 * @public
 */
export const MANAGED_BY_TAG = 'backstage.io/managed-by';

/**
 * The value of {@link MANAGED_BY_TAG} for the portal.
 *
 * @public
 */
export const MANAGED_BY = 'session-manager';

/**
 * What can keep a role: the portal, or a tool that applies files which the
 * portal rendered.
 *
 * @public
 */
export type Keeper = typeof MANAGED_BY | 'cloudformation' | 'terraform';

const KEEPERS: readonly string[] = [
  MANAGED_BY,
  'cloudformation',
  'terraform',
] satisfies Keeper[];

/**
 * What keeps that which carries these tags; `undefined` where they do not say.
 *
 * @public
 */
export function keeperOf(
  tags: Readonly<Record<string, string>>,
): Keeper | undefined {
  const keeper = tags[MANAGED_BY_TAG];
  return KEEPERS.includes(keeper) ? (keeper as Keeper) : undefined;
}

/**
 * Whether a keeper tags policies and instance profiles. CloudFormation does
 * not: AWS::IAM::ManagedPolicy and AWS::IAM::InstanceProfile have no tags.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html
 */
export function tagsEverything(keeper: Keeper): boolean {
  return keeper !== 'cloudformation';
}

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
  return keeperOf(tags) === MANAGED_BY;
}

/**
 * The role's tags: its own, the ownership tags, and the spec itself, so that
 * drift can be told without a database.
 *
 * @public
 */
export function roleTags(
  spec: ResolvedRoleSpec,
  keeper: Keeper = MANAGED_BY,
): Record<string, string> {
  return {
    ...spec.roleTags,
    ...ownershipTags(spec, keeper),
    ...recordTags(spec),
  };
}

/**
 * The instance profile's tags: the role's own and the ownership tags.
 *
 * @public
 */
export function instanceProfileTags(
  spec: ResolvedRoleSpec,
  keeper: Keeper = MANAGED_BY,
): Record<string, string> {
  return { ...spec.roleTags, ...ownershipTags(spec, keeper) };
}

/**
 * The managed policy's tags: its own and the ownership tags.
 *
 * @public
 */
export function policyTags(
  spec: ResolvedRoleSpec,
  keeper: Keeper = MANAGED_BY,
): Record<string, string> {
  return { ...spec.policyTags, ...ownershipTags(spec, keeper) };
}

function ownershipTags(
  spec: ResolvedRoleSpec,
  keeper: Keeper,
): Record<string, string> {
  return {
    [MANAGED_BY_TAG]: keeper,
    [SPEC_TAG]: specHash(spec),
    ...(spec.entityRef ? { [ENTITY_REF_TAG]: spec.entityRef } : {}),
  };
}
