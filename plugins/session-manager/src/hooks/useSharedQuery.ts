import { useCallback, useEffect, useState } from 'react';
import { PortalProblem, toPortalProblem } from '../api/portalProblem';

/** How long an answer is shared, in milliseconds. */
const SHARED_FOR = 60_000;

interface Shared {
  answer: Promise<unknown>;
  until: number;
}

// By API client, so that the answers of one portal are not shown for another.
const shared = new WeakMap<object, Map<string, Shared>>();

/**
 * Loads an answer once for all fields of a form that need it. A failure is not
 * shared.
 */
export function sharedQuery<T>(
  api: object,
  key: string,
  load: () => Promise<T>,
  { again = false } = {},
): Promise<T> {
  const answers = shared.get(api) ?? new Map<string, Shared>();
  shared.set(api, answers);
  const last = answers.get(key);
  if (last && !again && Date.now() < last.until) {
    return last.answer as Promise<T>;
  }
  const answer = load();
  answers.set(key, { answer, until: Date.now() + SHARED_FOR });
  answer.catch(() => answers.delete(key));
  return answer;
}

/** An answer, and why it is missing. */
export interface SharedState<T> {
  isLoading: boolean;
  known?: T;
  problem?: PortalProblem;
}

interface KeyedState<T> extends SharedState<T> {
  key?: string;
}

/**
 * The answer for a key; loaded again on request. An answer for another key is
 * never returned.
 *
 * @param key - undefined makes no call
 */
export function useSharedQuery<T>(
  api: object,
  key: string | undefined,
  load: (again: boolean) => Promise<T>,
): SharedState<T> & { refetch: () => void } {
  const [state, setState] = useState<KeyedState<T>>({ isLoading: false });
  const [attempt, setAttempt] = useState<{ key?: string; count: number }>({
    count: 0,
  });
  const again = attempt.key === key && attempt.count > 0;

  useEffect(() => {
    if (key === undefined) {
      return undefined;
    }
    let current = true;
    const settle = (next: SharedState<T>) =>
      current && setState({ key, ...next });
    setState(last => ({
      ...(last.key === key && { known: last.known }),
      key,
      isLoading: true,
    }));
    sharedQuery(api, key, () => load(again), { again }).then(
      known => settle({ isLoading: false, known }),
      error => settle({ isLoading: false, problem: toPortalProblem(error) }),
    );
    return () => {
      current = false;
    };
    // Another function with the same key is the same query.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [api, key, attempt]);

  const refetch = useCallback(
    () => setAttempt(({ count }) => ({ key, count: count + 1 })),
    [key],
  );
  if (key === undefined) {
    return { isLoading: false, refetch };
  }
  return state.key === key
    ? { ...state, refetch }
    : { isLoading: true, refetch };
}
