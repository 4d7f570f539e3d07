import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { EntityRoles } from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { QueryState, useQuery } from './useQuery';

/** What is known of an entity's roles, and how the last check went. */
export type Check = QueryState<EntityRoles>;

/** Checks once when shown, and again when asked to. */
export function useEntityRoles(
  entityRef: string,
): Check & { checkAgain: () => void } {
  const api = useApi(sessionManagerApiRef);
  const ask = useCallback(
    (again: boolean) => api.getEntityRoles(entityRef, { refresh: again }),
    [api, entityRef],
  );
  const { refetch, ...check } = useQuery(ask);
  return { ...check, checkAgain: refetch };
}
