import { useCallback, useEffect, useState } from 'react';
import { PortalProblem, toPortalProblem } from '../api/portalProblem';

/** What is known, and how the last question went. */
export interface QueryState<T> {
  /** Under way. */
  checking: boolean;
  /** The last answer; it stays while another is asked for. */
  known?: T;
  /** Why the last question got no answer. */
  problem?: PortalProblem;
}

/**
 * Asks when shown, when the question is another, and again when told to.
 *
 * @param ask - a new function is a new question, none asks nothing; `again`: it
 * was asked before
 */
export function useQuery<T>(
  ask: ((again: boolean) => Promise<T>) | undefined,
): QueryState<T> & { refetch: () => void } {
  const [answer, setAnswer] = useState<QueryState<T>>({ checking: true });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    // Answers may overtake each other, or come when nobody is there any more.
    let current = true;
    const settle = (next: (last: QueryState<T>) => QueryState<T>) =>
      current && setAnswer(next);
    settle(last => ({ ...last, checking: ask !== undefined }));
    ask?.(attempt > 0).then(
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
  }, [ask, attempt]);

  const refetch = useCallback(() => setAttempt(count => count + 1), []);
  return { ...answer, refetch };
}
