import {
  CompleteRoleSnapshot,
  ExistingRole,
  policiesOf,
} from '../role/RoleSnapshot';
import {
  instanceProfileTags,
  managerOf,
  policyTags,
} from '../roleSpec/ownershipTags';
import { managedSpec } from '../roleSpec/managedSpec';
import { specRecord } from '../roleSpec/recordedSpec';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { Change } from './Change';
import { plan } from './plan';

/**
 * Whether the role matches its spec. `unmanaged`: the portal did not create the
 * role, so there is no spec to compare. `not-read`: not everything was read that
 * the spec describes.
 *
 * @public
 */
export type Drift =
  | { state: 'in-sync' }
  | { state: 'drifted'; changes: Change[] }
  | {
      state: 'unmanaged';
      /**
       * The ARN of another role to which the spec in the tags belongs: the tags
       * were copied, and are ignored.
       */
      recordOf?: string;
    }
  | { state: 'not-read' };

/**
 * Compares a role with the spec in its own tags. What was not read of the role
 * cannot show that it is in sync, but the rest can show that it has drifted.
 *
 * @public
 */
export function driftOf(snapshot: ExistingRole): Drift {
  const { role } = snapshot;
  const spec = managedSpec(role);
  if (!spec) {
    const { ofAnother } = specRecord(role);
    return {
      state: 'unmanaged',
      ...(ofAnother && { recordOf: ofAnother }),
    };
  }
  if (!policiesOf(snapshot)) {
    return { state: 'not-read' };
  }
  const changes = plan(spec, asWanted(snapshot, spec), {
    manager: managerOf(role.tags),
  });
  if (changes.length > 0) {
    return { state: 'drifted', changes };
  }
  return { state: isComplete(snapshot) ? 'in-sync' : 'not-read' };
}

/** Completes a role with what its spec wants. */
function asWanted(
  { role, policies, instanceProfiles, ...rest }: ExistingRole,
  spec: ResolvedRoleSpec,
): ExistingRole<CompleteRoleSnapshot> {
  return {
    ...rest,
    role: {
      ...role,
      description: role.description ?? spec.roleDescription ?? '',
      maxSessionDuration: role.maxSessionDuration ?? spec.maxSessionDuration,
    },
    policies: policies.map(policy => ({
      ...policy,
      description: policy.description ?? spec.policyDescription ?? '',
      tags: policy.tags ?? policyTags(spec),
      attachedTo: policy.attachedTo ?? [role.roleName],
    })),
    instanceProfiles: instanceProfiles.map(profile => ({
      ...profile,
      tags: profile.tags ?? instanceProfileTags(spec),
    })),
  };
}

function isComplete({
  role,
  policies,
  instanceProfiles,
}: ExistingRole): boolean {
  return (
    role.description !== undefined &&
    role.maxSessionDuration !== undefined &&
    policies.every(
      ({ description, tags, attachedTo }) =>
        description !== undefined &&
        tags !== undefined &&
        attachedTo !== undefined,
    ) &&
    instanceProfiles.every(({ tags }) => tags !== undefined)
  );
}
