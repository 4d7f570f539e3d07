import { CompleteRoleSnapshot } from '../role/RoleSnapshot';
import { Manager } from '../roleSpec/ownershipTags';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { targetOf } from './target';

/**
 * The options of a plan.
 *
 * @public
 */
export interface PlanOptions {
  /**
   * Adopt a role, policy or instance profile that the portal did not create.
   */
  adopt?: boolean;
  /**
   * Remove attachments and inline policies that the spec does not contain, and
   * remove the role from other instance profiles.
   */
  exclusive?: boolean;
  /** The manager to record in the tags. Defaults to the portal. */
  manager?: Manager;
}

/** The input of each part of the planning. */
export interface PlanContext {
  target: ReturnType<typeof targetOf>;
  manager: Manager;
  /** The spec that was last applied to the role, if its tags contain one. */
  last: ResolvedRoleSpec | undefined;
  observed: CompleteRoleSnapshot;
  options: PlanOptions;
}
