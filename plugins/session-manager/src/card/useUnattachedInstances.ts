import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { EntityInstances } from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { useQuery } from '../hooks/useQuery';

/** The instances in an account that have no instance profile. */
export interface UnattachedInstances {
  accountId: string;
  accountName?: string;
  count: number;
}

/**
 * Counts the instances of an entity that have no instance profile, by account.
 * Undefined while they are not known.
 *
 * @param isReadable - whether the caller may read the entity's roles
 */
export function useUnattachedInstances(
  entityRef: string,
  isReadable: boolean,
): { unattached: UnattachedInstances[] | undefined; refetch: () => void } {
  const api = useApi(sessionManagerApiRef);
  const load = useCallback(
    (again: boolean) => api.getEntityInstances(entityRef, { refresh: again }),
    [api, entityRef],
  );
  const { known, refetch } = useQuery(isReadable ? load : undefined);
  return { unattached: known && countUnattached(known), refetch };
}

function countUnattached({
  instances,
}: EntityInstances): UnattachedInstances[] {
  const accounts = new Map<string, UnattachedInstances>();
  for (const { accountId, accountName, instanceProfile } of instances) {
    if (!instanceProfile) {
      const { count } = accounts.get(accountId) ?? { count: 0 };
      accounts.set(accountId, { accountId, accountName, count: count + 1 });
    }
  }
  return [...accounts.values()];
}
