import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { EntityRoles } from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { QueryState, useQuery } from './useQuery';

/** The roles of an entity, and the state of the last check. */
export type Check = QueryState<EntityRoles>;

/** Loads the roles when mounted, and again on request. */
export function useEntityRoles(
  entityRef: string,
): Check & { checkAgain: () => void } {
  const api = useApi(sessionManagerApiRef);
  const load = useCallback(
    (again: boolean) => api.getEntityRoles(entityRef, { refresh: again }),
    [api, entityRef],
  );
  const { refetch, ...check } = useQuery(load);
  return { ...check, checkAgain: refetch };
}
