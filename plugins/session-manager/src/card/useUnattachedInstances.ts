import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { EntityInstances } from 'backstage-plugin-session-manager-common';
import { PortalProblem } from '../api/portalProblem';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { useQuery } from '../hooks/useQuery';

/** The instances in an account that have no instance profile. */
export interface UnattachedInstances {
  accountId: string;
  accountName?: string;
  count: number;
}

/** What is known about the instances without an instance profile. */
export interface UnattachedCount {
  unattached: readonly UnattachedInstances[];
  /** Why they could not be counted. */
  problem?: PortalProblem;
  /** The tag by which instances are found, if other entities share its value. */
  sharedTag?: EntityInstances['tag'];
}

/**
 * Counts the instances of an entity that have no instance profile, by account.
 *
 * @param isReadable - whether the caller may read the entity's roles
 */
export function useUnattachedInstances(
  entityRef: string,
  isReadable: boolean,
): UnattachedCount & { refetch: () => void } {
  const api = useApi(sessionManagerApiRef);
  const load = useCallback(
    (again: boolean) => api.getEntityInstances(entityRef, { refresh: again }),
    [api, entityRef],
  );
  const { known, problem, refetch } = useQuery(isReadable ? load : undefined);
  return {
    unattached: known ? countUnattached(known) : [],
    problem,
    sharedTag: known?.isNameShared ? known.tag : undefined,
    refetch,
  };
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
