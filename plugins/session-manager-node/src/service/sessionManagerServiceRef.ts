import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DefaultSessionManagerService } from './DefaultSessionManagerService';
import { SessionManagerService } from './SessionManagerService';

/**
 * The session-manager backend, for other plugins and their modules.
 *
 * @public
 */
export const sessionManagerServiceRef = createServiceRef<SessionManagerService>(
  {
    id: 'session-manager-client',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: { auth: coreServices.auth, discovery: coreServices.discovery },
        factory: services => new DefaultSessionManagerService(services),
      }),
  },
);
