import {
  FleetDrift,
  FleetRoleFilter,
  FleetRoleQuery,
  FleetVariantQuery,
  ProblemCode,
  READINESS_STATES,
  ReadinessState,
} from 'backstage-plugin-session-manager-common';
import {
  accountIdOf,
  optionOf,
  optionsOf,
  paramsOf,
  ListSort,
  sortOf,
  sortParam,
  sortText,
} from '../hooks/listAddress';
import { isProblemCode } from './problemTitle';
import { isRegion } from './isRegion';

/** The columns that the list can be sorted by. */
export const SORT_FIELDS = [
  'state',
  'roleName',
  'entityRef',
  'owner',
  'accountId',
] as const;

export type SortField = (typeof SORT_FIELDS)[number];

/** Whether a role matches its spec. */
export const DRIFTS: readonly FleetDrift[] = [
  'in-sync',
  'drifted',
  'unmanaged',
  'not-read',
];

/** The answers to a question about a role, in the address. */
export const ANSWERS = ['true', 'false'] as const;

/** The worst roles first. */
const FIRST_SORT = { field: 'state', order: 'asc' } as const;

const ENTITY_REF = /^[^:/]+:[^:/]+\/[^:/]+$/;

/** What the page shows. It is in the URL, so that it can be shared. */
export interface FleetState {
  q: string;
  state: ReadinessState[];
  accountId?: string;
  /** The refs of users and groups; of one of them. */
  owner: string[];
  problem?: ProblemCode;
  region?: string;
  managed?: boolean;
  /** Whether nodes use it. */
  hasNodes?: boolean;
  drift?: FleetDrift;
  /** Whether roles of one name are compared between accounts. */
  compare: boolean;
  sort: ListSort<SortField>;
  cursor?: string;
}

/** No filter and no search. */
export const NO_FILTER: Omit<FleetState, 'compare' | 'sort' | 'cursor'> = {
  q: '',
  state: [],
  accountId: undefined,
  owner: [],
  problem: undefined,
  region: undefined,
  managed: undefined,
  hasNodes: undefined,
  drift: undefined,
};

/** Reads the query parameters, and ignores invalid ones. */
export function fleetStateOf(params: URLSearchParams): FleetState {
  return {
    q: params.get('q') ?? '',
    state: optionsOf(params, 'state', READINESS_STATES),
    accountId: accountIdOf(params),
    owner: params.getAll('owner').filter(owner => ENTITY_REF.test(owner)),
    problem: valid(params.get('problem'), isProblemCode),
    region: valid(params.get('region'), isRegion),
    managed: answerOf(params, 'managed'),
    hasNodes: answerOf(params, 'hasNodes'),
    drift: optionOf(params, 'drift', DRIFTS),
    compare: params.get('compare') === 'true',
    sort: sortOf(params, SORT_FIELDS, FIRST_SORT),
    cursor: params.get('cursor') ?? undefined,
  };
}

/** The query parameters of the page, without defaults. */
export function fleetParams(state: FleetState): URLSearchParams {
  const { accountId, compare, managed, hasNodes, sort, ...others } = state;
  return paramsOf({
    ...others,
    account: accountId,
    managed: managed?.toString(),
    hasNodes: hasNodes?.toString(),
    compare: compare ? 'true' : undefined,
    sort: sortParam(sort, FIRST_SORT),
  });
}

/** The filters for the API. */
export function fleetFilter(state: FleetState): FleetRoleFilter {
  const { compare, sort, cursor, accountId, ...filter } = state;
  return { ...filter, accountId: accountId ? [accountId] : [] };
}

/** The query of the API for the page of the list. */
export function fleetQuery(state: FleetState): FleetRoleQuery {
  const { sort, cursor } = state;
  return { ...fleetFilter(state), sort: sortText(sort), cursor };
}

/** The query of the API for the page of the comparison. */
export function variantQuery(state: FleetState): FleetVariantQuery {
  const { cursor } = state;
  return { ...fleetFilter(state), cursor };
}

/** Changes the list, which then starts at its first page. */
export function changed(
  state: FleetState,
  change: Partial<FleetState>,
): FleetState {
  return { ...state, cursor: undefined, ...change };
}

/** Whether a filter or search is active. */
export function isFiltered(state: FleetState): boolean {
  const { sort, cursor, ...filters } = state;
  return (
    fleetParams({ ...filters, compare: false, sort: FIRST_SORT }).toString() !==
    ''
  );
}

function answerOf(params: URLSearchParams, name: string): boolean | undefined {
  const answer = optionOf(params, name, ANSWERS);
  return answer && answer === 'true';
}

function valid<Value extends string>(
  text: string | null,
  isValid: (text: string) => boolean,
): Value | undefined {
  return text && isValid(text) ? (text as Value) : undefined;
}
