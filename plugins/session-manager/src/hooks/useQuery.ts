import { useCallback, useEffect, useState } from 'react';
import { PortalProblem, toPortalProblem } from '../api/portalProblem';

/** The result of a query, and the state of the last call. */
export interface QueryState<T> {
  /** Whether a call is in progress. */
  checking: boolean;
  /** The last result; it is kept while another is loading. */
  known?: T;
  /** The error of the last call. */
  problem?: PortalProblem;
}

/**
 * Calls when mounted, when the function changes, and again on request.
 *
 * @param load - a new function is a new query; undefined makes no call. `again` is
 * true for a repeated call
 */
export function useQuery<T>(
  load: ((again: boolean) => Promise<T>) | undefined,
): QueryState<T> & { refetch: () => void } {
  const [answer, setAnswer] = useState<QueryState<T>>({ checking: true });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    // Responses can arrive out of order, or after the component was unmounted.
    let current = true;
    const settle = (next: (last: QueryState<T>) => QueryState<T>) =>
      current && setAnswer(next);
    settle(last => ({ ...last, checking: load !== undefined }));
    load?.(attempt > 0).then(
      known => settle(() => ({ checking: false, known })),
      error =>
        settle(({ known }) => ({
          checking: false,
          known,
          problem: toPortalProblem(error),
        })),
    );
    return () => {
      current = false;
    };
  }, [load, attempt]);

  const refetch = useCallback(() => setAttempt(count => count + 1), []);
  return { ...answer, refetch };
}
