import {
  RequestPartKind,
  RoleRequest,
  StatementChange,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  planLogAccess,
} from 'backstage-plugin-session-manager-node';

/** The state of the other account owner's parts, according to AWS. */
export interface BucketOwnerPartsState {
  /** Those of the remaining parts that are done. */
  done: RequestPartKind[];
  /** Those that could not be checked, and why. */
  unknown: Array<{ kind: RequestPartKind; error: Error }>;
}

/** Checks whether another account's owner has done their part. */
export interface BucketOwnerParts {
  /**
   * Checks each of the remaining parts separately. Throws if the portal cannot
   * access the account.
   */
  look(request: RoleRequest): Promise<BucketOwnerPartsState>;
}

const KINDS: Readonly<Record<StatementChange['resource'], RequestPartKind>> = {
  'bucket-policy-statement': 'bucket-policy',
  'key-policy-statement': 'key-policy',
};

export function createBucketOwnerParts(options: {
  accounts: AwsAccounts;
}): BucketOwnerParts {
  const { accounts } = options;
  return {
    async look({ spec, state }) {
      const owner = spec.s3?.bucketOwner;
      if (!owner || !('remaining' in state)) {
        return { done: [], unknown: [] };
      }
      const left = state.remaining.map(({ kind }) => kind);
      const parts = (
        await planLogAccess({ spec, owner: await accounts.get(owner) })
      )
        .map(part => ({ ...part, kind: KINDS[part.resource] }))
        .filter(({ kind }) => left.includes(kind));
      return {
        done: parts.flatMap(part =>
          'changes' in part && part.changes.length === 0 ? [part.kind] : [],
        ),
        unknown: parts.flatMap(part =>
          'error' in part ? [{ kind: part.kind, error: part.error }] : [],
        ),
      };
    },
  };
}
