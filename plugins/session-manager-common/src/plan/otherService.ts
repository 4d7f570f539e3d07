import { ENTITY_REF_TAG, keeperOf } from '../roleSpec/ownershipTags';
import { Tags } from '../role/RoleSnapshot';
import type { PlanContext } from './plan';

/**
 * The service that something made by the portal is for, where that is another
 * than the spec's: to give it to the spec's would take it from that one, so it
 * has to be said ("adopt: true").
 */
export function otherService(
  { target, options }: PlanContext,
  tags: Tags,
): string | undefined {
  const service = keeperOf(tags) && tags[ENTITY_REF_TAG];
  const wanted = target.role.value.tags[ENTITY_REF_TAG];
  return service === wanted || options.adopt ? undefined : service;
}
