import { createBackendModule } from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { PortalPolicy } from './PortalPolicy';

const PLATFORM_TEAM = 'group:default/platform';

/** Registers the portal's permission policy. */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'portal-policy',
  register: ({ registerInit }) =>
    registerInit({
      deps: { policy: policyExtensionPoint },
      init: async ({ policy }) =>
        policy.setPolicy(new PortalPolicy(PLATFORM_TEAM)),
    }),
});
