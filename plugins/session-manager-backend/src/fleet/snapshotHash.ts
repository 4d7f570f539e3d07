import { createHash } from 'node:crypto';
import {
  canonicalJson,
  ExistingRole,
  profilesHolding,
} from 'backstage-plugin-session-manager-common';

/** The SHA-256 hash of a value, in hexadecimal. Equal values have equal hashes. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/**
 * The hash of the parts of a role that every reading of it has, and on which
 * its readiness depends.
 *
 * A page of an account's roles has neither the description of a role nor its
 * longest session, and not the tags of its policies. These are not part of the
 * hash, so that a scan leaves a role as it is that was read completely. Nor is
 * the last use of a role, which changes nothing, or the order in which AWS lists
 * policies.
 */
export function snapshotHash(snapshot: ExistingRole): string {
  const { role, policies, otherPolicies = [] } = snapshot;
  const { arn, roleId, trust, tags, permissionsBoundaryArn: boundary } = role;
  const { attachedPolicies, inlinePolicies } = role;
  const documents = [...policies, ...otherPolicies].flatMap(policy =>
    policy.arn === boundary || attachedPolicies.includes(policy.arn ?? '')
      ? [{ arn: policy.arn, document: policy.document }]
      : [],
  );
  return contentHash({
    ...{ arn, roleId, trust, tags, boundary, inlinePolicies },
    attachedPolicies: [...attachedPolicies].sort(),
    documents: documents.map(canonicalJson).sort(),
    instanceProfiles: profilesHolding(snapshot).sort(),
  });
}
