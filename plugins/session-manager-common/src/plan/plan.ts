import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { MANAGED_BY } from '../roleSpec/ownershipTags';
import { recordedSpec } from '../roleSpec/recordedSpec';
import { Change } from './Change';
import { CompleteRoleSnapshot } from '../role/RoleSnapshot';
import { planInstanceProfiles } from './planInstanceProfiles';
import { planInlinePolicies, planManagedPolicies } from './planPolicies';
import { planRole } from './planRole';
import { PlanContext, PlanOptions } from './PlanContext';
import { targetOf } from './target';

/**
 * Plans the ordered changes that bring the observed role in line with the spec.
 * Empty if it already is. A refusal stands for a change that is not permitted;
 * a plan with refusals is displayed but never applied.
 *
 * @public
 */
export function plan(
  spec: ResolvedRoleSpec,
  observed: CompleteRoleSnapshot,
  options: PlanOptions = {},
): Change[] {
  const { manager = MANAGED_BY } = options;
  const context: PlanContext = {
    target: targetOf(spec, manager),
    manager,
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
