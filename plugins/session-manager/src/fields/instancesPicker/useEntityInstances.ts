import { useCallback, useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { EntityInstances } from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../../api/SessionManagerApi';
import { PortalProblem, toPortalProblem } from '../../api/portalProblem';

/** What is known of an entity's instances. */
export interface InstanceLookup {
  /** Under way. */
  looking: boolean;
  /** The last answer; it stays while another is asked for. */
  known?: EntityInstances;
  /** Why the last look gave no answer. */
  problem?: PortalProblem;
}

/** Looks once when shown, and again when asked to. */
export function useEntityInstances(
  entityRef: string,
  accountId: string | undefined,
): InstanceLookup & { lookAgain: () => void } {
  const api = useApi(sessionManagerApiRef);
  const [lookup, setLookup] = useState<InstanceLookup>({ looking: true });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    // Answers may overtake each other, or come when nobody is there any more.
    let current = true;
    const settle = (next: (last: InstanceLookup) => InstanceLookup) =>
      current && setLookup(next);
    settle(last => ({ ...last, looking: true }));
    api.getEntityInstances(entityRef, { accountId, refresh: attempt > 0 }).then(
      known => settle(() => ({ looking: false, known })),
      error =>
        settle(({ known }) => ({
          looking: false,
          known,
          problem: toPortalProblem(error),
        })),
    );
    return () => {
      current = false;
    };
  }, [api, entityRef, accountId, attempt]);

  const lookAgain = useCallback(() => setAttempt(count => count + 1), []);
  return { ...lookup, lookAgain };
}
