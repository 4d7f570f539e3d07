import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { Keeper, MANAGED_BY } from '../roleSpec/ownershipTags';
import { recordedSpec } from '../roleSpec/recordedSpec';
import { Change } from './Change';
import { CompleteRoleSnapshot } from '../role/RoleSnapshot';
import { planInstanceProfiles } from './planInstanceProfiles';
import { planInlinePolicies, planManagedPolicies } from './planPolicies';
import { planRole } from './planRole';
import { targetOf } from './target';

/**
 * How far a plan may go.
 *
 * @public
 */
export interface PlanOptions {
  /** Take over a role, policy or instance profile that the portal did not make. */
  adopt?: boolean;
  /**
   * Remove attachments and inline policies that someone else added, and take
   * the role out of other instance profiles.
   */
  exclusive?: boolean;
  /** What the role is to be kept by. Default: the portal. */
  keeper?: Keeper;
}

/**
 * The ordered changes that turn the observed role into the spec; empty where
 * it is in sync. A refusal among them stands for what must not be changed: such
 * a plan is shown, never carried out.
 *
 * @public
 */
export function plan(
  spec: ResolvedRoleSpec,
  observed: CompleteRoleSnapshot,
  options: PlanOptions = {},
): Change[] {
  const { keeper = MANAGED_BY } = options;
  const context: PlanContext = {
    target: targetOf(spec, keeper),
    keeper,
    last: observed.role && recordedSpec(observed.role),
    observed,
    options,
  };
  return [
    ...planRole(context),
    ...planManagedPolicies(context),
    ...planInlinePolicies(context),
    ...planInstanceProfiles(context),
  ];
}

/** What each part of a plan is made from. */
export interface PlanContext {
  target: ReturnType<typeof targetOf>;
  keeper: Keeper;
  /** The spec that the role was last made from, where it says so. */
  last: ResolvedRoleSpec | undefined;
  observed: CompleteRoleSnapshot;
  options: PlanOptions;
}
