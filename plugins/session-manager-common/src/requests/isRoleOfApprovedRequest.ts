import { Tags } from '../role/RoleSnapshot';
import { isManagedByPortal, SPEC_TAG } from '../roleSpec/ownershipTags';
import { specHash } from '../roleSpec/recordedSpec';
import { RequestStatus } from './RequestState';
import { RoleRequest } from './RoleRequest';

/**
 * The states in which a request may have created its role.
 *
 * @public
 */
export const ROLE_MAKING_STATES: readonly RequestStatus[] = [
  'provisioning',
  'provisioned',
  'failed',
];

/** The kinds of approval. Runs that needed no approval are recorded as well. */
const APPROVED: readonly string[] = ['people', 'rule', 'break-glass'];

/**
 * Whether the request was approved and created the role with these tags, and
 * the role is unchanged since.
 *
 * @public
 */
export function isRoleOfApprovedRequest(
  { spec, state }: RoleRequest,
  tags: Tags,
): boolean {
  const isApproved =
    'approval' in state && APPROVED.includes(state.approval?.kind ?? '');
  const isRoleCreated =
    ROLE_MAKING_STATES.includes(state.status) &&
    (!('remaining' in state) ||
      !state.remaining.some(({ kind }) => kind === 'role'));
  // The hash covers account, name, path and all other fields.
  return (
    isManagedByPortal(tags) &&
    isApproved &&
    isRoleCreated &&
    specHash(spec) === tags[SPEC_TAG]
  );
}
