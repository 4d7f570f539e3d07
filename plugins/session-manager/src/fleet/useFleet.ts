import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { FleetSummary } from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { useQuery } from '../hooks/useQuery';
import {
  changed,
  fleetFilter,
  fleetParams,
  fleetQuery,
  FleetState,
  fleetStateOf,
  variantQuery,
} from './fleetState';

/** The counts of a page. */
export interface FleetCounts {
  /** Of the roles in each state, so without the filters by state. */
  outcomes: FleetSummary;
  /** Of the roles in the list. */
  listed: FleetSummary;
}

/** Loads the page of the list, if it is shown. */
export function useRoles({ compare, ...shown }: FleetState) {
  const api = useApi(sessionManagerApiRef);
  const address = fleetParams({ ...shown, compare: false }).toString();
  const load = useCallback(
    () => api.listRoles(fleetQuery(stateOf(address))),
    [api, address],
  );
  return useQuery(compare ? undefined : load);
}

/** Loads the page of the comparison between accounts, if it is shown. */
export function useVariants({ sort, ...shown }: FleetState) {
  const api = useApi(sessionManagerApiRef);
  const address = fleetParams({ ...shown, sort: stateOf('').sort }).toString();
  const load = useCallback(
    () => api.listRoleVariants(variantQuery(stateOf(address))),
    [api, address],
  );
  return useQuery(shown.compare ? load : undefined);
}

/** Loads the counts, which do not depend on the order and the page. */
export function useCounts({ sort, cursor, ...filters }: FleetState) {
  const api = useApi(sessionManagerApiRef);
  const address = fleetParams({
    ...filters,
    compare: false,
    sort: stateOf('').sort,
  }).toString();
  const load = useCallback(async (): Promise<FleetCounts> => {
    const ofList = stateOf(address);
    const ofOutcomes = changed(ofList, {
      state: [],
      drift: undefined,
      managed: undefined,
      hasNodes: undefined,
    });
    if (fleetParams(ofOutcomes).toString() === address) {
      const outcomes = await api.summarizeRoles(fleetFilter(ofList));
      return { outcomes, listed: outcomes };
    }
    const [outcomes, listed] = await Promise.all([
      api.summarizeRoles(fleetFilter(ofOutcomes)),
      api.summarizeRoles(fleetFilter(ofList)),
    ]);
    return { outcomes, listed };
  }, [api, address]);
  return useQuery(load);
}

function stateOf(address: string): FleetState {
  return fleetStateOf(new URLSearchParams(address));
}
