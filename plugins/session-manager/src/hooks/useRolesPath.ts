import { useRouteRef } from '@backstage/core-plugin-api';
import { ReadinessState } from 'backstage-plugin-session-manager-common';
import { rootRouteRef } from '../routes';
import { paramsOf } from './listAddress';

/** The path of the page with the roles of all accounts, with these filters. */
export function useRolesPath(): (filters: {
  owner: readonly string[];
  state?: ReadinessState;
}) => string {
  const rootRoute = useRouteRef(rootRouteRef);
  return filters => `${rootRoute()}/roles?${paramsOf(filters)}`;
}
