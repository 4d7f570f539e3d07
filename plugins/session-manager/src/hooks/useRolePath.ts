import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
  useEntity,
} from '@backstage/plugin-catalog-react';

/** The path of the tab below the entity's page. */
export const CONTENT_PATH = '/session-manager';

/** The query parameter that selects a role. */
export const ROLE_PARAM = 'role';

/** The query parameter that selects a section about the role. */
export const SECTION_PARAM = 'section';

/** The section with the nodes of the service. */
export const NODES_SECTION = 'nodes';

interface Place {
  roleArn?: string;
  section?: string;
}

/** The path of an entity's tab, of a role or of a section in it. */
export function rolePath(entityPath: string, { roleArn, section }: Place) {
  const query = new URLSearchParams({
    ...(roleArn && { [ROLE_PARAM]: roleArn }),
    ...(section && { [SECTION_PARAM]: section }),
  });
  return `${entityPath}${CONTENT_PATH}?${query}`;
}

/** The path in the tab of the entity of the page. */
export function useRolePath(place: Place): string {
  const { entity } = useEntity();
  const entityRoute = useRouteRef(entityRouteRef);
  return rolePath(entityRoute(entityRouteParams(entity)), place);
}
