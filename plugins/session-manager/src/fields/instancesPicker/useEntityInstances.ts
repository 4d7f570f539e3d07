import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { EntityInstances } from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../../api/SessionManagerApi';
import { PortalProblem } from '../../api/portalProblem';
import { useQuery } from '../../hooks/useQuery';

/** The instances of an entity, and the state of the last search. */
export interface InstanceSearch {
  /** Whether a search is in progress. */
  searching: boolean;
  /** The last result; it is kept while another is loading. */
  known?: EntityInstances;
  /** The error of the last search. */
  problem?: PortalProblem;
}

/**
 * Searches when mounted, and again on request. Each search reads from AWS again,
 * so that an instance that was started a moment ago is found; the backend limits
 * how often.
 */
export function useEntityInstances(
  entityRef: string,
  accountId: string | undefined,
): InstanceSearch & { searchAgain: () => void } {
  const api = useApi(sessionManagerApiRef);
  const load = useCallback(
    () => api.getEntityInstances(entityRef, { accountId, refresh: true }),
    [api, entityRef, accountId],
  );
  const { checking, refetch, ...search } = useQuery(load);
  return { searching: checking, ...search, searchAgain: refetch };
}
