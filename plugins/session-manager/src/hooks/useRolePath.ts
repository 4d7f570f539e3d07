import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
  useEntity,
} from '@backstage/plugin-catalog-react';

/** Where the tab is, below the entity's page. */
export const CONTENT_PATH = '/session-manager';

/** The name of the parameter that chooses a role there. */
export const ROLE_PARAM = 'role';

/** The address of a role in the entity's tab. */
export function useRolePath(roleArn: string): string {
  const { entity } = useEntity();
  const entityRoute = useRouteRef(entityRouteRef);
  const query = new URLSearchParams({ [ROLE_PARAM]: roleArn });
  return `${entityRoute(entityRouteParams(entity))}${CONTENT_PATH}?${query}`;
}
