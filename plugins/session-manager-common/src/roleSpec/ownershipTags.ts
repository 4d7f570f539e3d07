import { ResolvedRoleSpec } from './roleSpec';
import { recordTags, specHash } from './recordedSpec';

/**
 * The tag with the manager of a role. The portal changes only roles that it
 * manages.
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
 * The possible managers of a role: the portal, or a tool that applies files
 * which the portal rendered.
 *
 * @public
 */
export type Manager = typeof MANAGED_BY | 'cloudformation' | 'terraform';

const MANAGERS: readonly string[] = [
  MANAGED_BY,
  'cloudformation',
  'terraform',
] satisfies Manager[];

/**
 * Returns the manager in the tags of a resource; `undefined` if there is none.
 *
 * @public
 */
export function managerOf(
  tags: Readonly<Record<string, string>>,
): Manager | undefined {
  const manager = tags[MANAGED_BY_TAG];
  return MANAGERS.includes(manager) ? (manager as Manager) : undefined;
}

/**
 * Whether a manager tags policies and instance profiles. CloudFormation does
 * not: AWS::IAM::ManagedPolicy and AWS::IAM::InstanceProfile have no tags.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html
 */
export function tagsEverything(manager: Manager): boolean {
  return manager !== 'cloudformation';
}

/**
 * The tag with the entity ref of a role's service.
 *
 * @public
 */
export const ENTITY_REF_TAG = 'backstage.io/entity-ref';

/**
 * The tag with the hash of the spec that was last applied.
 *
 * @public
 */
export const SPEC_TAG = 'backstage.io/session-manager-spec';

/**
 * Whether the portal created the resource with these tags.
 *
 * @public
 */
export function isManagedByPortal(
  tags: Readonly<Record<string, string>>,
): boolean {
  return managerOf(tags) === MANAGED_BY;
}

/**
 * Returns the tags of a role: those of the spec, the ownership tags, and the
 * record of the spec, so that drift can be detected without a database.
 *
 * @public
 */
export function roleTags(
  spec: ResolvedRoleSpec,
  manager: Manager = MANAGED_BY,
): Record<string, string> {
  return {
    ...spec.roleTags,
    ...ownershipTags(spec, manager),
    ...recordTags(spec),
  };
}

/**
 * Returns the tags of an instance profile: those of the role in the spec and
 * the ownership tags.
 *
 * @public
 */
export function instanceProfileTags(
  spec: ResolvedRoleSpec,
  manager: Manager = MANAGED_BY,
): Record<string, string> {
  return { ...spec.roleTags, ...ownershipTags(spec, manager) };
}

/**
 * Returns the tags of a managed policy: those of the spec and the ownership
 * tags.
 *
 * @public
 */
export function policyTags(
  spec: ResolvedRoleSpec,
  manager: Manager = MANAGED_BY,
): Record<string, string> {
  return { ...spec.policyTags, ...ownershipTags(spec, manager) };
}

function ownershipTags(
  spec: ResolvedRoleSpec,
  manager: Manager,
): Record<string, string> {
  return {
    [MANAGED_BY_TAG]: manager,
    [SPEC_TAG]: specHash(spec),
    ...(spec.entityRef ? { [ENTITY_REF_TAG]: spec.entityRef } : {}),
  };
}
