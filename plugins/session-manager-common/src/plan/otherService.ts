import { ENTITY_REF_TAG, managerOf } from '../roleSpec/ownershipTags';
import { Tags } from '../role/RoleSnapshot';
import { PlanContext } from './PlanContext';

/**
 * Returns the service of a resource that the portal created for another service
 * than the spec's. Changing it would take it away from that service, which
 * requires `adopt: true`.
 */
export function otherService(
  { target, options }: PlanContext,
  tags: Tags,
): string | undefined {
  const service = managerOf(tags) && tags[ENTITY_REF_TAG];
  const wanted = target.role.value.tags[ENTITY_REF_TAG];
  return service === wanted || options.adopt ? undefined : service;
}
