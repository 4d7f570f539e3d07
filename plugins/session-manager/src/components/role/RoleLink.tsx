import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { FleetRole } from 'backstage-plugin-session-manager-common';
import { rolePath } from '../../hooks/useRolePath';

/** The name of a role; of a service's role, as a link to its tab. */
export function RoleLink({
  role: { entityRef, roleName, roleArn },
}: {
  role: Pick<FleetRole, 'entityRef' | 'roleName' | 'roleArn'>;
}) {
  const entityRoute = useRouteRef(entityRouteRef);
  return entityRef ? (
    <Link to={rolePath(entityRoute(entityRouteParams(entityRef)), { roleArn })}>
      {roleName}
    </Link>
  ) : (
    <>{roleName}</>
  );
}
