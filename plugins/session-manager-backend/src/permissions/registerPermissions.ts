import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  installationReadPermission,
  logBucketPermissions,
  LogBucketResource,
  parseLogBucketResourceRef,
  parsePreferencesResourceRef,
  parseRoleResourceRef,
  preferencesPermissions,
  requestPermissions,
  rolePermissions,
  RoleResource,
} from 'backstage-plugin-session-manager-common';
import { EntityOwnership } from '../people/EntityOwnership';
import { NestedGroups } from '../people/NestedGroups';
import { logBucketRules } from './logBucketRules';
import { preferencesRules } from './preferencesRules';
import { FactSources, JudgedRequest, requestFacts } from './RequestAccess';
import { requestRules } from './requestRules';
import {
  logBucketPermissionResourceRef,
  preferencesPermissionResourceRef,
  requestPermissionResourceRef,
  rolePermissionResourceRef,
} from './resources';
import { roleFacts } from './RoleAccess';
import { roleRules } from './roleRules';

/** Registers the plugin's permissions and the rules for them. */
export function registerPermissions(options: {
  permissionsRegistry: PermissionsRegistryService;
  /** Returns those of the requests that exist. */
  requestsById(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, JudgedRequest>>;
  accounts: FactSources['accounts'];
  ownership: EntityOwnership;
  nestedGroups: NestedGroups;
}): void {
  const { permissionsRegistry, requestsById, ownership } = options;
  permissionsRegistry.addPermissions([installationReadPermission]);
  permissionsRegistry.addResourceType({
    resourceRef: requestPermissionResourceRef,
    permissions: requestPermissions,
    rules: Object.values(requestRules),
    async getResources(ids) {
      const found = await requestsById(ids);
      const facts = await requestFacts([...found.values()], options);
      const byId = new Map([...found.keys()].map((id, at) => [id, facts[at]]));
      return ids.map(id => byId.get(id));
    },
  });
  permissionsRegistry.addResourceType({
    resourceRef: rolePermissionResourceRef,
    permissions: rolePermissions,
    rules: Object.values(roleRules),
    async getResources(refs) {
      const roles = refs.map(parseRoleResourceRef);
      const known = roles.filter((role): role is RoleResource => Boolean(role));
      const facts = await roleFacts(known, ownership);
      return roles.map(role => role && facts[known.indexOf(role)]);
    },
  });
  permissionsRegistry.addResourceType({
    resourceRef: preferencesPermissionResourceRef,
    permissions: preferencesPermissions,
    rules: Object.values(preferencesRules),
    getResources: async refs => refs.map(parsePreferencesResourceRef),
  });
  permissionsRegistry.addResourceType({
    resourceRef: logBucketPermissionResourceRef,
    permissions: logBucketPermissions,
    rules: Object.values(logBucketRules),
    async getResources(refs) {
      const buckets = refs.map(parseLogBucketResourceRef);
      const known = buckets.filter((bucket): bucket is LogBucketResource =>
        Boolean(bucket),
      );
      const facts = await roleFacts(
        known.map(({ role }) => role),
        ownership,
      );
      return buckets.map(
        bucket =>
          bucket && {
            accountId: bucket.accountId,
            bucket: bucket.bucket,
            entityOwners: facts[known.indexOf(bucket)].entityOwners,
          },
      );
    },
  });
}
