import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { useQuery } from './useQuery';

/**
 * Loads the nodes of an entity, and how to connect to them.
 *
 * @param checks - how often someone has asked for what is shown beside them again: one
 * more is a new query, and none of them accepts earlier answers
 */
export function useConnect(entityRef: string, checks: number = 0) {
  const api = useApi(sessionManagerApiRef);
  const load = useCallback(
    (again: boolean) =>
      api.getConnect(entityRef, { refresh: again || checks > 0 }),
    [api, entityRef, checks],
  );
  return useQuery(load);
}
