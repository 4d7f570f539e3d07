import {
  RequestPartKind,
  RoleRequest,
  StatementChange,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  planLogAccess,
} from 'backstage-plugin-session-manager-node';

/** What AWS shows of the parts of another account's owner. */
export interface OwnersPartsSeen {
  /** Those that remained, and are done. */
  done: RequestPartKind[];
  /** Those that remain as far as is known, and why no more is. */
  unknown: Array<{ kind: RequestPartKind; error: Error }>;
}

/** Looks whether another account's owner has done their part. */
export interface OwnersParts {
  /**
   * Looks at each of the remaining parts by itself. Throws where the portal may
   * not look into the account at all.
   */
  look(request: RoleRequest): Promise<OwnersPartsSeen>;
}

const KINDS: Readonly<Record<StatementChange['resource'], RequestPartKind>> = {
  'bucket-policy-statement': 'bucket-policy',
  'key-policy-statement': 'key-policy',
};

export function createOwnersParts(options: {
  accounts: AwsAccounts;
}): OwnersParts {
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
