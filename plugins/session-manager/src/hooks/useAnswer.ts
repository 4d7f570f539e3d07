import { useCallback, useEffect, useState } from 'react';
import { Problem, problemOf } from '../api/problem';

/** What is known, and how the last question went. */
export interface Answer<T> {
  /** Under way. */
  checking: boolean;
  /** The last answer; it stays while another is asked for. */
  known?: T;
  /** Why the last question got no answer. */
  problem?: Problem;
}

/**
 * Asks when shown, when the question is another, and again when told to.
 *
 * @param ask - a new function is a new question, none asks nothing; `again`: it
 * was asked before
 */
export function useAnswer<T>(
  ask: ((again: boolean) => Promise<T>) | undefined,
): Answer<T> & { askAgain: () => void } {
  const [answer, setAnswer] = useState<Answer<T>>({ checking: true });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    // Answers may overtake each other, or come when nobody is there any more.
    let current = true;
    const settle = (next: (last: Answer<T>) => Answer<T>) =>
      current && setAnswer(next);
    settle(last => ({ ...last, checking: ask !== undefined }));
    ask?.(attempt > 0).then(
      known => settle(() => ({ checking: false, known })),
      error =>
        settle(({ known }) => ({
          checking: false,
          known,
          problem: problemOf(error),
        })),
    );
    return () => {
      current = false;
    };
  }, [ask, attempt]);

  const askAgain = useCallback(() => setAttempt(count => count + 1), []);
  return { ...answer, askAgain };
}
