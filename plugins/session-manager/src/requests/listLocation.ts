import { useLocation } from 'react-router-dom';

/** The state of the location of a request that was opened from a list. */
interface FromList {
  listSearch: string;
}

/** The state with which a list opens its requests, so that they lead back to it. */
export function useListLocation(): FromList {
  return { listSearch: useLocation().search };
}

/** The query of the list from which the request was opened; empty if there is none. */
export function useListSearch(): string {
  const state: Partial<FromList> | null = useLocation().state;
  return typeof state?.listSearch === 'string' ? state.listSearch : '';
}
