import { useCallback, useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { EntityRoles } from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { Problem, problemOf } from './problem';

/** What is known of an entity's roles, and how the last check went. */
export interface Check {
  /** Under way. */
  checking: boolean;
  /** The last answer; it stays while another is asked for. */
  known?: EntityRoles;
  /** Why the last check gave no answer. */
  problem?: Problem;
}

/** Checks once when shown, and again when asked to. */
export function useEntityRoles(
  entityRef: string,
): Check & { checkAgain: () => void } {
  const api = useApi(sessionManagerApiRef);
  const [check, setCheck] = useState<Check>({ checking: true });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    // Answers may overtake each other, or come when nobody is there any more.
    let current = true;
    const settle = (next: (last: Check) => Check) => current && setCheck(next);
    settle(last => ({ ...last, checking: true }));
    api.getEntityRoles(entityRef, { refresh: attempt > 0 }).then(
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
  }, [api, entityRef, attempt]);

  const checkAgain = useCallback(() => setAttempt(count => count + 1), []);
  return { ...check, checkAgain };
}
