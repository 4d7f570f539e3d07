import { Change } from '../plan/Change';
import { ENTITY_REF_TAG } from '../roleSpec/ownershipTags';

/**
 * Returns why people must decide about a plan even though a rule approves its
 * spec: a rule evaluates the request only, and changes to existing resources
 * may go further. `undefined` if the rule is sufficient.
 *
 * @public
 */
export function requiresManualApproval(
  changes: readonly Change[],
): string | undefined {
  for (const change of changes) {
    const reason = reasonOf(change);
    if (reason) {
      return reason;
    }
  }
  return undefined;
}

function reasonOf(change: Change): string | undefined {
  switch (change.operation) {
    case undefined:
      return 'its dry run was refused';
    case 'UpdateAssumeRolePolicy':
      return `it changes who may assume the role ${change.name}, which exists`;
    case 'PutRolePermissionsBoundary':
    case 'DeleteRolePermissionsBoundary':
      return change.before === undefined
        ? undefined
        : `it changes the permissions boundary of the role ${change.name}, which exists`;
    case 'RemoveRoleFromInstanceProfile':
      return `it takes the role ${change.before} out of the instance profile ${change.name}`;
    case 'TagRole':
    case 'TagPolicy':
    case 'TagInstanceProfile':
      return Object.hasOwn(change.after, ENTITY_REF_TAG)
        ? `it gives ${change.name}, which exists, to another service`
        : undefined;
    default:
      return undefined;
  }
}
