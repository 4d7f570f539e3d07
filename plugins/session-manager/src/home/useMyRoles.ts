import { useCallback } from 'react';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import {
  FleetRoleList,
  FleetSummary,
  ReadinessState,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { useQuery } from '../hooks/useQuery';

/** The states that someone has to do something about, the worst first. */
export const TROUBLE = [
  'sessions-fail',
  'logs-lost',
  'unknown',
] as const satisfies readonly ReadinessState[];

/** How many roles the card lists. */
const LISTED = 5;

/** The roles of the services that the person owns. */
export interface MyRoles {
  /** The person and their groups, by entity ref. */
  owner: string[];
  /** Absent for someone without an identity in the catalog. */
  summary?: FleetSummary;
  worst: FleetRoleList['items'];
}

/** Loads the roles of the services that the person owns. */
export function useMyRoles() {
  const api = useApi(sessionManagerApiRef);
  const identity = useApi(identityApiRef);
  const load = useCallback(async (): Promise<MyRoles> => {
    const { ownershipEntityRefs: owner } =
      await identity.getBackstageIdentity();
    // No owner would be no filter, and list the roles of everyone.
    if (owner.length === 0) {
      return { owner, worst: [] };
    }
    const [summary, { items: worst }] = await Promise.all([
      api.summarizeRoles({ owner }),
      api.listRoles({
        owner,
        state: TROUBLE,
        sort: 'state:asc',
        limit: LISTED,
      }),
    ]);
    return { owner, summary, worst };
  }, [api, identity]);
  return useQuery(load);
}
