import { Tags } from '../role/RoleSnapshot';
import { isOurs, SPEC_TAG } from '../roleSpec/ownershipTags';
import { specHash } from '../roleSpec/recordedSpec';
import { RequestStatus } from './RequestState';
import { RoleRequest } from './RoleRequest';

/**
 * The states in which a request may have made its role.
 *
 * @public
 */
export const ROLE_MAKING_STATES: readonly RequestStatus[] = [
  'provisioning',
  'provisioned',
  'failed',
];

/** What approves; runs that needed no approval are on record as well. */
const APPROVED: readonly string[] = ['people', 'rule', 'break-glass'];

/**
 * Whether a request was approved and made the role with these tags, which is
 * still as the request had it.
 *
 * @public
 */
export function isRoleOfApprovedRequest(
  { spec, state }: RoleRequest,
  tags: Tags,
): boolean {
  const isApproved =
    'approval' in state && APPROVED.includes(state.approval?.kind ?? '');
  const isMade =
    ROLE_MAKING_STATES.includes(state.status) &&
    (!('remaining' in state) ||
      !state.remaining.some(({ kind }) => kind === 'role'));
  // The hash is of the account, the name, the path and all the rest.
  return (
    isOurs(tags) && isApproved && isMade && specHash(spec) === tags[SPEC_TAG]
  );
}
