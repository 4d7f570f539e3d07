import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  BackendFeature,
  coreServices,
  createBackendModule,
  createServiceFactory,
  ServiceFactory,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import scaffolderModule from 'backstage-plugin-scaffolder-backend-module-session-manager';
import { decideByRelation } from '../permissions/decideByRelation';

/** The groups of the users: Noor is in two. */
export const GROUPS: Record<string, string[]> = {
  'user:default/ada': ['group:default/payments'],
  'user:default/noor': ['group:default/payments', 'group:default/security'],
  'user:default/grace': ['group:default/cloud'],
  'user:default/mei': ['group:default/orders'],
  'user:default/guest': [],
  'user:default/root': [],
};

const DECIDED: Record<string, AuthorizeResult.ALLOW | AuthorizeResult.DENY> = {
  'user:default/guest': AuthorizeResult.DENY,
  'user:default/root': AuthorizeResult.ALLOW,
};

function claimsOf(ref: string | undefined): string[] {
  return ref ? [ref, ...GROUPS[ref]] : [];
}

/**
 * The policy {@link decideByRelation}, except that the guest is denied and root
 * is allowed every permission of the plugin.
 */
const policy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'by-relation',
  register: env =>
    env.registerInit({
      deps: { policies: policyExtensionPoint },
      init: async ({ policies }) =>
        policies.setPolicy({
          handle: async ({ permission }, user) => {
            const ref = user?.info.userEntityRef;
            const isManagedByPortal =
              permission.name.startsWith('session-manager.');
            const decided = isManagedByPortal && ref && DECIDED[ref];
            return decided
              ? { result: decided }
              : (decideByRelation(permission, claimsOf(ref)) ?? {
                  result: AuthorizeResult.ALLOW,
                });
          },
        }),
    }),
});

/** The permission backend of a portal that carries out nothing. */
export const PERMISSION_FEATURES: BackendFeature[] = [permissionPlugin, policy];

/** The permission backend and the scaffolder of one that does. */
export const RELATION_FEATURES: BackendFeature[] = [
  ...PERMISSION_FEATURES,
  scaffolderPlugin,
  scaffolderModule,
];

/** Its services: permissions are enforced, and users are in {@link GROUPS}. */
export const RELATION_SERVICES: ServiceFactory[] = [
  permissionsServiceFactory,
  createServiceFactory({
    service: coreServices.userInfo,
    deps: {},
    factory: () => ({
      getUserInfo: async ({ principal }) => {
        const { userEntityRef } = principal as { userEntityRef: string };
        return {
          userEntityRef,
          ownershipEntityRefs: claimsOf(userEntityRef),
        };
      },
    }),
  }),
];

/** A template that runs one of the actions, with any input. */
export function stepTemplate(actions: readonly string[]): Entity {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name: 'step', namespace: 'default' },
    spec: {
      type: 'x',
      parameters: {},
      steps: actions.map(action => ({
        id: action.replaceAll(':', '-'),
        name: action,
        if: `\${{ parameters.action == "${action}" }}`,
        action,
        input: '${{ parameters.input }}',
      })),
    },
  };
}
