import {
  RequestPartKind,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  grantLogAccess,
} from 'backstage-plugin-session-manager-node';

/** Looks whether another account's owner has done their part. */
export interface OwnersParts {
  /**
   * What of the remaining parts AWS shows to be done. Throws where the portal
   * may not look, or AWS does not answer.
   */
  seenDone(request: RoleRequest): Promise<RequestPartKind[]>;
}

export function createOwnersParts(options: {
  accounts: AwsAccounts;
}): OwnersParts {
  const { accounts } = options;
  return {
    async seenDone({ spec, state }) {
      const owner = spec.s3?.bucketOwner;
      if (!owner || !('remaining' in state)) {
        return [];
      }
      const missing = await grantLogAccess({
        spec,
        account: await accounts.get(spec.accountId),
        owner: await accounts.get(owner),
        dryRun: true,
      });
      const isMissing = {
        role: true,
        'bucket-policy': missing.some(
          ({ resource }) => resource === 'bucket-policy-statement',
        ),
        'key-policy': missing.some(
          ({ resource }) => resource === 'key-policy-statement',
        ),
      };
      return state.remaining
        .map(({ kind }) => kind)
        .filter(kind => !isMissing[kind]);
    },
  };
}
