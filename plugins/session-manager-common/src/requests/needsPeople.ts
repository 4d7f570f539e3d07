import { Change } from '../plan/Change';
import { ENTITY_REF_TAG } from '../roleSpec/ownershipTags';

/**
 * Why people have to decide about a plan, whatever a rule says of its spec: a
 * rule decides by what is asked for, and what is there already may be more
 * than that. `undefined` where it adds nothing to what a rule knows.
 *
 * @public
 */
export function needsPeople(changes: readonly Change[]): string | undefined {
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
