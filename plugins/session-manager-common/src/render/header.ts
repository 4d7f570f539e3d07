import { MANAGED_BY_TAG } from '../roleSpec/ownershipTags';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { ownersFiles } from './ownersFiles';

/** The comment at the top of a file: its purpose and how to use it. */
export function header(spec: ResolvedRoleSpec, use: string): string {
  const { roleName, accountId, partition, entityRef } = spec;
  const of = entityRef ? ` of ${entityRef}` : '';
  const owners = ownersFiles(spec).map(
    ({ ending, belongsIn }) =>
      `Logs are lost until the owner of the bucket, another account, adds the statements in ${roleName}.${ending} to ${belongsIn}.`,
  );
  return [
    `The IAM role ${roleName} for AWS Session Manager${of}, in account ${accountId} (partition ${partition}).`,
    `Rendered from its spec: to change it, render it again. ${use}`,
    `The portal finds the service and the spec in the tags of the role, and shows where the role differs. ${MANAGED_BY_TAG} keeps the portal from changing it.`,
    ...owners,
  ].join('\n\n');
}
