import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { BatchPlan, NewBatch } from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../../api/SessionManagerApi';
import { useQuery } from '../../hooks/useQuery';

/** Asks what a batch would do; nothing without one. */
export function useBatchPlan(batch: NewBatch | undefined) {
  const api = useApi(sessionManagerApiRef);
  const wanted = batch && JSON.stringify(batch);
  const load = useCallback(
    (): Promise<BatchPlan> => api.planBatch(JSON.parse(wanted ?? '')),
    [api, wanted],
  );
  return useQuery(wanted === undefined ? undefined : load);
}
