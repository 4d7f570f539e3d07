import { permissionsPolicy } from '../documents/permissionsPolicy';
import { ownValue } from '../json/ownValue';
import { PolicyDocument } from '../policy/PolicyDocument';
import { SessionEnvironment } from '../readiness/model/SessionEnvironment';
import { preferredSpec } from '../readiness/repair/preferredSpec';
import { boundaryOf, ExistingRole } from '../role/RoleSnapshot';
import { canonicalJson } from '../json/canonicalJson';
import { EnvironmentPlace } from './changeEnvironment';
import { WhatIfChange } from './WhatIfChange';

/** A role after a change. */
export type ChangedRole =
  | { status: 'same' }
  | { status: 'changed'; snapshot: ExistingRole }
  /** What the role gets depends on what could not be read. */
  | { status: 'unknown' };

/** Whether a change is about roles, and not only about their environment. */
export function isAboutRoles(change: WhatIfChange): boolean {
  const { boundaries = {}, detach = [], attach = [], replace = [] } = change;
  return (
    detach.length + attach.length + replace.length > 0 ||
    Object.keys(boundaries).length > 0
  );
}

/**
 * Derives a role after a change.
 *
 * @param regions - its environments after the change
 */
export function changeRole(
  snapshot: ExistingRole,
  place: Omit<EnvironmentPlace, 'region'>,
  regions: ReadonlyArray<{ region: string; environment: SessionEnvironment }>,
  change: WhatIfChange,
): ChangedRole {
  if (change.accountId !== place.accountId) {
    return { status: 'same' };
  }
  const { attachedPolicies } = snapshot.role;
  const { detach = [], replace = [], attach = [] } = change;
  const has = (arns: readonly string[]) =>
    attachedPolicies.some(arn => arns.includes(arn));
  const isReplaced = has(replace);
  const documented = isReplaced
    ? documentedPolicies(snapshot, place, regions)
    : [];
  if (!documented) {
    return { status: 'unknown' };
  }
  const isAttached = detach.length === 0 || has(detach);
  const attached = [...(isAttached ? attach : []), ...documented];
  const removed = [...detach, ...(isReplaced ? replace : [])];
  const changed = withBoundary(
    withPolicies(snapshot, attached, removed),
    change,
  );
  return changed === snapshot
    ? { status: 'same' }
    : { status: 'changed', snapshot: changed };
}

/** Undefined if what the policies would allow is not known. */
function documentedPolicies(
  snapshot: ExistingRole,
  place: Omit<EnvironmentPlace, 'region'>,
  regions: ReadonlyArray<{ region: string; environment: SessionEnvironment }>,
): PolicyDocument[] | undefined {
  const specs = regions.map(({ environment }) =>
    preferredSpec(environment, place.accountId),
  );
  return specs.every(
    spec => spec !== undefined && Object.keys(spec.unknown).length === 0,
  )
    ? specs.map(preferred =>
        permissionsPolicy({
          ...place,
          roleName: snapshot.role.roleName,
          policyStyle: 'documented',
          ...preferred!.spec,
        }),
      )
    : undefined;
}

function withPolicies(
  snapshot: ExistingRole,
  attached: readonly PolicyDocument[],
  removed: readonly string[],
): ExistingRole {
  const { role } = snapshot;
  const kept = role.attachedPolicies.filter(arn => !removed.includes(arn));
  if (attached.length === 0 && kept.length === role.attachedPolicies.length) {
    return snapshot;
  }
  const named = attached.map(
    // Not a valid name in IAM, so it is none of the role's own.
    (document, index) => [`what-if ${index + 1}`, document] as const,
  );
  return {
    ...snapshot,
    role: {
      ...role,
      attachedPolicies: kept,
      inlinePolicies: { ...role.inlinePolicies, ...Object.fromEntries(named) },
    },
  };
}

function withBoundary(
  snapshot: ExistingRole,
  { boundaries = {} }: WhatIfChange,
): ExistingRole {
  const { permissionsBoundaryArn: arn } = snapshot.role;
  const document = arn === undefined ? undefined : ownValue(boundaries, arn);
  const before = boundaryOf(snapshot);
  if (
    arn === undefined ||
    document === undefined ||
    (typeof before === 'object' &&
      canonicalJson(before.document) === canonicalJson(document))
  ) {
    return snapshot;
  }
  const { policies, otherPolicies = [] } = snapshot;
  const isOwn = policies.some(policy => policy.arn === arn);
  return {
    ...snapshot,
    policies: policies.map(policy =>
      policy.arn === arn ? { ...policy, document } : policy,
    ),
    otherPolicies: isOwn
      ? otherPolicies
      : [
          ...otherPolicies.filter(policy => policy.arn !== arn),
          { name: arn.replace(/^.*\//, ''), arn, document },
        ],
  };
}
