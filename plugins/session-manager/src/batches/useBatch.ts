import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { Batch } from 'backstage-plugin-session-manager-common';
import useInterval from 'react-use/esm/useInterval';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { useQuery } from '../hooks/useQuery';

// Tasks take seconds, approvals hours.
const TASKS_MS = 3_000;
const APPROVALS_MS = 30_000;

/** Loads a batch, and again until all of its roles have ended. */
export function useBatch(batchId: string) {
  const api = useApi(sessionManagerApiRef);
  const load = useCallback(() => api.getBatch(batchId), [api, batchId]);
  const answer = useQuery(load);
  useInterval(
    answer.refetch,
    answer.checking || answer.problem ? null : intervalOf(answer.known),
  );
  return answer;
}

function intervalOf(batch: Batch | undefined): number | null {
  const { waiting, running, 'in-approval': inApproval } = batch?.counts ?? {};
  if (waiting || running) {
    return TASKS_MS;
  }
  return inApproval ? APPROVALS_MS : null;
}
