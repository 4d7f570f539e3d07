import {
  ManagedPolicyDetail,
  Policy,
  PolicyVersion,
} from '@aws-sdk/client-iam';
import { RoleSnapshot } from 'backstage-plugin-session-manager-common';
import { present } from './existing';
import { decodeDocument } from './iamValues';

/** A customer managed policy, as far as it was read. */
export type PolicySnapshot = RoleSnapshot['policies'][number];

/**
 * Converts what a page of an account's policies and a single read have in
 * common.
 */
export function toPolicySnapshot(
  policy: Policy | ManagedPolicyDetail,
  versions: readonly PolicyVersion[],
  document: string | undefined,
): PolicySnapshot {
  return {
    arn: present(policy.Arn, 'Arn'),
    policyName: present(policy.PolicyName, 'PolicyName'),
    path: present(policy.Path, 'Path'),
    document: decodeDocument(document),
    // Oldest first.
    versions: versions
      .map(({ VersionId }) => present(VersionId, 'VersionId'))
      .sort((a, b) => versionNumber(a) - versionNumber(b)),
    defaultVersion: present(policy.DefaultVersionId, 'DefaultVersionId'),
  };
}

function versionNumber(versionId: string): number {
  return Number(versionId.replace(/^v/, ''));
}
